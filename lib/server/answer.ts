import type { ServerResponse } from 'node:http'
import type { Refusal } from './check-request'

/** Answers in place of the app: JSON for the API and machines, a plain page for people. */
export function refuse(res: ServerResponse, { status, message, headers }: Refusal, api: boolean): void {
  const body = api
    ? JSON.stringify({ message })
    : page(titles[status] ?? 'Not possible', `<p>${escapeHtml(message)}</p>`)
  answer(res, status, api ? 'application/json' : 'text/html; charset=utf-8', body, headers)
}

export function answer(
  res: ServerResponse,
  status: number,
  contentType: string,
  body: string,
  headers: Record<string, string> = {},
): void {
  res.statusCode = status
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value)
  res.setHeader('content-type', contentType)
  res.setHeader('content-length', Buffer.byteLength(body))
  res.end(res.req.method === 'HEAD' ? undefined : body)
}

const titles: Record<number, string> = {
  400: 'This address cannot be read',
  401: 'Sign in first',
  403: 'Not for this account',
  404: 'Nothing here',
  405: 'Not possible here',
  413: 'Too much',
  429: 'Too many requests',
  500: 'Something went wrong',
  503: 'Not just now',
}

/** A page without the app: readable in both colour schemes, no script, no outside file. `body` is HTML. */
export function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)} · Image Build Logs</title>
<style>
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:18vh auto 0;padding:0 1.25rem;background:light-dark(#f7f6f3,#101413);color:light-dark(#1c2321,#e4e9e6)}
h1{font-size:1.25rem;margin:0 0 .5rem}
a,button{color:inherit;font:inherit}
button,a.button{display:inline-block;padding:.35rem .9rem;border:1px solid currentColor;border-radius:.375rem;background:none;cursor:pointer;text-decoration:none}
</style></head>
<body><main><h1>${escapeHtml(title)}</h1>${body}</main></body>
</html>
`
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
