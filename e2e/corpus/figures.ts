import type { Score } from './score'

const percent = (part: number, whole: number) =>
  whole === 0 ? '–' : `${part} of ${whole} (${Math.round((1000 * part) / whole) / 10} %)`

/** The figures that are aimed at, over any builds. */
export function figuresOf(scores: readonly Score[], variants?: { broken: number; tried: number }) {
  const failed = scores.filter(({ failed }) => failed)
  const explainable = failed.filter(({ explains }) => explains !== undefined)
  const misleadable = failed
  const sure = failed.filter(({ sure }) => sure)
  const wrongWhenSure = sure.filter(isWrong)
  const findable = failed.filter(({ firstThree }) => firstThree !== undefined)
  const good = scores.filter(({ falseAlarm }) => falseAlarm !== undefined)
  return {
    'line, step and exit code right': percent(
      failed.filter(({ wrong }) => wrong === '').length,
      failed.length,
    ),
    'explanation tells what is true': percent(
      explainable.filter(({ explains }) => explains).length,
      explainable.length,
    ),
    'sends the reader the wrong way': percent(
      misleadable.filter(({ misleads }) => misleads).length,
      misleadable.length,
    ),
    'sure and wrong': percent(wrongWhenSure.length, failed.length),
    'sure (share)': percent(sure.length, failed.length),
    'sure and right, of sure': percent(sure.length - wrongWhenSure.length, sure.length),
    'true line among the first three': percent(
      findable.filter(({ firstThree }) => firstThree).length,
      findable.length,
    ),
    'false alarms on good builds': percent(good.filter(({ falseAlarm }) => falseAlarm).length, good.length),
    ...(variants ? { 'variants of right ones that break': percent(variants.broken, variants.tried) } : {}),
  }
}

export const isWrong = ({ wrong, explains, misleads }: Score): boolean =>
  wrong !== '' || explains === false || misleads === true

export function byMechanism(scores: readonly Score[]) {
  const groups = new Map<string, Score[]>()
  for (const score of scores) groups.set(score.mechanism, [...(groups.get(score.mechanism) ?? []), score])
  return [...groups]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([mechanism, own]) => ({
      mechanism,
      builds: own.length,
      right: own.filter(({ wrong }) => wrong === '').length,
      explained: own.filter(({ explains }) => explains).length,
      'to explain': own.filter(({ explains }) => explains !== undefined).length,
      misled: own.filter(({ misleads }) => misleads).length,
      sure: own.filter(({ sure }) => sure).length,
      'sure and wrong': own.filter((score) => score.sure && isWrong(score)).length,
    }))
}
