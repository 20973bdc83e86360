type Common = {
  label: string
  onClick: () => void
  disabled?: boolean
  children: React.ReactNode
}

const shape =
  'inline-flex h-7 min-w-7 shrink-0 items-center justify-center gap-1.5 rounded text-xs text-ink-2 hover:bg-sunken hover:text-ink disabled:opacity-40 disabled:hover:bg-transparent'

/** A button that is only a picture: its name is in the tooltip too. */
export function IconButton({ label, children, ...rest }: Common) {
  return (
    <button type="button" aria-label={label} title={label} className={shape} {...rest}>
      {children}
    </button>
  )
}

export function ToggleButton({ label, pressed, children, ...rest }: Common & { pressed: boolean }) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={pressed}
      title={label}
      className={`${shape} ${pressed ? 'bg-accent-soft text-accent' : ''}`}
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
      className={`inline-flex h-7 shrink-0 items-center gap-1.5 rounded border px-2.5 text-xs disabled:opacity-40 ${
        pressed
          ? 'border-accent/40 bg-accent-soft text-accent'
          : 'border-line-strong bg-raised text-ink-2 hover:border-ink-3 hover:text-ink'
      } ${className}`}
    />
  )
}
