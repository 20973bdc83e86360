import type { BuildFacts } from './build-facts'
import type { ChefRun } from './chef-run'

type ResourceError = {
  /** `apt_package[lustre-client-modules]` */
  resource: string
  action: string
  exception: string
  message: readonly string[]
  cookbook: string
  recipe: string
  /** Path inside the cookbook's folder. */
  file: string
  lineNumber: number
  declaration: readonly string[]
  properties: readonly string[]
  /** Nested resources stand deeper. */
  indent?: number
}

/** The block cinc prints for a resource that failed. */
export function writeResourceError({ log, facts }: ChefRun, error: ResourceError): void {
  const pad = ' '.repeat(error.indent ?? 4)
  const path = `/etc/chef/local-mode-cache/cache/cookbooks/${error.cookbook}/${error.file}`
  const [type = '', name = ''] = error.resource.split(/[[\]]/)
  const modern = facts.cincVersion.startsWith('18')
  const block = [
    '='.repeat(80),
    `Error executing action \`${error.action}\` on resource '${error.resource}'`,
    '='.repeat(80),
    null,
    error.exception,
    '-'.repeat(error.exception.length),
    ...error.message,
    null,
    'Resource Declaration:',
    '---------------------',
    `# In ${path}`,
    null,
    ...error.declaration.map((text, i) => `${String(error.lineNumber + i).padStart(3)}: ${text}`),
    null,
    'Compiled Resource:',
    '------------------',
    `# Declared in ${path}:${error.lineNumber}:in \`from_file'`,
    null,
    `${type}("${name}") do`,
    ...error.properties.map((text) => `  ${text}`),
    `  declared_type :${type === 'apt_package' || type === 'dnf_package' ? 'package' : type}`,
    `  cookbook_name "${error.cookbook}"`,
    `  recipe_name "${error.recipe}"`,
    'end',
    null,
    'System Info:',
    '------------',
    `chef_version=${facts.cincVersion}`,
    `platform=${platformOf(facts)}`,
    `platform_version=${facts.release.replace(/^[a-z]+\./, '')}`,
    modern
      ? 'ruby=ruby 3.1.4p223 (2023-03-30 revision 957bb7cb81) [x86_64-linux]'
      : 'ruby=ruby 3.0.1p64 (2021-04-05 revision 0fb782ee38) [x86_64-linux]',
    'program_name=/usr/bin/cinc-client',
    'executable=/opt/cinc/bin/cinc-client',
    null,
  ]
  log.stdout('')
  for (const text of block) log.stdout(text === null ? '' : pad + text)
}

/** Ohai's name for the system, which is not os-release's. */
function platformOf({ release }: BuildFacts): string {
  const id = release.split('.')[0] ?? ''
  return { amzn: 'amazon', rhel: 'redhat' }[id] ?? id
}
