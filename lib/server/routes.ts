import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A route as Next names it, e.g. `/images/[imageId]`, and what paths it takes. */
export type Route = { pattern: string; expression: RegExp }

/** The build's own list of routes (`.next/app-path-routes-manifest.json`), the most particular first. */
export function readRoutes(folder: string): Route[] {
  const file = join(folder, '.next', 'app-path-routes-manifest.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
  return toRoutes([...new Set(Object.values(manifest))])
}

export function toRoutes(patterns: string[]): Route[] {
  return patterns
    .filter((pattern) => !pattern.startsWith('/_'))
    .map((pattern) => ({ pattern, expression: toExpression(pattern) }))
    .sort((a, b) => compare(a.pattern, b.pattern))
}

/** @returns the route's pattern, for logs and metrics: never a person's own address. */
export function findRoute(routes: Route[], path: string): string | undefined {
  return routes.find(({ expression }) => expression.test(path))?.pattern
}

/** The route of a path with its parameters, decoded; one that takes several segments is a list. */
export function readParams(routes: Route[], path: string) {
  for (const { pattern, expression } of routes) {
    const groups = expression.exec(path)?.groups
    if (!groups && !expression.test(path)) continue
    const params = Object.entries(groups ?? {}).flatMap(([name, text]) => {
      // What is optional may be absent.
      if (text === undefined) return []
      const segments = text.split('/').map(decodeURIComponent)
      return [[name, pattern.includes(`[...${name}]`) ? segments : (segments[0] ?? '')] as const]
    })
    return { pattern, params: Object.fromEntries(params) }
  }
  return undefined
}

function toExpression(pattern: string): RegExp {
  const parts = pattern
    .split('/')
    .slice(1)
    .map((segment) => {
      const [, name = ''] = /^\[{1,2}(?:\.{3})?(\w+)\]{1,2}$/.exec(segment) ?? []
      if (segment.startsWith('[[...')) return `(?:/(?<${name}>.*[^/]))?`
      if (segment.startsWith('[...')) return `/(?<${name}>.*[^/])`
      if (segment.startsWith('[')) return `/(?<${name}>[^/]+)`
      return segment === '' ? '' : `/${segment.replace(/[.*+?^${}()|\\]/g, '\\$&')}`
    })
  return new RegExp(`^${parts.join('') || '/'}$`)
}

/** As Next chooses: segment by segment, a plain one before a parameter before one that takes all the rest. */
function compare(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')]
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = rank(left[i]) - rank(right[i])
    if (difference !== 0) return difference
  }
  return a < b ? -1 : 1
}

function rank(segment: string | undefined): number {
  if (segment === undefined) return 0
  if (segment.startsWith('[[...')) return 4
  if (segment.startsWith('[...')) return 3
  return segment.startsWith('[') ? 2 : 1
}
