import { type BuildFacts, componentArn } from './build-facts'
import type { BuildLog } from './build-log'
import { packageOutput } from './package-manager'
import { scripts } from './scripts'

const updated = [
  'kernel',
  'glibc',
  'glibc-common',
  'openssl-libs',
  'systemd',
  'curl',
  'libxml2',
  'vim-minimal',
  'sudo',
  'expat',
  'python3-libs',
  'ca-certificates',
]

/** update_and_reboot.yaml: the instance restarts in the middle, and Document and Phase come again. */
export function writeUpdateOs(log: BuildLog, facts: BuildFacts): void {
  const arn = componentArn(facts, 'updateos')
  log.document(arn)
  log.phase('build')
  log.step('OperatingSystemRelease', {
    script: scripts.operatingSystemRelease(facts),
    stdout: [facts.release],
  })
  log.step('OperatingSystemName', { script: scripts.value(facts.os), stdout: [facts.os] })
  log.step('PlatformName', { script: scripts.platformName(facts), stdout: [facts.platform] })
  log.step('IsOperatingSystemSupported', { script: scripts.isOperatingSystemSupported(facts) })
  log.step('DisableUnattendedUpgrades', {
    script: 'systemctl disable --now unattended-upgrades.service || true',
    seconds: 1,
  })
  log.step('InstallPrerequisites', {
    script: scripts.installPrerequisite(facts),
    stdout: [...packageOutput(facts, ['jq', 'wget'], log.now)],
    seconds: 5,
  })
  log.step('AWSRegion', { script: scripts.value(facts.region), stdout: [facts.region] })
  log.step('CreatingJsonFile', { action: 'CreateFile' })
  log.step('DisableKernelUpdate', {
    script: 'jq -r .cluster.disable_kernel_update /etc/parallelcluster/image_dna.json',
    stdout: ['false'],
  })
  log.step('UpdateOS', {
    script:
      facts.platform === 'RHEL'
        ? 'yum -y update'
        : 'apt-get update && apt-get -y upgrade && apt-get -y autoremove',
    stdout: [...packageOutput(facts, updated, log.now)],
    seconds: 96,
  })
  log.step('KeepSSM', { script: scripts.keepSsm, stdout: ['SSM agent is installed by default'] })
  log.line('Step RebootStep')
  log.line('Reboot: STARTED EXECUTION')
  log.line('Getting reboot signal')
  log.wait(10)
  log.line('Rebooting the system now')
  log.wait(58)
  log.line('Recovery completed for detailed output.')
  log.document(arn)
  log.phase('build')
  log.line('Executor: System has rebooted successfully')
  log.line('Step RebootStep')
  log.line('Reboot: STARTED EXECUTION')
  log.line('Reboot: FINISHED EXECUTION')
  log.phase('validate')
  log.step('UpdateValidate', { stdout: ['Check the updated system has been rebooted'] })
}
