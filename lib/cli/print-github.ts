import type { ExplainedBuild } from './explained-build'

/**
 * One build as a GitHub Actions annotation: an error for a failed build, a warning for a good one with something to say.
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function asGithub(build: ExplainedBuild): string {
  const cause = build.cause ?? build.warning
  const level =
    build.outcome === 'failed' || build.outcome === 'cancelled'
      ? 'error'
      : build.warning
        ? 'warning'
        : 'notice'
  const title = cause?.step
    ? `${build.imageId}: step ${cause.step} failed`
    : `${build.imageId}: ${build.outcome}`
  const text = cause
    ? [cause.sentence, ...cause.lines.map((line) => line.text), cause.advice].filter(Boolean).join('\n')
    : (build.reason ?? '')
  return `::${level} title=${property(title)}::${message(text)}\n`
}

const message = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const property = (text: string) => message(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
