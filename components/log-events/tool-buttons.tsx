const shape =
  'inline-flex h-7 min-w-7 shrink-0 items-center justify-center gap-1.5 rounded text-xs pointer-coarse:h-10 pointer-coarse:min-w-10'

const plain = `${shape} text-ink-2 hover:bg-sunken hover:text-ink disabled:opacity-40 disabled:hover:bg-transparent`

type Common = {
  label: string
  onClick: () => void
  disabled?: boolean
  className?: string
  children: React.ReactNode
}

/** A button that is only a picture: its name is in the tooltip too. */
export function IconButton({ label, children, className = '', ...rest }: Common) {
  return (
    <button type="button" aria-label={label} title={label} className={`${plain} ${className}`} {...rest}>
      {children}
    </button>
  )
}

export function ToggleButton({
  label,
  pressed,
  children,
  className = '',
  ...rest
}: Common & { pressed: boolean }) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={pressed}
      title={label}
      className={`${plain} aria-pressed:bg-accent-soft aria-pressed:text-accent ${className}`}
      {...rest}
    >
      {children}
    </button>
  )
}

/** A button in words. */
export function TextButton({
  pressed,
  className = '',
  ...props
}: React.ComponentProps<'button'> & { pressed?: boolean }) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      {...props}
      className={`${shape} border border-line-strong bg-raised px-2.5 text-ink-2 hover:border-ink-3 hover:text-ink disabled:opacity-40 aria-pressed:border-accent/40 aria-pressed:bg-accent-soft aria-pressed:text-accent ${className}`}
    />
  )
}

/** What opens a menu in the toolbar. */
export const menuButton = `${plain} px-2 aria-expanded:bg-sunken aria-expanded:text-ink`

/** An entry of a menu: a switch when it is pressed or not, else something that is done. */
export function MenuItem({
  pressed,
  keys,
  children,
  ...props
}: React.ComponentProps<'button'> & { pressed?: boolean; keys?: string }) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      {...props}
      className="flex min-h-7 w-full items-center gap-2 rounded px-2 text-left text-ink hover:bg-sunken pointer-coarse:min-h-10"
    >
      <span aria-hidden className="w-3.5 shrink-0 text-accent">
        {pressed && '✓'}
      </span>
      <span className="min-w-0 flex-1">{children}</span>
      {keys && (
        <kbd aria-hidden className="pl-4 font-mono text-ink-3">
          {keys}
        </kbd>
      )}
    </button>
  )
}

export function MenuGroup({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <fieldset className="border-line not-first:mt-1 not-first:border-t not-first:pt-1">
      <legend className="float-left w-full px-2 py-1 text-ink-3">{label}</legend>
      <div className="clear-both">{children}</div>
    </fieldset>
  )
}
