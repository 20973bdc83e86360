type Props = { checked: boolean; set: (checked: boolean) => void; className?: string }

/** Whether what is handed over keeps the account's twelve digits to itself. */
export function MaskAccountIds({ checked, set, className = '' }: Props) {
  return (
    <label className={`inline-flex min-h-8 items-center gap-1.5 text-ink-2 ${className}`}>
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => set(event.target.checked)}
        className="accent-accent"
      />
      Mask account IDs
    </label>
  )
}
