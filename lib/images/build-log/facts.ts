/** Steps whose only output is a fact about the build. */
const FACTS: Record<string, string> = {
  AWSRegion: 'region',
  OperatingSystemRelease: 'release',
  OperatingSystemName: 'os',
  OperatingSystemVersion: 'osVersion',
  OperatingSystemArchitecture: 'architecture',
  PlatformName: 'platform',
  PClusterCookbookVersionName: 'cookbook',
  CookbookUrl: 'cookbookUrl',
  CincUrl: 'cincUrl',
  AmiId: 'amiId',
  ScriptUrl: 'scriptUrl',
}

/** The fact that a step's first line of stdout is; undefined for most steps. */
export const factOf = (stepName: string | undefined): string | undefined =>
  stepName === undefined ? undefined : FACTS[stepName]

/** What Image Builder's workflow lines tell: the instance, the parent image. */
export function workflowFacts(text: string): Record<string, string> {
  const facts: Record<string, string> = {}
  const instanceId = /\bid: (i-[0-9a-f]+)/.exec(text)?.[1]
  if (instanceId) facts.instanceId = instanceId
  const from = text.indexOf('parent image ')
  const parent = /^parent image .{0,300} to AMI (ami-[0-9a-f]{1,40})/.exec(text.slice(from, from + 400))?.[1]
  if (parent) facts.parentImage = parent
  return facts
}
