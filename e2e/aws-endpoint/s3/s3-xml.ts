import { escapeXml } from '../wire/xml'
import type { S3Answer } from './objects'

/** An answer of S3's: plain members, then what is XML already. */
export function s3Xml(root: string, members: readonly (readonly [string, string])[], rest = ''): S3Answer {
  const text = members.map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`).join('')
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${text}${rest}</${root}>`
  return { headers: { 'content-type': 'application/xml' }, body }
}
