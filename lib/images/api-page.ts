import { z } from 'zod'
import { type Operation, operations } from './operations'
import * as parameters from './parameters'
import { type Html, html } from './saved-page/html'
import { pageStyle } from './saved-page/page-style'

/**
 * The API as a page for people, from the same operations as openapi.json. It has no script and no file of its own.
 * @param basePath of the app, before every address
 */
export function apiPage(basePath: string): string {
  const contents = operations.map(
    ({ operationId, path }) => html`<li><a href="#${operationId}">${path}</a></li>`,
  )
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>HTTP API · Image Build Logs</title>
${pageStyle}
<style>h2 code{font-size:1rem}.contents{columns:30rem;padding-left:1.2rem}.contents a{overflow-wrap:anywhere}td:first-child{white-space:nowrap}</style></head>
<body><main>
<h1>HTTP API</h1>
<p>The image operations of AWS ParallelCluster’s API, field for field, so that its generated clients work, and some of our
own. Every one takes <code>region</code> and <code>account</code>; without them it answers for the default ones.
The machine-readable description is <a href="${basePath}/v3/openapi.json">openapi.json</a>; the dashboard itself is
<a href="${basePath}/images">here</a>.</p>
<p>Where this server asks for sign-in, clients send <code>Authorization: Bearer …</code> or <code>X-Api-Key: …</code>. Failures
answer <code>{"message": …}</code> with 400 (the request), 401 (not signed in, or AWS refused the server), 404, 429 with
<code>Retry-After</code>, or 500. <code>nextToken</code> of an answer asks for the next page. POST needs the header
<code>X-Requested-With</code> with any value, and no body.</p>
<pre>curl "https://builds.example.com${basePath}/v3/images/custom?region=us-east-1"</pre>
<ul class="contents">${contents}</ul>
${operations.map(operationSection)}
</main></body>
</html>
`.source
}

function operationSection({
  operationId,
  method,
  path,
  summary,
  pathParameters,
  requiredQuery,
  query,
  answer,
}: Operation): Html {
  const { region, account } = parameters
  const rows = [
    ...rowsOf(pathParameters, 'path'),
    ...rowsOf(requiredQuery, 'required'),
    ...rowsOf({ ...query, region, account }, 'optional'),
  ]
  const answered =
    'contentType' in answer
      ? html`<p><code>${answer.contentType}</code> ${answer.description}</p>`
      : html`<pre>${shapeOf(z.toJSONSchema(answer, { target: 'draft-2020-12' }))}</pre>`
  return html`<section id="${operationId}">
<h2><code>${(method ?? 'get').toUpperCase()} ${path}</code></h2>
<p>${summary}</p>
<div class="wide"><table><thead><tr><th>parameter</th><th></th><th>type</th><th>meaning</th></tr></thead><tbody>${rows}</tbody></table></div>
<p class="quiet">answers</p>
${answered}
</section>`
}

function rowsOf(of: Record<string, parameters.Parameter<unknown>>, kind: string): Html[] {
  return Object.entries(of).map(
    ([name, { schema, description }]) =>
      html`<tr><td><code>${name}</code></td><td>${kind}</td><td>${typeOf(z.toJSONSchema(schema))}</td><td>${description}</td></tr>`,
  )
}

type Shape = z.core.JSONSchema.BaseSchema | boolean

function typeOf(schema: z.core.JSONSchema.BaseSchema): string {
  const { type, format, enum: words } = schema
  // ParallelCluster's regions are dozens: openapi.json has them all.
  if (words) return words.length > 8 ? `one of ${words.length}` : words.join(' | ')
  return format ?? String(type ?? 'anything')
}

/** An answer's fields, one a line; `?` marks those that may be absent. */
function shapeOf(shape: Shape | undefined, indent = ''): string {
  if (typeof shape !== 'object') return 'anything'
  const { properties, required = [], items, anyOf, additionalProperties } = shape
  if (anyOf) return anyOf.map((each) => shapeOf(each, indent)).join(' | ')
  if (items) return `[${shapeOf(Array.isArray(items) ? items[0] : items, indent)}]`
  if (properties) {
    const inner = `${indent}  `
    const fields = Object.entries(properties).map(
      ([name, field]) => `${inner}${name}${required.includes(name) ? '' : '?'}: ${shapeOf(field, inner)}\n`,
    )
    return `{\n${fields.join('')}${indent}}`
  }
  if (typeof additionalProperties === 'object') return `{ [name]: ${shapeOf(additionalProperties, indent)} }`
  return shape.const === undefined ? typeOf(shape) : JSON.stringify(shape.const)
}
