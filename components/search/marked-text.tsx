/** A text with the parts that match marked. */
export function MarkedText({ text, marks }: { text: string; marks: readonly (readonly number[])[] }) {
  const parts: React.ReactNode[] = []
  let from = 0
  for (const [start = 0, end = 0] of marks) {
    parts.push(
      text.slice(from, start),
      <mark key={start} className="rounded-[2px] bg-mark text-ink">
        {text.slice(start, end)}
      </mark>,
    )
    from = end
  }
  return (
    <>
      {parts}
      {text.slice(from)}
    </>
  )
}
