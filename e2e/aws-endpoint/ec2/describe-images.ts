import type { AwsCall } from '../wire/aws-call'
import { AwsError } from '../wire/aws-error'
import type { XmlObject } from '../wire/xml'
import type { Region } from '../world'
import type { AmiRecord } from './ami'

type Filter = { name: string; values: RegExp[] }

/** The account's AMIs by `ImageId.N` and by the filters tag-key, `tag:<key>`, name, state and a few more. */
export function describeImages(region: Region, { params }: AwsCall): XmlObject {
  const ids = numbered(params, 'ImageId')
  const owners = numbered(params, 'Owner')
  const unknown = ids.filter((id) => !region.amis.has(id))
  if (unknown.length > 0) {
    const text = `The image ${unknown.length > 1 ? 'ids' : 'id'} '[${unknown.join(', ')}]' ${unknown.length > 1 ? 'do' : 'does'} not exist`
    throw new AwsError('InvalidAMIID.NotFound', text)
  }
  const filters = readFilters(params)
  const owned = (owner: string) =>
    owners.includes(owner) || (owner === region.account && owners.includes('self'))
  const matching = [...region.amis.values()].filter(
    (ami) =>
      (owners.length === 0 || owned(ownerOf(ami, region))) &&
      (ids.length === 0 || ids.includes(ami.imageId)) &&
      filters.every((filter) => matches(ami, region, filter)),
  )
  const start =
    params.NextToken === undefined ? 0 : Number(Buffer.from(String(params.NextToken), 'base64').toString())
  if (!Number.isInteger(start)) throw new AwsError('InvalidParameterValue', 'The token provided is invalid')
  const size = Math.min(Number(params.MaxResults ?? 1000), 1000)
  const more = start + size < matching.length
  return {
    imagesSet: matching.slice(start, start + size).map((ami) => amiDescription(ami, region)),
    nextToken: more ? Buffer.from(String(start + size)).toString('base64') : undefined,
  }
}

const ownerOf = (ami: AmiRecord, region: Region) => ami.ownerId ?? region.account

function amiDescription(ami: AmiRecord, region: Region): XmlObject {
  return {
    imageId: ami.imageId,
    imageLocation: `${ownerOf(ami, region)}/${ami.name}`,
    imageState: ami.state,
    imageOwnerId: ownerOf(ami, region),
    creationDate: new Date(ami.creationTime).toISOString(),
    isPublic: ami.ownerId !== undefined,
    architecture: ami.architecture,
    imageType: 'machine',
    name: ami.name,
    description: ami.description,
    rootDeviceType: 'ebs',
    rootDeviceName: '/dev/sda1',
    blockDeviceMapping: [],
    virtualizationType: 'hvm',
    tagSet: Object.entries(ami.tags).map(([key, value]) => ({ key, value })),
    hypervisor: 'xen',
    enaSupport: true,
    platformDetails: 'Linux/UNIX',
    usageOperation: 'RunInstances',
  }
}

const fields: Record<string, (ami: AmiRecord, region: Region) => string> = {
  name: (ami) => ami.name,
  state: (ami) => ami.state,
  architecture: (ami) => ami.architecture,
  'image-id': (ami) => ami.imageId,
  'owner-id': ownerOf,
  'is-public': (ami) => String(ami.ownerId !== undefined),
}

function matches(ami: AmiRecord, region: Region, { name, values }: Filter): boolean {
  return valuesOf(ami, region, name).some((text) => values.some((value) => value.test(text)))
}

function valuesOf(ami: AmiRecord, region: Region, name: string): string[] {
  if (name === 'tag-key') return Object.keys(ami.tags)
  const value = name.startsWith('tag:') ? ami.tags[name.slice(4)] : fields[name]?.(ami, region)
  return value === undefined ? [] : [value]
}

/** `Filter.1.Name=…&Filter.1.Value.1=…`; `*` and `?` are wildcards. */
function readFilters(params: Record<string, unknown>): Filter[] {
  return Object.keys(params)
    .flatMap((key) => key.match(/^Filter\.(\d+)\.Name$/)?.[1] ?? [])
    .map((n) => {
      const name = String(params[`Filter.${n}.Name`])
      if (name !== 'tag-key' && !name.startsWith('tag:') && !Object.hasOwn(fields, name)) {
        throw new AwsError('InvalidParameterValue', `The filter '${name}' is invalid`)
      }
      return { name, values: numbered(params, `Filter.${n}.Value`).map(wildcard) }
    })
}

function wildcard(value: string): RegExp {
  const escaped = value.replace(/[.+^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's')
}

function numbered(params: Record<string, unknown>, name: string): string[] {
  return Object.entries(params).flatMap(([key, value]) =>
    key.startsWith(`${name}.`) && /^\d+$/.test(key.slice(name.length + 1)) ? [String(value)] : [],
  )
}
