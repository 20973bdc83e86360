import { expect, it } from 'vitest'
import { apiPage } from './api-page'
import { operations } from './operations'

it('tells of every operation, its parameters and its answer’s fields, without scripts', () => {
  const page = apiPage('/builds')
  for (const { operationId, method = 'get', path, query, requiredQuery } of operations) {
    expect(page).toContain(
      `<section id="${operationId}">\n<h2><code>${method.toUpperCase()} ${path}</code></h2>`,
    )
    for (const name of Object.keys({ ...query, ...requiredQuery }))
      expect(page).toContain(`<code>${name}</code>`)
  }
  expect(page).toContain('href="/builds/v3/openapi.json"')
  expect(page).toContain('  images: [{\n    imageId: string\n')
  expect(page).toContain('    ec2AmiInfo?: {\n      amiId: string\n    }\n')
  expect(page).not.toContain('<script')
  expect(page).not.toContain('[object Object]')
  expect(page).not.toContain('undefined')
})
