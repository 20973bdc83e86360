import { defaultAccount } from '../wire/aws-call'
import { type Random, randomFrom } from './random'

type OperatingSystem = {
  /** `ID.VERSION_ID` of /etc/os-release. */
  release: string
  platform: 'RHEL' | 'DEBIAN'
  kernel: string
  parent: string
  /** The parent image's name and day; absent where Amazon has taken it away since. */
  parentName?: string
  parentCreatedAt?: string
}

const systems = {
  alinux2: {
    release: 'amzn.2',
    platform: 'RHEL',
    kernel: '5.10.239-236.958.amzn2.x86_64',
    parent: 'ami-0e2c8caa4b6378d8c',
    parentName: 'amzn2-ami-kernel-5.10-hvm-2.0.20250818.2-x86_64-gp2',
    parentCreatedAt: '2025-08-19T03:20:51.000Z',
  },
  alinux2023: {
    release: 'amzn.2023',
    platform: 'RHEL',
    kernel: '6.1.147-172.266.amzn2023.x86_64',
    parent: 'ami-08a0d1e16fc3f61ea',
    parentName: 'al2023-ami-2023.8.20250818.0-kernel-6.1-x86_64',
    parentCreatedAt: '2025-08-19T01:42:17.000Z',
  },
  centos7: {
    release: 'centos.7',
    platform: 'RHEL',
    kernel: '3.10.0-1160.119.1.el7.x86_64',
    parent: 'ami-00e87074e52e6c9f9',
  },
  ubuntu2004: {
    release: 'ubuntu.20.04',
    platform: 'DEBIAN',
    kernel: '5.15.0-1084-aws',
    parent: 'ami-0fb0b230890ccd1e6',
  },
  ubuntu2204: {
    release: 'ubuntu.22.04',
    platform: 'DEBIAN',
    kernel: '6.8.0-1031-aws',
    parent: 'ami-0a0e5d9c7acc336f1',
    parentName: 'ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20250822',
    parentCreatedAt: '2025-08-22T08:51:09.000Z',
  },
  ubuntu2404: {
    release: 'ubuntu.24.04',
    platform: 'DEBIAN',
    kernel: '6.8.0-1031-aws',
    parent: 'ami-04b70fa74e45c3917',
    parentName: 'ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20250821',
    parentCreatedAt: '2025-08-21T09:14:33.000Z',
  },
  rhel8: {
    release: 'rhel.8.10',
    platform: 'RHEL',
    kernel: '4.18.0-553.66.1.el8_10.x86_64',
    parent: 'ami-0583d8c7a9c35822c',
  },
  rhel9: {
    release: 'rhel.9.6',
    platform: 'RHEL',
    kernel: '5.14.0-570.32.1.el9_6.x86_64',
    parent: 'ami-0c8cc74c7a0f9a3a7',
    parentName: 'RHEL-9.6.0_HVM-20250618-x86_64-0-Hourly2-GP3',
    parentCreatedAt: '2025-06-18T11:27:02.000Z',
  },
  rocky9: {
    release: 'rocky.9.6',
    platform: 'RHEL',
    kernel: '5.14.0-570.32.1.el9_6.x86_64',
    parent: 'ami-05150ea4d8a533099',
    parentName: 'Rocky-9-EC2-Base-9.6-20250531.0.x86_64',
    parentCreatedAt: '2025-06-02T15:09:44.000Z',
  },
} satisfies Record<string, OperatingSystem>

/** Parent images of earlier months: of the same system, with another kernel. */
export const earlierParents = {
  'ami-0f3caa1cf4417e51b': {
    parentName: 'al2023-ami-2023.8.20250721.2-kernel-6.1-x86_64',
    parentCreatedAt: '2025-07-22T02:11:40.000Z',
    kernel: '6.1.144-170.251.amzn2023.x86_64',
  },
}

export type BuildInput = {
  imageId: string
  /** ParallelCluster's version. */
  version: string
  os: keyof typeof systems
  region?: string
  /** How many builds of this id came before: `3.1.2/2` is attempt 2. */
  attempt?: number
  updateOs?: boolean
  /** An earlier parent image than the system's newest. */
  parent?: keyof typeof earlierParents
  instanceType?: string
  /** Addresses of the user's scripts, in order. */
  scripts?: readonly string[]
}

/** What every part of a build's record agrees on. */
export type BuildFacts = Required<Omit<BuildInput, 'parent'>> &
  OperatingSystem & {
    account: string
    uuid: string
    random: Random
    amiId: string
    imageArn: string
    logGroupName: string
    logStreamName: string
    cincVersion: string
  }

export function buildFacts(input: BuildInput): BuildFacts {
  const { imageId, version, region = 'us-east-1', attempt = 1 } = input
  const random = randomFrom(`${imageId} ${version} ${attempt}`)
  const arnName = `parallelclusterimage-${imageId}`.toLowerCase()
  return {
    updateOs: false,
    scripts: [],
    instanceType: 'c5.2xlarge',
    ...input,
    ...systems[input.os],
    ...(input.parent && { parent: input.parent, ...earlierParents[input.parent] }),
    region,
    attempt,
    account: defaultAccount,
    uuid: random.uuid(),
    random,
    amiId: `ami-0${random.hex(16)}`,
    imageArn: `arn:aws:imagebuilder:${region}:${defaultAccount}:image/${arnName}/${version}/${attempt}`,
    logGroupName: `/aws/imagebuilder/ParallelClusterImage-${imageId}`,
    logStreamName: `${version}/${attempt}`,
    cincVersion: versionAtLeast(version, '3.8.0') ? '18.4.12' : '17.2.29',
  }
}

/** The document AWSTOE runs for a component: `component/parallelclusterimage[-tag]-<stack uuid>/<version>/1`. */
export function componentArn({ region, account, uuid, version }: BuildFacts, kind?: string): string {
  const name = kind === undefined ? 'parallelclusterimage' : `parallelclusterimage-${kind}`
  return `arn:aws:imagebuilder:${region}:${account}:component/${name}-${uuid}/${version}/1`
}

/** The recipe's components in the order they are applied. */
export function componentArns(facts: BuildFacts): string[] {
  return [
    ...(facts.updateOs ? [componentArn(facts, 'updateos')] : []),
    componentArn(facts),
    componentArn(facts, 'tag'),
    ...facts.scripts.map((_, i) => componentArn(facts, `script-${i}`)),
  ]
}

export function versionAtLeast(version: string, wanted: string): boolean {
  return version.localeCompare(wanted, 'en', { numeric: true }) >= 0
}
