import type { ChefRun } from './chef-run'
import { configureOutput, makeOutput, pipOutput } from './command-output'
import { packageOutput, versionOf } from './package-manager'

type Recipe = { name: string; write: (chef: ChefRun) => void }

const basePackages = [
  'vim',
  'ksh',
  'tcsh',
  'zsh',
  'openssl-devel',
  'ncurses-devel',
  'pam-devel',
  'net-tools',
  'hwloc',
  'libXt',
  'libedit',
  'R-core',
  'munge-libs',
  'libcurl-devel',
  'perl-Switch',
  'tcl',
  'httpd',
  'cmake',
  'gcc-gfortran',
  'iptables',
  'coreutils',
  'rpcbind',
  'nfs-utils',
  'sqlite-devel',
  'python3-devel',
  'lapack-devel',
  'blas-devel',
] as const

/** The recipes of an image build in the order they converge; about an hour's worth of lines. */
export const recipes: readonly Recipe[] = [
  { name: 'aws-parallelcluster-shared::setup_envars', write: setupEnvironment },
  { name: 'aws-parallelcluster-platform::install', write: installPlatform },
  { name: 'aws-parallelcluster-platform::cloudwatch', write: installCloudWatch },
  { name: 'aws-parallelcluster-environment::install', write: installEnvironment },
  { name: 'aws-parallelcluster-environment::efa', write: installEfa },
  { name: 'aws-parallelcluster-environment::lustre', write: installLustre },
  { name: 'aws-parallelcluster-computefleet::parallelcluster_node', write: installNode },
  { name: 'aws-parallelcluster-slurm::install_munge', write: installMunge },
  { name: 'aws-parallelcluster-slurm::install_pmix', write: installPmix },
  { name: 'aws-parallelcluster-slurm::install_slurm', write: installSlurm },
  { name: 'aws-parallelcluster-awsbatch::install', write: installBatch },
  { name: 'aws-parallelcluster-platform::nvidia_install', write: skipNvidia },
  { name: 'aws-parallelcluster-platform::dcv', write: installDcv },
  { name: 'aws-parallelcluster-platform::cleanup', write: cleanUp },
]

/** Converges the recipes, all of them or those before `until`. */
export function converge(chef: ChefRun, until?: string): void {
  for (const { name, write } of recipes) {
    if (name === until) return
    chef.recipe(name)
    write(chef)
  }
}

function setupEnvironment(chef: ChefRun): void {
  chef.file('/etc/profile.d/parallelcluster.sh', ['#!/bin/sh', 'PATH=$PATH:/opt/aws/bin'])
  chef.resource('ruby_block[Configure environment variable for recipes context]', 'run', [
    'execute the ruby block',
  ])
  for (const directory of [
    '/etc/parallelcluster',
    '/opt/parallelcluster',
    '/opt/parallelcluster/scripts',
    '/opt/parallelcluster/sources',
  ]) {
    chef.resource(`directory[${directory}]`, 'create', [
      `create new directory ${directory}`,
      "change mode from '' to '0755'",
    ])
  }
}

function installPlatform(chef: ChefRun): void {
  const { log, facts } = chef
  const type = facts.platform === 'RHEL' ? 'dnf_package' : 'apt_package'
  chef.resource(
    `${type}[${basePackages.join(', ')}]`,
    'install',
    [
      `install version ${basePackages.map((name) => versionOf(facts, name)).join(', ')} of package ${basePackages.join(', ')}`,
    ],
    74,
  )
  chef.streamed('bash[install base packages]', packageOutput(facts, basePackages, log.now), 0.08)
  chef.streamed('bash[build python]', configureOutput(log.random, 520), 0.04)
  chef.streamed('bash[make install python]', makeOutput(log.random, 'Python-3.12.8', 900), 0.09)
  chef.streamed('execute[install cookbook virtualenv]', pipOutput(log.random, 24), 0.15)
  chef.resource('service[rpcbind]', 'disable', 'up to date')
  chef.resource('user[pcluster-admin]', 'create', ['create user pcluster-admin'])
  chef.file('/etc/sudoers.d/99-parallelcluster-user-tty', ['Defaults:root !requiretty'])
  chef.file('/usr/local/sbin/ami_cleanup.sh', amiCleanupScript, 'cookbook_file')
}

