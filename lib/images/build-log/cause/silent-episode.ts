import type { Episode } from './episode'
import { namesIn } from './kinds'
import type { Scene } from './scene'
import { Sight } from './tool'
import { silent } from './tools/silent'

/** What follows a command that failed, or is no command: it did not end the script. */
const NO_END =
  /^\++ (?:[A-Za-z_]\w*=|exit|return|trap|cleanup|set |echo|printf|logger|:|true|rm -r?f|popd|umount|local |export |declare |kill|err|status|on_(?:exit|err)|die|fail)/

/** The last command that a script with `set -e` ran, when it ended the script without a word. */
export function silentEpisode(scene: Scene, said: readonly Episode[]): Episode | undefined {
  if (scene.exitCode === 0 || scene.exitCode === undefined) return undefined
  if (!scene.stopsAtFirst && said.some(({ part }) => part !== 'last')) return undefined
  const stream = scene.err.some(({ kind }) => kind === 'trace') ? scene.err : scene.out
  const at = stream.findLastIndex(({ kind, said: text }) => kind === 'trace' && !NO_END.test(text))
  const line = stream[at]
  if (!line) return undefined
  const after = said.some(
    ({ part, line: other }) => part !== 'last' && (other.stream !== line.stream || other.index > line.index),
  )
  if (after || /^\++ (?:if |for |while |case )/.test(line.said)) return undefined
  for (const failure of silent.failures) {
    const match = failure.line.exec(line.said)
    if (!match) continue
    const sight = new Sight(scene, line, match)
    const told = failure.cases.find((one) => one.when?.(sight) ?? true)
    if (!told) continue
    const { kind } = failure
    const names = namesIn(line.said)
    return {
      part: 'tells',
      kind,
      line,
      quoted: [line],
      names,
      tool: silent,
      failure,
      sight,
      told,
      end: line.index,
    }
  }
  return undefined
}
