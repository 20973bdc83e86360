import type { Token } from '@/lib/images/log-events/tokens'

/** One piece of a line. Always text: nothing in a log is ever markup. */
export function TokenText({ token, here }: { token: Token; here: boolean }) {
  const styled = <Styled token={token} />
  const linked = token.href ? (
    <a href={token.href} target="_blank" rel="noopener noreferrer" tabIndex={-1}>
      {styled}
    </a>
  ) : (
    styled
  )
  return token.match ? <mark data-here={here || undefined}>{linked}</mark> : linked
}

function Styled({ token: { text, style, quiet } }: { token: Token }) {
  if (quiet) return <span className={quiet === 'stderr' ? 'log-quiet log-stderr' : 'log-quiet'}>{text}</span>
  if (!style) return text
  const { color, background, bold, dim, italic, underline } = style
  const classes = [
    background ? `ansi-on ansi-on-${background}` : color && `ansi-${color}`,
    bold && 'font-medium',
    dim && 'text-ink-2',
    italic && 'italic',
    underline && 'underline',
  ].filter(Boolean)
  return classes.length > 0 ? <span className={classes.join(' ')}>{text}</span> : text
}
