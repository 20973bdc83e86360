import { z } from 'zod'

/**
 * The one grammar of all settings. Each takes what stands in an environment variable, trimmed; an empty one counts as
 * not set. An error is the rest of a sentence that begins with the setting's name.
 */

/** What HOSTING.md's table says of a setting beside its name. */
export const documentation = z.registry<{ shown: string; meaning: string }>()

/**
 * A setting with its row of the table.
 * @param shown what the column of defaults says
 */
export function documented<Schema extends z.ZodType>(shown: string, meaning: string, schema: Schema): Schema {
  documentation.add(schema, { shown, meaning })
  return schema
}

/** Yes or no, in any of the usual ways. */
export const flag = () =>
  z.stringbool({
    truthy: ['true', 'yes', '1', 'on'],
    falsy: ['false', 'no', '0', 'off'],
    error: 'must be true or false',
  })

/** Items separated by commas; they may hold spaces, as a group's name does. */
export const list = () => items(',')

/** Items that hold no spaces, separated by commas or white space. */
export const wordList = () => items(/[\s,]+/)

const items = (separator: string | RegExp) =>
  z
    .string()
    .transform((text) =>
      text
        .split(separator)
        .map((item) => item.trim())
        .filter(Boolean),
    )
    .refine((all) => all.length > 0, { error: 'holds nothing but commas' })

/** One of some words. */
export const choice = <const Words extends readonly string[]>(words: Words) =>
  z.enum(words, { error: `must be ${words.slice(0, -1).join(', ')} or ${words.at(-1)}` })

/** @param what they are, for the error: `AWS regions such as us-east-1` */
export const listOf = (pattern: RegExp, what: string) =>
  wordList().refine((words) => words.every((word) => pattern.test(word)), {
    error: `must be ${what}, separated by commas`,
  })

export const count = (minimum: number, maximum: number) => {
  const error = `must be a whole number from ${minimum} to ${maximum}`
  return z.coerce.number({ error }).int({ error }).min(minimum, { error }).max(maximum, { error })
}

const seconds = { s: 1, m: 60, h: 3600, d: 86_400 } as const
const words = { s: 'seconds', m: 'minutes', h: 'hours', d: 'days' } as const

/** A length of time: a number of `unit`, or one with a unit of its own (`90s`, `5m`, `8h`, `14d`). In `unit`. */
export const duration = (unit: keyof typeof seconds, minimum: number, maximum: number) =>
  measure(
    seconds,
    unit,
    minimum,
    maximum,
    `must be from ${minimum} to ${maximum} ${words[unit]}, or a length of time such as 90s, 5m, 8h or 14d`,
  )

const bytes = { kb: 1 / 1024, mb: 1, gb: 1024 } as const

/** A number of MiB, or one with a unit of its own (`512MB`, `2GB`). In MiB. */
export const size = (minimum: number, maximum: number) =>
  measure(
    bytes,
    'mb',
    minimum,
    maximum,
    `must be from ${minimum} to ${maximum} MB, or a size such as 512MB or 2GB`,
  )

function measure<Unit extends string>(
  factors: Readonly<Record<Unit, number>>,
  unit: Unit,
  minimum: number,
  maximum: number,
  error: string,
) {
  return z
    .string()
    .transform((text) => {
      const [, number = '', own] = /^(\d+(?:\.\d+)?) ?([a-z]*)$/i.exec(text) ?? []
      const factor = own ? factors[own.toLowerCase() as Unit] : factors[unit]
      return number === '' || factor === undefined ? Number.NaN : (Number(number) * factor) / factors[unit]
    })
    .refine((value) => value >= minimum && value <= maximum, { error })
}

export const webAddress = () => z.url({ protocol: /^https?$/, error: 'must be an http(s) address' })

/** https, so that nobody on the way reads or changes it. */
export const secureAddress = () =>
  webAddress().refine((text) => text.startsWith('https:') || isLoopback(new URL(text).hostname), {
    error: 'must be https (plain http is for loopback only)',
  })

/** Text of a form. @param form what it must be, for the error */
export const text = (pattern: RegExp, form: string) => z.string().regex(pattern, { error: `must be ${form}` })

export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host)
}
