'use client'

import { useId, useState } from 'react'

/** Room between a panel and the window's edge, in pixels. */
const margin = 8

/**
 * A button with a panel below it. The browser's own popover shows and hides it: a click beside it or Escape closes it,
 * and the focus goes back to the button.
 */
export function Dropdown({
  label,
  button,
  className,
  children,
}: {
  /** The name of the panel, and of the button when `button` is only a picture. */
  label: string
  button: React.ReactNode
  /** The button's looks. */
  className: string
  children: React.ReactNode
}) {
  const id = useId()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={typeof button === 'string' ? undefined : label}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        title={typeof button === 'string' ? undefined : label}
        className={className}
      >
        {button}
      </button>
      <div
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        onBeforeToggle={(event) => setIsOpen(event.newState === 'open')}
        onToggle={(event) => event.newState === 'open' && placeBelow(event.currentTarget)}
        className="fixed inset-auto m-0 max-h-[80dvh] max-w-[calc(100vw-1rem)] overflow-auto rounded-md border border-line bg-raised p-1.5 text-ink text-xs shadow-lg"
      >
        {isOpen && children}
      </div>
    </>
  )
}

/** Under its button, as far right as the window allows. */
function placeBelow(panel: HTMLElement) {
  const button = document.querySelector(`[popovertarget="${CSS.escape(panel.id)}"]`)
  if (!button) return
  const { left, bottom } = button.getBoundingClientRect()
  const most = window.innerWidth - panel.offsetWidth - margin
  panel.style.left = `${Math.max(margin, Math.min(left, most))}px`
  panel.style.top = `${bottom + 4}px`
}

/** Closes the panel that an element stands in. */
export function closeDropdown(element: Element) {
  const panel = element.closest<HTMLElement>('[popover]')
  panel?.hidePopover()
}
