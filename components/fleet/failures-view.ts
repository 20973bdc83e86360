import { parseAsString, parseAsStringLiteral } from 'nuqs'

/** How far back; `all` is as far as anything is kept. */
export const periods = { '7d': 7, '30d': 30, '90d': 90, all: undefined } as const
export type Period = keyof typeof periods

export const orders = ['builds', 'last', 'first'] as const
export type Order = (typeof orders)[number]

/** The page's state as its address holds it; what cannot be read counts as absent. */
export const failuresView = {
  q: parseAsString.withDefault(''),
  version: parseAsString.withDefault(''),
  system: parseAsString.withDefault(''),
  since: parseAsStringLiteral(Object.keys(periods) as Period[]).withDefault('90d'),
  sort: parseAsStringLiteral(orders).withDefault('builds'),
  group: parseAsString,
}
