import { readChefFailure } from './chef-failure'
import type { EvidenceLine } from './evidence'
import type { Finding, QuotedLine } from './outline-schema'
import { ruleFor, sentenceOf } from './rules'
import { selectLine } from './select-line'

/**
 * What a failed step's own lines say about its failure: never more than they do. `sure` only when Chef names its
 * error or a rule knows the line; else the finding quotes the likeliest line and says that it is only that.
 */
export function diagnoseStep(lines: readonly EvidenceLine[], exitCode: number | undefined): Finding {
  const chef = readChefFailure(lines)
  if (chef?.lines[0]) {
    const quoted = chef.lines.map(quote)
    const known =
      explain(chef.lines.map((line) => innermost(line.text)).join('\n')) ??
      explain(/\b(?:[A-Z]\w*::)+\w+: (?!.*\b(?:[A-Z]\w*::)+\w+: ).*/.exec(chef.lines[0].text)?.[0] ?? '')
    return {
      ...(known ?? { ruleId: 'chef', sentence: `Chef failed: ${innermost(chef.lines[0].text)}` }),
      sure: true,
      lines: quoted,
      ...(chef.recipe ? { recipe: chef.recipe } : {}),
      ...(chef.resource ? { resource: chef.resource } : {}),
    }
  }
  const chosen = selectLine(lines)
  if (!chosen) return silent(exitCode)
  const known = chosen.by === 'rule' ? explain(chosen.line.text) : undefined
  if (known)
    return {
      ...known,
      sure: true,
      lines: [...belonging(lines, chosen.line), chosen.line, ...named(lines, chosen.line)].map(quote),
    }
  return {
    ruleId: chosen.by === 'words' ? 'last-error-line' : 'last-line',
    sentence:
      chosen.by === 'words'
        ? 'No rule knows this failure; this is the last line of the step that reads like an error.'
        : 'No line of the step reads like an error; this is the last thing it said.',
    ...(exitAdvice(exitCode) ? { advice: exitAdvice(exitCode) as string } : {}),
    sure: false,
    lines: [quote(chosen.line)],
  }
}

/** The last ` had an error: ` of Chef's chain, without the exception's class. */
export function innermost(text: string): string {
  const body = text.replace(/^\[[^\]]*\] FATAL: /, '').trim()
  const segment = body.split(' had an error: ').at(-1) ?? body
  return segment.replace(/^(?:(?:[A-Z]\w*::)+\w+|RuntimeError|StandardError): (?=\S)/, '')
}

/** Lines that tell of the same failure and stand shortly before the one that was chosen. */
function belonging(lines: readonly EvidenceLine[], chosen: EvidenceLine): EvidenceLine[] {
  const also = ruleFor(chosen.text)?.rule.also
  if (!also) return []
  const at = lines.indexOf(chosen)
  return lines
    .slice(Math.max(0, at - 12), at)
    .filter((line) => also.test(line.text))
    .slice(-3)
}

/** What a line announces with a colon: the list that follows it. */
function named(lines: readonly EvidenceLine[], chosen: EvidenceLine): EvidenceLine[] {
  const names = ruleFor(chosen.text)?.rule.names
  if (!names) return []
  const after = lines.slice(lines.indexOf(chosen) + 1).filter(({ text }) => text.trim() !== '')
  const end = after.findIndex(({ text }) => !names.test(text))
  return after.slice(0, Math.min(3, end === -1 ? after.length : end))
}

function explain(text: string) {
  const known = ruleFor(text)
  if (!known) return undefined
  const { rule, match } = known
  return {
    ruleId: rule.id,
    sentence: sentenceOf(rule, match),
    advice: rule.advice,
    ...(rule.url ? { url: rule.url } : {}),
  }
}

function quote({ text, at, line }: EvidenceLine): QuotedLine {
  return { text: text.trim(), at, line }
}

function silent(exitCode: number | undefined): Finding {
  const advice = exitAdvice(exitCode)
  return {
    ruleId: 'silent',
    sentence: 'The step said nothing before it failed.',
    ...(advice ? { advice } : {}),
    sure: false,
    lines: [],
  }
}

/** What bash means by an exit code, where it means something. */
function exitAdvice(exitCode: number | undefined): string | undefined {
  switch (exitCode) {
    case 124:
      return 'Exit code 124: a command was stopped by `timeout`.'
    case 126:
      return 'Exit code 126: a command was found but could not be executed.'
    case 127:
      return 'Exit code 127: a command was not found.'
    case 137:
      return 'Exit code 137: the command was killed, most often for want of memory. Choose a larger Build/InstanceType.'
    case 139:
      return 'Exit code 139: a program crashed.'
    case 143:
      return 'Exit code 143: the command was terminated, for example by a time limit.'
    default:
      return undefined
  }
}
