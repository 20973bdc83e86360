import type { SpanState } from '@/lib/images/stack-events/spans'
import styles from './glyph.module.css'

/** Puts a state's glyph in front of what has the class. `quiet`: done, but nothing to be glad of. */
export function glyphClass(state: SpanState | 'warning', quiet = false): string {
  return `${styles.glyph} ${styles[state]} ${quiet && state === 'complete' ? styles.quiet : ''}`
}

/** The glyph of a state by itself; the status it stands beside is the word. */
export function StatusGlyph({ state, quiet = false }: { state: SpanState | 'warning'; quiet?: boolean }) {
  return <span aria-hidden className={`inline-flex shrink-0 ${glyphClass(state, quiet)}`} />
}