function installCloudWatch(chef: ChefRun): void {
  chef.resource(
    'package[amazon-cloudwatch-agent]',
    'install',
    ['install version 1.300057.0 of package amazon-cloudwatch-agent'],
    12,
  )
  chef.file(
    '/usr/local/etc/cloudwatch_agent_config.json',
    ['{', '    "timestamp_formats": {', '        "month_first": "%b %-d %H:%M:%S"', '    }', '}'],
    'cookbook_file',
  )
  chef.file(
    '/usr/local/bin/write_cloudwatch_agent_json.py',
    [
      '"""Write the agent configuration."""',
      'import argparse',
      'def error_exit(message):',
      '    print("ERROR: " + message)',
      '    sys.exit(1)',
    ],
    'cookbook_file',
  )
}

function installEnvironment(chef: ChefRun): void {
  const { log } = chef
  chef.resource('package[nfs-utils]', 'install', 'up to date')
  chef.resource('service[nfs-server]', 'disable', ['disable service nfs-server'])
  chef.streamed('bash[build stunnel]', configureOutput(log.random, 140), 0.05)
  chef.streamed('bash[make stunnel]', makeOutput(log.random, 'stunnel-5.67', 70), 0.12)
  chef.info(
    'Retrying execution of remote_file[/opt/parallelcluster/sources/efs-utils-2.3.1.tar.gz], 2 attempts left',
  )
  chef.resource(
    'remote_file[/opt/parallelcluster/sources/efs-utils-2.3.1.tar.gz]',
    'create',
    ['create new file /opt/parallelcluster/sources/efs-utils-2.3.1.tar.gz'],
    9,
  )
  chef.streamed('bash[install efs-utils]', cargoOutput(chef), 0.5)
}

function installEfa(chef: ChefRun): void {
  const { log, facts } = chef
  const installer = 'aws-efa-installer-1.43.2.tar.gz'
  chef.resource(
    `remote_file[/opt/parallelcluster/sources/${installer}]`,
    'create',
    [`create new file /opt/parallelcluster/sources/${installer}`],
    14,
  )
  chef.streamed('bash[install efa]', efaOutput(chef), 0.4)
  chef.resource('package[rdma-core]', 'install', 'up to date')
  log.wait(facts.platform === 'RHEL' ? 24 : 38)
}

function installLustre(chef: ChefRun): void {
  const { facts } = chef
  const name = facts.platform === 'RHEL' ? 'lustre-client' : `lustre-client-modules-${facts.kernel}`
  chef.resource(`package[${name}]`, 'install', [`install version 2.15.6-1 of package ${name}`], 31)
  chef.resource('kernel_module[lnet]', 'install', ['create file [/etc/modules-load.d/lnet.conf]'])
}

function installNode(chef: ChefRun): void {
  chef.streamed('bash[install custom aws-parallelcluster-node]', pipOutput(chef.log.random, 14), 0.2)
  chef.file('/etc/parallelcluster/parallelcluster_clusterstatusmgtd.conf', [
    '[clusterstatusmgtd]',
    'cluster_name = PLACEHOLDER',
  ])
}

function installMunge(chef: ChefRun): void {
  const { log } = chef
  chef.resource('group[munge]', 'create', ['create group munge'])
  chef.resource('user[munge]', 'create', ['create user munge'])
  chef.streamed('bash[configure munge]', configureOutput(log.random, 260), 0.04)
  chef.streamed('bash[make install munge]', makeOutput(log.random, 'munge-0.5.16', 130), 0.1)
  chef.resource('service[munge]', 'disable', ['disable service munge'])
}

function installPmix(chef: ChefRun): void {
  const { log } = chef
  chef.streamed('bash[configure pmix]', configureOutput(log.random, 640), 0.04)
  chef.streamed('bash[make install pmix]', makeOutput(log.random, 'pmix-5.0.6', 620), 0.12)
}

