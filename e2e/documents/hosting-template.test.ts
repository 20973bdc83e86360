import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parse, type TagId } from 'yaml'
import { awsVariables, variables } from '../../lib/settings/variables'

/** CloudFormation's short forms as the functions they stand for: `!Ref X` is `{ Ref: 'X' }`. */
const functions = ['Ref', 'Sub', 'GetAtt', 'If', 'Not', 'Or', 'Equals', 'Join', 'Condition'].flatMap(
  (name) => {
    const key = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`
    const tag = `!${name}`
    return [
      { tag, resolve: (text: string) => ({ [key]: text }) },
      {
        tag,
        collection: 'seq' as const,
        resolve: (items: { toJSON(): unknown }) => ({ [key]: items.toJSON() }),
      },
    ]
  },
) as unknown as TagId[]

type Properties = Record<string, unknown>
type Resource = { Type: string; Properties: Properties; DependsOn?: string | string[]; Condition?: string }
type Template = {
  Parameters: Record<string, Properties>
  Conditions: Properties
  Resources: Record<string, Resource>
  Outputs: Properties
}
const template = parse(readFileSync('cloudformation.yaml', 'utf8'), { customTags: functions }) as Template
const { Parameters, Conditions, Resources } = template

function propertiesOf(name: string): Properties {
  const resource = Resources[name]
  if (!resource) throw new Error(`The template has no ${name}.`)
  return resource.Properties
}

/** Every value under a key, however deep. */
function valuesOf(node: unknown, key: string): unknown[] {
  if (typeof node !== 'object' || node === null) return []
  const own = key in node ? [(node as Properties)[key]] : []
  return [...own, ...Object.values(node).flatMap((value) => valuesOf(value, key))]
}

const container = (propertiesOf('TaskDefinition').ContainerDefinitions as Properties[])[0] ?? {}
const environment = container.Environment as { Name: string; Value: unknown }[]
const image = readFileSync('Dockerfile', 'utf8')

it('refers to nothing it does not have', () => {
  const pseudo = /^AWS::(Region|Partition|AccountId|NoValue|StackName|StackId|URLSuffix)$/
  const known = (name: string) => name in Parameters || name in Resources || pseudo.test(name)
  const inText = valuesOf(template, 'Fn::Sub').flatMap((text) =>
    [...String(text).matchAll(/\$\{([^}]+)\}/g)].map(([, name = '']) => name),
  )
  const attributes = valuesOf(template, 'Fn::GetAtt').map((text) => String(text).split('.')[0] ?? '')
  const dependencies = Object.values(Resources).flatMap(({ DependsOn = [] }) => DependsOn)
  const named = [...valuesOf(template, 'Ref').map(String), ...inText, ...attributes, ...dependencies]
  expect(named.length).toBeGreaterThan(40)
  expect(named.filter((name) => !known(name))).toEqual([])
  const conditions = [
    ...valuesOf(template, 'Fn::If').map((branches) => (branches as string[])[0] ?? ''),
    ...Object.values(Resources).flatMap(({ Condition = [] }) => Condition),
  ]
  expect(conditions.filter((name) => !(name in Conditions))).toEqual([])
})

it('uses each of its parameters', () => {
  const used = JSON.stringify([Conditions, Resources])
  const isUsed = (name: string) => used.includes(`{"Ref":"${name}"}`) || used.includes(`\${${name}}`)
  expect(Object.keys(Parameters).filter((name) => !isUsed(name))).toEqual([])
})

it('leads nobody past the sign-in', () => {
  const listeners = Object.values(Resources).filter(({ Type }) => /V2::Listener(Rule)?$/.test(Type))
  expect(listeners.length).toBe(3)
  for (const { Properties } of listeners) {
    const actions = (Properties.DefaultActions ?? Properties.Actions) as { Type: string; Order?: number }[]
    const order = [...actions].sort((a, b) => (a.Order ?? 0) - (b.Order ?? 0)).map(({ Type }) => Type)
    expect([['redirect'], ['authenticate-oidc', 'forward']]).toContainEqual(order)
    if (order[0] === 'redirect') continue
    // The API answers 401 by itself; anything else the load balancer lets through is for a signed-in person.
    const [lets] = valuesOf(actions, 'OnUnauthenticatedRequest')
    expect(lets).toBe(Properties.Conditions ? 'allow' : 'authenticate')
  }
  expect(valuesOf(propertiesOf('TaskSecurityGroup').SecurityGroupIngress, 'CidrIp')).toEqual([])
})

it('tells the server which load balancer and provider to believe', () => {
  const value = (name: string) => environment.find(({ Name }) => Name === name)?.Value
  expect(value('PROXY_SIGN_IN')).toBe('alb')
  expect(value('ALB_ARN')).toEqual({ Ref: 'LoadBalancer' })
  expect(value('PROXY_ISSUER')).toEqual({ Ref: 'OidcIssuer' })
  expect(value('PROXY_AUDIENCE')).toEqual({ Ref: 'OidcClientId' })
})

it('sets nothing the server does not know', () => {
  const names = [...environment.map(({ Name }) => Name), ...valuesOf(container.Secrets, 'Name').map(String)]
  expect(names.length).toBeGreaterThan(10)
  const known = new Set([...Object.keys(variables), ...['AWS_REGION', ...Object.keys(awsVariables)]])
  expect(names.filter((name) => !known.has(name))).toEqual([])
})

it('can be kept to a network, and to some addresses', () => {
  expect(propertiesOf('LoadBalancer').Scheme).toEqual({ Ref: 'Scheme' })
  const ingress = valuesOf(propertiesOf('LoadBalancerSecurityGroup').SecurityGroupIngress, 'CidrIp')
  expect(ingress).toEqual([{ Ref: 'AllowedCidr' }, { Ref: 'AllowedCidr' }])
})

it('keeps secrets out of the plain environment', () => {
  expect(environment.filter(({ Name }) => /SECRET|TOKEN|PASSWORD|VALKEY|KEY$/.test(Name))).toEqual([])
  for (const secret of valuesOf(template, 'ClientSecret')) {
    expect(JSON.stringify(secret)).toMatch(/^\{"Fn::Sub":"\{\{resolve:secretsmanager:\$\{\w+\}\}\}"\}$/)
  }
})

it('runs the image as it is meant to be run', () => {
  expect(container).toMatchObject({ ReadonlyRootFilesystem: true, User: '1000:1000' })
  expect(image).toMatch(/^USER 1000:1000$/m)
  const [port] = valuesOf(container.PortMappings, 'ContainerPort')
  expect(image).toContain(`EXPOSE ${port}`)
  expect(environment).toContainEqual({ Name: 'PORT', Value: String(port) })
  expect(propertiesOf('TargetGroup')).toMatchObject({ Port: port, HealthCheckPath: '/readyz' })
  const [cache] = valuesOf(container.MountPoints, 'ContainerPath')
  expect(image).toContain(`CACHE_DIR=${cache}`)
  // Longer than the server gives requests under way, which is 25 s.
  expect(container.StopTimeout).toBeGreaterThan(25)
})
