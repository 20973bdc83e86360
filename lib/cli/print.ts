import { causeAsMarkdown, maskAccounts } from '@/lib/images/build-log/markdown'
import type { Format } from './arguments'
import type { ExplainedBuild } from './explained-build'
import { asGithub } from './print-github'
import { asText } from './print-text'

/** Builds in the form that was asked for, ended by a line feed. */
export function print(builds: readonly ExplainedBuild[], format: Format, maskAccountIds: boolean): string {
  const text = formats[format](builds)
  return maskAccountIds ? maskAccounts(text) : text
}

const formats: Record<Format, (builds: readonly ExplainedBuild[]) => string> = {
  text: (builds) => builds.map(asText).join('\n'),
  json: (builds) => builds.map((build) => `${JSON.stringify(build)}\n`).join(''),
  markdown: (builds) => builds.map(asMarkdown).join('\n'),
  github: (builds) => builds.map(asGithub).join(''),
}

function asMarkdown(build: ExplainedBuild): string {
  const cause = build.cause ?? build.warning
  if (cause) return causeAsMarkdown(cause, build)
  return `### ${build.imageId}\n\n${build.reason ?? build.outcome}\n`
}
