import { type BuildFacts, componentArn, versionAtLeast } from './build-facts'
import type { BuildLog } from './build-log'
import { curlProgress, removedFiles } from './command-output'
import { packageOutput } from './package-manager'
import { scripts } from './scripts'

const everySystem = [
  'alinux2',
  'alinux2023',
  'ubuntu2004',
  'ubuntu2204',
  'ubuntu2404',
  'rhel8',
  'rocky8',
  'rhel9',
  'rocky9',
]
const prerequisites = ['gcc', 'gcc-c++', 'make', 'patch', 'autoconf', 'automake', 'jq', 'wget']
const systemsOf31 = ['alinux2', 'centos7', 'ubuntu1804', 'ubuntu2004']

export type PackagesStep = { stdout: (log: BuildLog) => void; stderr?: string; exitCode?: number }

/** parallelcluster.yaml's build phase up to the cookbook; false when the operating system is not supported. */
export function prepareCookbook(log: BuildLog, facts: BuildFacts): boolean {
  const { version, region } = facts
  const name = `aws-parallelcluster-cookbook-${version}`
  const bucket = `https://${region}-aws-parallelcluster.s3.${region}.amazonaws.com`
  const cookbookUrl = `${bucket}/parallelcluster/${version}/cookbooks/${name}.tgz`
  const cincUrl = `${bucket}/archives/cinc/cinc-install-1.3.0.sh`

  log.document(componentArn(facts))
  log.phase('build')
  log.step('AWSRegion', { script: scripts.value(region), stdout: [region] })
  log.step('PClusterCookbookVersionName', { script: scripts.value(name), stdout: [name] })
  log.step('CookbookUrl', { script: scripts.url('COOKBOOK_URL', cookbookUrl), stdout: [cookbookUrl] })
  log.step('CincUrl', { script: scripts.url('CINC_URL', cincUrl), stdout: [cincUrl] })
  if (!versionAtLeast(version, '3.2.0')) {
    const bootstrapUrl =
      'https://s3.amazonaws.com/cloudformation-examples/aws-cfn-bootstrap-py3-2.0-10.tar.gz'
    log.step('CfnBootstrapUrl', { script: scripts.value(bootstrapUrl), stdout: [bootstrapUrl] })
  }
  log.step('OperatingSystemRelease', {
    script: scripts.operatingSystemRelease(facts),
    stdout: [facts.release],
  })
  const known = versionAtLeast(version, '3.2.0') ? everySystem : systemsOf31
  const supported = known.includes(facts.os)
  log.step('OperatingSystemName', {
    script: scripts.operatingSystemName(facts, known),
    stdout: [supported ? facts.os : `Operating System '${facts.release}' is not supported. Failing build.`],
    exitCode: supported ? 0 : 1,
  })
  if (!supported) return false
  log.step('PlatformName', { script: scripts.platformName(facts), stdout: [facts.platform] })
  if (versionAtLeast(version, '3.13.0')) {
    const number = facts.release.replace(/^[a-z]+\./, '')
    log.step('OperatingSystemVersion', { script: scripts.value(number), stdout: [number] })
  }
  log.step('OperatingSystemArchitecture', { script: scripts.architecture, stdout: ['x86_64'] })
  log.step('IsOperatingSystemSupported', { script: scripts.isOperatingSystemSupported(facts) })
  log.step('InstallPrerequisite', {
    script: scripts.installPrerequisite(facts),
    stdout: [...packageOutput(facts, prerequisites, log.now)],
    seconds: 6,
    ...(facts.platform === 'DEBIAN'
      ? { stderr: '\nWARNING: apt does not have a stable CLI interface. Use with caution in scripts.\n' }
      : {}),
  })
  if (!versionAtLeast(version, '3.2.0')) {
    log.step('InstallCfnBootstrap', {
      script: 'python3 -m pip install /tmp/aws-cfn-bootstrap-py3.tar.gz',
      seconds: 9,
    })
  }
  log.step('InstallCinc', {
    script: scripts.installCinc(cincUrl),
    stdout: installCincOutput(facts),
    stderr: curlProgress(22_041),
    seconds: 48,
  })
  log.step('DownloadCookbook', {
    script: scripts.downloadCookbook(cookbookUrl, name),
    stdout: berksOutput(version),
    stderr: curlProgress(846_113),
    seconds: 9,
  })
  log.step('CreatingChefClientFile', { action: 'CreateFile' })
  log.step('CreatingJsonFile', { action: 'CreateFile' })
  return true
}

