import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

type Statement = { Effect: string; Action: string | string[]; Resource: string; Condition?: object }
const readPolicy = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as { Statement: Statement[] }
const actionsOf = ({ Statement }: { Statement: Statement[] }) => Statement.flatMap(({ Action }) => Action)
const policy = readPolicy('iam-policy.json')
const allowed = actionsOf(policy)
/** Beside it, and only where builds are kept in a bucket. */
const archivePolicy = readPolicy('iam-policy-archive.json')
const allowedInArchive = actionsOf(archivePolicy)
/** Beside it, and only where people may search by Logs Insights. */
const insightsPolicy = readPolicy('iam-policy-insights.json')
const allowedInInsights = actionsOf(insightsPolicy)
const searchFolder = join('lib', 'aws', 'search')
const archiveFile = join('lib', 'aws', 'archive', 'archive-bucket.ts')

/** IAM's name for each SDK package the app may use. */
const prefixes: Record<string, string> = {
  'client-cloudwatch-logs': 'logs',
  'client-cloudformation': 'cloudformation',
  'client-ec2': 'ec2',
  'client-imagebuilder': 'imagebuilder',
  'client-s3': 's3',
}
/** Operations that IAM knows under another operation's name. */
const sameAs: Record<string, string> = {
  's3:HeadObject': 's3:GetObject',
  's3:ListObjectsV2': 's3:ListBucket',
}

const sources = ['app', 'components', 'lib']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  )
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }))

/** Every AWS operation a source names, as IAM names it: `XCommand` and `paginateX` of an SDK package. */
const callsOf = (text: string) =>
  [...text.matchAll(/import\s+\{([^}]*)\}\s+from '@aws-sdk\/([\w-]+)'/g)].flatMap(
    ([, names = '', from = '']) =>
      [...names.matchAll(/\b(?:([A-Z]\w+)Command|paginate([A-Z]\w+))\b(?!Input|Output)/g)].map(
        ([, command, paginated]) => `${prefixes[from] ?? from}:${command ?? paginated}`,
      ),
  )
const calls = sources
  .filter(({ file }) => file !== archiveFile && !file.startsWith(searchFolder))
  .flatMap(({ text }) => callsOf(text))
const insightsCalls = sources
  .filter(({ file }) => file.startsWith(searchFolder))
  .flatMap(({ text }) => callsOf(text))
const archiveCalls = sources.filter(({ file }) => file === archiveFile).flatMap(({ text }) => callsOf(text))
const inIam = (names: string[]) => [...new Set(names.map((call) => sameAs[call] ?? call))].sort()
const isWrite = (call: string) => !/^\w+:(Describe|Get|Head|List)[A-Z]\w*$/.test(call)

describe('iam-policy.json', () => {
  it('finds the calls of the app', () => {
    expect(calls).toContain('logs:GetLogEvents')
    expect(calls).toContain('cloudformation:DescribeStackEvents')
  })

  it('allows what the app calls and nothing besides', () => {
    expect(inIam(calls)).toEqual([...new Set(allowed)].sort())
  })

  it('is what the CloudFormation template gives the task', () => {
    const template = readFileSync('cloudformation.yaml', 'utf8')
    const [, taskRole = ''] = /\n {2}TaskRole:\n([\s\S]*?)\n {2}\w+:\n/.exec(template) ?? []
    const actions = [...taskRole.matchAll(/\b(?:cloudformation|ec2|imagebuilder|logs|s3):[A-Z]\w+/g)].map(
      ([action]) => action,
    )
    expect([...new Set(actions)].sort()).toEqual(
      [...new Set([...allowed, ...allowedInArchive, ...allowedInInsights])].sort(),
    )
  })
})

describe('what iam-policy.json reaches', () => {
  const reaches = (action: string) =>
    policy.Statement.filter(({ Action }) => [Action].flat().includes(action)).map(({ Resource }) => Resource)

  it('is of S3 the images’ configurations alone, and of Image Builder ParallelCluster’s images', () => {
    expect(reaches('s3:GetObject')).toEqual([
      'arn:aws:s3:::parallelcluster-*-v1-do-not-delete/parallelcluster/*/images/*/configs/image-config.yaml',
    ])
    expect(reaches('imagebuilder:GetImage')).toEqual([
      'arn:aws:imagebuilder:*:*:image/parallelclusterimage-*',
    ])
  })

  it('is what the template lets the task reach', () => {
    const template = readFileSync('cloudformation.yaml', 'utf8')
      .replace(/\$\{AWS::Partition\}/g, 'aws')
      .replace(/\$\{AWS::AccountId\}/g, '*')
    for (const { Resource } of policy.Statement)
      if (Resource !== '*') expect(template).toContain(` ${Resource}\n`)
  })
})

