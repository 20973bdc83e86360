import { isClosing } from './closing'
import type { Failure, Tool } from './tool'
import { tools } from './tools'

/** A line in which a tool's file knows a failure. */
export interface Recognised {
  tool: Tool
  failure: Failure
  match: RegExpExecArray
}

const known = tools.flatMap((tool) => tool.failures.map((failure) => ({ tool, failure })))
const inOrder = [
  ...known.filter(({ failure }) => !failure.general),
  ...known.filter(({ failure }) => failure.general),
]

/** Which failure of which tool a line tells: the special ones before the general. */
export function recognise(said: string): Recognised | null {
  for (const { tool, failure } of inOrder) {
    const match = failure.line.exec(said)
    if (match) return { tool, failure, match }
  }
  return null
}

const noise = tools.flatMap((tool) => tool.noise ?? [])
const closers = tools.flatMap((tool) => tool.closers ?? [])

export const isNoise = (said: string): boolean => noise.some((pattern) => pattern.test(said))

export const isCloser = (said: string): boolean =>
  isClosing(said) || closers.some((pattern) => pattern.test(said))