/** The step where most builds spend their time and most failures end. */
export function installPClusterPackages(
  log: BuildLog,
  facts: BuildFacts,
  { stdout, stderr, exitCode }: PackagesStep,
): void {
  const traced = versionAtLeast(facts.version, '3.14.0')
  const script = scripts.installPClusterPackages
  log.step('InstallPClusterPackages', {
    script: traced
      ? script
          .split('\n')
          .map((text) => `+ ${text}`)
          .join('\n')
      : script,
    stdout: (out) => {
      out.stdout('Calling chef-client with /etc/parallelcluster/image_dna.json')
      out.stdout(imageDna(facts))
      stdout(out)
    },
    ...(stderr === undefined ? {} : { stderr }),
    ...(exitCode === undefined ? {} : { exitCode }),
  })
}

export function cleanUpInstance(log: BuildLog, facts: BuildFacts): void {
  const name = `aws-parallelcluster-cookbook-${facts.version}`
  log.step('CreateBootstrapFile', { script: scripts.createBootstrapFile(name), stdout: [name] })
  log.step('KeepSSM', { script: scripts.keepSsm, stdout: ['SSM agent is installed by default'] })
  log.step('AmiCleanup', { script: scripts.amiCleanup, stdout: removedFiles(log.random), seconds: 4 })
  log.phase('validate')
  log.step('PClusterValidate', { stdout: ['Check ParallelCluster software stack has been installed'] })
  log.document(componentArn(facts, 'tag'))
}

function imageDna({ region, os }: BuildFacts): string {
  return JSON.stringify({
    cluster: {
      region,
      nvidia: { enabled: 'no' },
      is_official_ami_build: 'false',
      custom_node_package: '',
      base_os: os,
      disable_kernel_update: 'false',
    },
  })
}

function installCincOutput({ cincVersion, platform }: BuildFacts): string[] {
  const file =
    platform === 'RHEL' ? `cinc-${cincVersion}-1.el8.x86_64.rpm` : `cinc_${cincVersion}-1_amd64.deb`
  return [
    `Installing Cinc ${cincVersion}`,
    `downloading ${file}`,
    'trying curl...',
    'comparing checksum with sha256sum...',
    `installing with ${platform === 'RHEL' ? 'rpm' : 'dpkg'}...`,
    ...(platform === 'RHEL'
      ? ['Preparing...', 'Updating / installing...', `cinc-${cincVersion}-1.el8`]
      : [
          `Selecting previously unselected package cinc.`,
          `Unpacking cinc (${cincVersion}-1) ...`,
          `Setting up cinc (${cincVersion}-1) ...`,
        ]),
    'Thank you for installing Cinc Client!',
    'Successfully installed berkshelf-8.0.7',
    '1 gem installed',
  ]
}

function berksOutput(version: string): string[] {
  const parts = [
    'awsbatch',
    'computefleet',
    'entrypoints',
    'environment',
    'platform',
    'shared',
    'slurm',
    'tests',
  ]
  const local = parts.map((part) => `aws-parallelcluster-${part} (${version})`)
  const community = [
    'apt (7.4.0)',
    'iptables (8.0.0)',
    'line (4.0.1)',
    'nfs (5.1.2)',
    'openssh (2.10.3)',
    'pyenv (4.2.3)',
    'selinux (6.1.12)',
    'yum (7.4.13)',
    'yum-epel (5.0.2)',
  ]
  return [
    'Resolving cookbook dependencies...',
    ...parts.map(
      (part) => `Fetching 'aws-parallelcluster-${part}' from source at cookbooks/aws-parallelcluster-${part}`,
    ),
    ...[...community, ...local].map((cookbook) => `Using ${cookbook}`),
    ...[...community, ...local].map(
      (cookbook) => `Vendoring ${cookbook} to /etc/chef/cookbooks/${cookbook.split(' ')[0]}`,
    ),
  ]
}
