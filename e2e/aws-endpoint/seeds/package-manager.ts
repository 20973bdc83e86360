import { type BuildFacts, earlierParents } from './build-facts'
import { randomFrom } from './random'

/**
 * A package's version is the distribution's, not the build's: the same in every build, but for what was updated between
 * an earlier parent image and the system's newest.
 */
export function versionOf({ os, parent }: BuildFacts, name: string): string {
  const { int, next } = randomFrom(`${os} ${name}`)
  const version = `${int(1, 9)}.${int(0, 40)}.${int(0, 9)}`
  const release = int(1, 60)
  return `${version}-${next() < 0.12 && !(parent in earlierParents) ? release + 1 : release}`
}

/** What dnf or apt-get writes to stdout at `now` while it installs `packages`. */
export function packageOutput(facts: BuildFacts, packages: readonly string[], now: number): Iterable<string> {
  return facts.platform === 'RHEL' ? dnf(facts, packages, now) : apt(facts, packages)
}

function* dnf(facts: BuildFacts, packages: readonly string[], now: number): Generator<string> {
  const { random } = facts
  const versioned = packages.map((name) => `${name}-${versionOf(facts, name)}.${suffix(facts)}.x86_64`)
  yield `Last metadata expiration check: 0:0${random.int(1, 9)}:${random.int(10, 59)} ago on ${new Date(now - 300_000).toUTCString()}.`
  yield 'Dependencies resolved.'
  yield '================================================================================'
  yield ' Package                Architecture  Version             Repository       Size'
  yield '================================================================================'
  yield 'Installing:'
  for (const name of packages)
    yield ` ${name.padEnd(22)} x86_64        ${versionOf(facts, name).padEnd(12)}  ${facts.os.padEnd(12)} ${random.int(11, 980)} k`
  yield ''
  yield 'Transaction Summary'
  yield '================================================================================'
  yield `Install  ${packages.length} Packages`
  yield ''
  yield `Total download size: ${random.int(2, 90)} M`
  yield `Installed size: ${random.int(91, 300)} M`
  yield 'Downloading Packages:'
  for (const [i, name] of versioned.entries())
    yield `(${i + 1}/${packages.length}): ${name}.rpm${' '.repeat(12)}${random.int(1, 80)}.2 MB/s | ${random.int(11, 980)} kB     00:00`
  yield 'Running transaction check'
  yield 'Transaction check succeeded.'
  yield 'Running transaction test'
  yield 'Transaction test succeeded.'
  yield 'Running transaction'
  for (const [i, name] of versioned.entries())
    yield `  Installing       : ${name}${' '.repeat(20)}${i + 1}/${packages.length}`
  for (const [i, name] of versioned.entries())
    yield `  Verifying        : ${name}${' '.repeat(20)}${i + 1}/${packages.length}`
  yield ''
  yield 'Installed:'
  for (const name of versioned) yield `  ${name}`
  yield ''
  yield 'Complete!'
}

function* apt(facts: BuildFacts, packages: readonly string[]): Generator<string> {
  const { random } = facts
  const codename = { 'ubuntu.20.04': 'focal', 'ubuntu.24.04': 'noble' }[facts.release] ?? 'jammy'
  const mirror = `http://${facts.region}.ec2.archive.ubuntu.com/ubuntu`
  for (let i = 1; i <= 4; i += 1)
    yield `Hit:${i} ${mirror} ${codename}${['', '-updates', '-backports', '-security'][i - 1]} InRelease`
  yield 'Reading package lists...'
  yield 'Building dependency tree...'
  yield 'Reading state information...'
  yield 'The following NEW packages will be installed:'
  yield `  ${packages.join(' ')}`
  yield `0 upgraded, ${packages.length} newly installed, 0 to remove and ${random.int(2, 30)} not upgraded.`
  yield `Need to get ${random.int(2, 90)}.4 MB of archives.`
  const versions = packages.map((name) => `${versionOf(facts, name)}ubuntu0.1`)
  for (const [i, name] of packages.entries())
    yield `Get:${i + 1} ${mirror} ${codename}-updates/main amd64 ${name} amd64 ${versions[i]} [${random.int(11, 980)} kB]`
  yield `Fetched ${random.int(2, 90)}.4 MB in ${random.int(1, 9)}s (${random.int(900, 9000)} kB/s)`
  for (const [i, name] of packages.entries()) {
    yield `Selecting previously unselected package ${name}.`
    yield `Preparing to unpack .../${name}_${versions[i]}_amd64.deb ...`
    yield `Unpacking ${name} (${versions[i]}) ...`
  }
  for (const [i, name] of packages.entries()) yield `Setting up ${name} (${versions[i]}) ...`
  yield 'Processing triggers for man-db ...'
  yield 'Processing triggers for libc-bin ...'
}

function suffix({ os }: BuildFacts): string {
  return { alinux2: 'amzn2', alinux2023: 'amzn2023', rhel8: 'el8', centos7: 'el7' }[os as string] ?? 'el9'
}