function installSlurm(chef: ChefRun): void {
  const { log } = chef
  chef.resource('user[slurm]', 'create', ['create user slurm'])
  chef.resource(
    'remote_file[/opt/parallelcluster/sources/slurm-24-05-8-1.tar.gz]',
    'create',
    ['create new file /opt/parallelcluster/sources/slurm-24-05-8-1.tar.gz'],
    8,
  )
  chef.streamed('bash[configure slurm]', configureOutput(log.random, 780), 0.05)
  chef.streamed('bash[make install slurm]', makeOutput(log.random, 'slurm-slurm-24-05-8-1', 1900), 0.16)
  chef.file('/etc/systemd/system/slurmctld.service', [
    '[Unit]',
    'Description=Slurm controller daemon',
    '[Service]',
    'Restart=on-failure',
  ])
}

function installBatch(chef: ChefRun): void {
  chef.resource('bash[install aws-parallelcluster-awsbatch-cli]', 'run', ['execute "bash" '], 11)
}

function skipNvidia(chef: ChefRun): void {
  for (const name of [
    'nvidia_repo[default]',
    'nvidia_driver[default]',
    'cuda[default]',
    'gdrcopy[default]',
    'fabric_manager[default]',
  ]) {
    chef.resource(name, 'setup', 'skipped due to only_if')
  }
}

function installDcv(chef: ChefRun): void {
  const { facts, log } = chef
  const packages = [
    'nice-dcv-server',
    'nice-xdcv',
    'nice-dcv-web-viewer',
    'nice-dcv-gl',
    'dcvgl-utils',
    'xorg-x11-server-Xorg',
    'gdm',
    'gnome-session',
  ] as const
  chef.streamed('bash[install dcv]', packageOutput(facts, packages, log.now), 0.4)
  chef.resource('service[dcvserver]', 'disable', ['disable service dcvserver'])
}

function cleanUp(chef: ChefRun): void {
  chef.resource('directory[/opt/parallelcluster/sources]', 'delete', [
    'delete existing directory /opt/parallelcluster/sources',
  ])
  chef.resource('execute[clean package cache]', 'run', ['execute clean all'], 3)
}

const amiCleanupScript = [
  '#!/bin/bash',
  'error_exit() {',
  '  echo "ERROR: $1"',
  '  exit 1',
  '}',
  '[ "$(id -u)" == 0 ] || error_exit "ami_cleanup must run as root"',
  'rm -rf --verbose /var/log/*',
  'rm -rf --verbose /etc/ssh/ssh_host_*',
]

function* efaOutput({ log, facts }: ChefRun): Generator<string> {
  const { random } = log
  yield '= Starting Amazon Elastic Fabric Adapter Installation Script ='
  yield '= EFA Installer Version: 1.43.2 ='
  yield ''
  yield '== Installing EFA dependencies =='
  yield 'WARNING: apt does not have a stable CLI interface. Use with caution in scripts.'
  for (const name of ['pciutils', 'environment-modules', 'tcl', 'libnl3', 'dkms'])
    yield `${name} is already the newest version.`
  yield '== Installing EFA packages =='
  for (const name of [
    'efa-config',
    'efa-profile',
    'libfabric-aws',
    'openmpi40-aws',
    'openmpi50-aws',
    'rdma-core',
    'ibacm',
    'librdmacm',
    'infiniband-diags',
  ]) {
    yield `Preparing ${name}-${random.int(1, 5)}.${random.int(0, 9)}.${random.int(0, 9)}`
    yield `Installing ${name}`
  }
  yield 'No match for argument: infiniband-diags-compat'
  yield `== Configuring the EFA kernel module for ${facts.kernel} ==`
  yield `DKMS: build completed (efa/2.17.2, ${facts.kernel}).`
  yield 'efa.ko.xz: 0 errors, 0 warnings'
  yield '= EFA installation complete ='
}

function* cargoOutput({ log }: ChefRun): Generator<string> {
  const crates = [
    'libc',
    'cfg-if',
    'memchr',
    'tokio',
    'bytes',
    'futures',
    'log',
    'once_cell',
    'serde',
    'rand',
    'ring',
    'rustls',
    's2n-tls',
    'thiserror',
    'anyhow',
    'nix',
    'chrono',
    'uuid',
    'xdr-codec',
    'clap',
  ] as const
  yield '    Updating crates.io index'
  for (const crate of crates)
    yield `   Compiling ${crate} v${log.random.int(0, 2)}.${log.random.int(0, 30)}.${log.random.int(0, 90)}`
  yield '    Finished `release` profile [optimized] target(s) in 1m 12s'
}
