import type { FindQuery } from '../log-events/find-query'
import { emptyLog, type HeldLog } from '../log-events/held-log'
import { sharedStretch } from '../log-events/shared-stretch'
import { ToldLines } from '../log-events/told-lines'
import { isExpressionQuery } from './found'
import type { LogViewStore } from './log-view-store'

/**
 * Has the held lines looked through for a person's expression, beside the page: however long it takes, nothing else
 * waits. Lines that come are looked through in their turn.
 */
export function lookWithExpression(store: LogViewStore) {
  const { address, expression, log } = store.getState()
  const { query } = address
  if (!isExpressionQuery(query)) {
    if (expression.asked) stop(store)
  } else if (expression.asked !== query) {
    const signal = store.next('expression')
    store.change({ expression: { ...expression, asked: query, looking: true } })
    void look(store, query, new ToldLines(), emptyLog, signal)
  } else if (expression.lines && !expression.looking && expression.told?.held !== log.held) {
    store.change({ expression: { ...expression, looking: true } })
    void look(store, query, expression.lines, expression.told?.held ?? emptyLog, store.next('expression'))
  }
}

function stop(store: LogViewStore) {
  store.next('expression')
  store.change({ expression: { asked: undefined, looking: false, lines: undefined, told: undefined } })
}

/** Goes through what is held, beyond `known`, until there is no more. */
async function look(
  store: LogViewStore,
  query: FindQuery,
  lines: ToldLines,
  known: HeldLog,
  signal: AbortSignal,
) {
  let seen = known
  for (;;) {
    const { held } = store.getState().log
    for (const messages of pieces(seen, held)) {
      const found = await store.host.match(query, messages, signal).catch((error: unknown) => String(error))
      if (signal.aborted) return
      if (typeof found === 'string') {
        const told = { query, pattern: found, held }
        store.change({ expression: { asked: query, looking: false, lines: undefined, told } })
        return
      }
      lines.add(messages, found)
    }
    seen = held
    const looking = store.getState().log.held !== held
    const told = { query, pattern: lines.pattern(), held }
    store.change({ expression: { asked: query, looking, lines, told } })
    if (!looking) return
  }
}

/** A piece is handed over and looked through in some milliseconds. */
const mostMessages = 5_000
const mostCharacters = 500_000

/** The messages of `held` that were not in `seen`, piece by piece; one empty piece where there are none to ask about. */
function* pieces(seen: HeldLog, held: HeldLog): Generator<string[]> {
  const kept = sharedStretch(seen, held)
  const count = held.messages.length
  const stretches = kept
    ? [
        [held.withheld, kept.from],
        [kept.to, count],
      ]
    : [[held.withheld, count]]
  let piece: string[] = []
  let characters = 0
  for (const [from = 0, to = 0] of stretches) {
    for (let index = from; index < to; index++) {
      const message = held.messages[index] ?? ''
      if (
        piece.length === mostMessages ||
        (piece.length > 0 && characters + message.length > mostCharacters)
      ) {
        yield piece
        piece = []
        characters = 0
      }
      piece.push(message)
      characters += message.length
    }
  }
  if (piece.length > 0 || seen === emptyLog) yield piece
}
