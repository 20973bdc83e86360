/** How distributions name their AMIs, and ParallelCluster's name for the system. `$1`… are the pattern's groups. */
const names: readonly [pattern: RegExp, system: string][] = [
  [/\b(?:al2023-ami|amazon-linux-2023|amzn2023|alinux2023)/, 'alinux2023'],
  [/\b(?:amzn2-ami|amazon-linux-2\b|amzn2\b|alinux2\b)/, 'alinux2'],
  [/\bubuntu\b.{0,60}?\b(\d\d)\.?(\d\d)\b/, 'ubuntu$1$2'],
  [/\bubuntu-server-(\d\d)(?:-lts|\b)/, 'ubuntu$104'],
  [/\brhel-?(\d{1,2})\b/, 'rhel$1'],
  [/\brocky(?:-|linux-?| )?(\d{1,2})\b/, 'rocky$1'],
  [/\bcentos(?:-| linux |-linux-)?(\d)\b/, 'centos$1'],
  [/\bwindows_server-(\d{4})\b/, 'windows$1'],
]

/**
 * The operating system that an AMI's name or an Image Builder image's ARN tells, in ParallelCluster's word for it:
 * `ubuntu2204` of `ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20260901`. Undefined where none is told.
 */
export function systemOfAmi(name: string): string | undefined {
  const lower = name.toLowerCase()
  for (const [pattern, system] of names) {
    const match = pattern.exec(lower)
    if (match) return system.replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? '')
  }
  return undefined
}