describe('iam-policy-archive.json', () => {
  it('allows what keeping builds in a bucket calls and nothing besides', () => {
    expect(inIam(archiveCalls)).toEqual([...allowedInArchive].sort())
  })

  it('reaches below one prefix of one bucket, and lists nothing else', () => {
    const reached = archivePolicy.Statement.map(({ Action, Resource, Condition }) => [
      [Action].flat().includes('s3:ListBucket'),
      Resource,
      Condition,
    ])
    expect(reached).toEqual([
      [true, 'arn:aws:s3:::YOUR-BUCKET', { StringLike: { 's3:prefix': 'YOUR-PREFIX/*' } }],
      [false, 'arn:aws:s3:::YOUR-BUCKET/YOUR-PREFIX/*', undefined],
    ])
  })

  it('is what the template gives the task where it keeps builds, and only there', () => {
    const template = readFileSync('cloudformation.yaml', 'utf8')
    const [, part = ''] = /- HasArchive\n([\s\S]*?)- !Ref AWS::NoValue/.exec(template) ?? []
    const written = part
      .replace(/\$\{AWS::Partition\}/g, 'aws')
      .replace(/\$\{ArchiveBucket\}/g, 'YOUR-BUCKET')
      .replace(/\$\{ArchivePrefix\}/g, 'YOUR-PREFIX')
    expect([...part.matchAll(/s3:[A-Z]\w+/g)].map(([action]) => action).sort()).toEqual(
      [...allowedInArchive].sort(),
    )
    for (const { Resource } of archivePolicy.Statement) expect(written).toContain(` ${Resource}\n`)
    expect(written).toContain('"s3:prefix": !Sub "YOUR-PREFIX/*"')
    expect(template.replace(part, '')).not.toMatch(/s3:(?:Put|Delete|List)/)
  })
})

describe('iam-policy-insights.json', () => {
  it('allows what searching by Logs Insights calls and nothing besides', () => {
    expect(inIam(insightsCalls)).toEqual([...allowedInInsights].sort())
  })

  it('starts queries over the images’ log groups alone', () => {
    const [start] = insightsPolicy.Statement.filter(({ Action }) => Action === 'logs:StartQuery')
    expect(start?.Resource).toBe('arn:aws:logs:*:*:log-group:/aws/imagebuilder/ParallelClusterImage-*')
    expect(allowed).not.toContain('logs:StartQuery')
  })

  it('is what the template gives the task where it is asked to, and only there', () => {
    const template = readFileSync('cloudformation.yaml', 'utf8')
    const [, part = ''] = /- HasInsights\n([\s\S]*?)- !Ref AWS::NoValue/.exec(template) ?? []
    const written = part.replace(/\$\{AWS::Partition\}/g, 'aws').replace(/\$\{AWS::AccountId\}/g, '*')
    expect([...part.matchAll(/logs:[A-Z]\w+/g)].map(([action]) => action).sort()).toEqual(
      [...allowedInInsights].sort(),
    )
    for (const { Resource } of insightsPolicy.Statement)
      expect(written).toContain(Resource === '*' ? ' Resource: "*"\n' : ` ${Resource}\n`)
    expect(template.replace(part, '')).not.toMatch(/logs:\w+Query/)
  })
})

describe('the app', () => {
  it('only reads from AWS, but for the archive it was asked to keep and the queries people start', () => {
    expect([...calls, ...allowed].filter(isWrite)).toEqual([])
    expect(insightsCalls.filter(isWrite).sort()).toEqual(['logs:StartQuery', 'logs:StopQuery'])
    expect(archiveCalls.filter(isWrite).sort()).toEqual(['s3:DeleteObject', 's3:PutObject'])
  })

  it('speaks to AWS in lib/aws alone, through clients whose calls can be seen', () => {
    const elsewhere = sources.filter(
      ({ file, text }) =>
        !file.startsWith(join('lib', 'aws')) && /Command\b[^\n]*@aws-sdk|@aws-sdk[^\n]*Command/.test(text),
    )
    expect(elsewhere.map(({ file }) => file)).toEqual([])
    // What is not imported by its name would not be among the calls.
    const unseen = sources
      .filter(({ text }) => text.includes('@aws-sdk/'))
      .flatMap(({ text }) => {
        const imports = /import\s[^;'"]*from '[^']*'/g
        const imported = new Set(
          [...text.matchAll(imports)].flatMap(([statement]) => statement.match(/\w+/g) ?? []),
        )
        const used = text.replace(imports, '').match(/\b(?:[A-Z]\w+Command|paginate[A-Z]\w+)\b/g) ?? []
        return used.filter((name) => !imported.has(name))
      })
    expect(unseen).toEqual([])
    // The aggregated clients (`new CloudFormation()`) have a method per operation, writes included.
    const aggregated =
      /import[^;]*\{[^}]*\b(CloudFormation|CloudWatchLogs|EC2|Imagebuilder|S3)\b[^}]*\}[^;]*'@aws-sdk/
    expect(sources.filter(({ text }) => aggregated.test(text)).map(({ file }) => file)).toEqual([])
  })
})
