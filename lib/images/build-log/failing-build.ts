import { explainBuild } from './cause'
import { document, FAILED, parse, SCRIPT, type StepText, step } from './fixture'

/** What is said about a build of which only the log is known; for tests. */
export const explain = (messages: readonly string[]) => explainBuild({ outline: parse(messages) })

/** A build whose one step fails so. */
export function failing(text: StepText, name = 'Execute') {
  const { cause } = explain([...document(SCRIPT), ...step(name, { exit: 1, ...text }), ...FAILED])
  return { ...cause, quoted: cause?.lines.map((line) => line.text) }
}
