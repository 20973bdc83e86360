import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

type Statement = { Effect: string; Action: string | string[]; Resource: string }
const policy = JSON.parse(readFileSync('iam-policy.json', 'utf8')) as { Statement: Statement[] }
const allowed = policy.Statement.flatMap(({ Action }) => Action)

/** IAM's name for each SDK package the app may use. */
const prefixes: Record<string, string> = {
  'client-cloudwatch-logs': 'logs',
  'client-cloudformation': 'cloudformation',
  'client-ec2': 'ec2',
  'client-imagebuilder': 'imagebuilder',
  'client-s3': 's3',
}
/** Operations that IAM knows under another operation's name. */
const sameAs: Record<string, string> = { 's3:HeadObject': 's3:GetObject' }

const sources = ['app', 'components', 'lib']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  )
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }))

/** Every AWS operation the sources name, as IAM names it: `XCommand` and `paginateX` of an SDK package. */
const calls = sources.flatMap(({ text }) =>
  [...text.matchAll(/import\s+\{([^}]*)\}\s+from '@aws-sdk\/([\w-]+)'/g)].flatMap(
    ([, names = '', from = '']) =>
      [...names.matchAll(/\b(?:([A-Z]\w+)Command|paginate([A-Z]\w+))\b(?!Input|Output)/g)].map(
        ([, command, paginated]) => `${prefixes[from] ?? from}:${command ?? paginated}`,
      ),
  ),
)

describe('iam-policy.json', () => {
  it('finds the calls of the app', () => {
    expect(calls).toContain('logs:GetLogEvents')
    expect(calls).toContain('cloudformation:DescribeStackEvents')
  })

  it('allows what the app calls and nothing besides', () => {
    expect([...new Set(calls.map((call) => sameAs[call] ?? call))].sort()).toEqual(
      [...new Set(allowed)].sort(),
    )
  })

  it('is what the CloudFormation template gives the task', () => {
    const template = readFileSync('cloudformation.yaml', 'utf8')
    const [, taskRole = ''] = /\n {2}TaskRole:\n([\s\S]*?)\n {2}\w+:\n/.exec(template) ?? []
    const actions = [...taskRole.matchAll(/\b(?:cloudformation|ec2|imagebuilder|logs|s3):[A-Z]\w+/g)].map(
      ([action]) => action,
    )
    expect([...new Set(actions)].sort()).toEqual([...new Set(allowed)].sort())
  })
})

describe('the app', () => {
  it('only reads from AWS', () => {
    const writes = [...calls, ...allowed].filter(
      (call) => !/^\w+:(Describe|Get|Head|List)[A-Z]\w*$/.test(call),
    )
    expect(writes).toEqual([])
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
