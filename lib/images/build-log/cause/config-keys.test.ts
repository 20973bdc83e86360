import { expect, it } from 'vitest'
import { parse } from 'yaml'
import type { Change } from '../outline-schema'
import { reasonFinding } from '../stack-reason'
import { reasonCases } from '../stack-reason-cases'
import { diagnose } from './diagnose'
import { linesOfExample } from './example'
import { allTools } from './tools'

/** Keys of a build-image configuration, from ParallelCluster's `imagebuilder_schema.py` (3.12). `[]`: a list. */
const KEYS = new Set(
  `Region CustomS3Bucket Image/Name Image/Tags Image/RootVolume/Size Image/RootVolume/Encrypted Image/RootVolume/KmsKeyId
Build/InstanceType Build/ParentImage Build/SubnetId Build/SecurityGroupIds Build/Tags Build/Components
Build/Components[]/Type Build/Components[]/Value Build/Iam/InstanceRole Build/Iam/InstanceProfile
Build/Iam/CleanupLambdaRole Build/Iam/AdditionalIamPolicies Build/Iam/AdditionalIamPolicies[]/Policy
Build/Iam/PermissionsBoundary Build/UpdateOsPackages/Enabled Build/Imds/ImdsSupport
DevSettings/TerminateInstanceOnFailure DevSettings/DisablePclusterComponent DevSettings/DisableValidateAndTest
DevSettings/DisableKernelUpdate DevSettings/CincInstallerUrl DevSettings/DistributionConfiguration
DevSettings/DistributionConfiguration/Regions DevSettings/DistributionConfiguration/LaunchPermission`.split(
    /\s+/,
  ),
)

const leaves = (value: unknown, path: string): string[] => {
  if (Array.isArray(value)) return value.flatMap((item) => leaves(item, `${path}[]`))
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, item]) => leaves(item, path ? `${path}/${key}` : key))
  return [path]
}

const told = [
  ...allTools.flatMap(({ failures }) =>
    failures.flatMap(({ cases }) =>
      cases.map(({ id, example, facts = {} }) => ({
        id,
        finding: diagnose(linesOfExample(example), { exitCode: 1, facts }),
      })),
    ),
  ),
  ...reasonCases.map(({ id, example }) => ({ id, finding: reasonFinding(example) })),
]

it.each(told)('every key that $id names exists in a build-image configuration', ({ finding }) => {
  const text = `${finding.sentence} ${finding.advice ?? ''}`
  const named = [...text.matchAll(/\b(?:Build|Image|DevSettings|DeploymentSettings)\/[A-Z][\w/]*/g)].map(
    ([key]) => key,
  )
  const changed = (finding.changes ?? [])
    .filter(({ language }: Change) => language === 'yaml')
    .flatMap(({ text: yaml }) => leaves(parse(yaml), ''))
  for (const key of [...named, ...changed]) expect(KEYS, key).toContain(key)
})
