type XmlValue = string | number | boolean | undefined | XmlObject | readonly XmlValue[]
/** Members in document order; `undefined` ones are left out, as AWS leaves them out. */
export type XmlObject = { [member: string]: XmlValue }

/**
 * Renders members as AWS's query services do: a list is wrapped (`<Tags><member>…</member></Tags>`), the
 * wrapped name being `member` for awsQuery and `item` for ec2Query. An empty list is an empty element.
 */
export function toXml(members: XmlObject, listItem: 'member' | 'item'): string {
  return Object.entries(members)
    .map(([name, value]) => element(name, value, listItem))
    .join('')
}

function element(name: string, value: XmlValue, listItem: 'member' | 'item'): string {
  if (value === undefined) return ''
  if (isList(value)) {
    if (value.length === 0) return `<${name}/>`
    return `<${name}>${value.map((item) => element(listItem, item, listItem)).join('')}</${name}>`
  }
  if (typeof value === 'object') return `<${name}>${toXml(value, listItem)}</${name}>`
  return `<${name}>${escapeXml(String(value))}</${name}>`
}

// Array.isArray does not narrow readonly arrays away from XmlObject.
function isList(value: XmlValue): value is readonly XmlValue[] {
  return Array.isArray(value)
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
}

/** XML 1.0 has no way to write most control characters; CloudFormation never sends them either. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"\r]/g, (character) => entities[character] ?? character).replace(forbidden, '')
}

const forbidden = /(?![\t\n\u007f-\u009f])[\p{Cc}\ufffe\uffff]/gu
