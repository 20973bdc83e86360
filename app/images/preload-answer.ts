import { headers } from 'next/headers'
import { preload } from 'react-dom'
import { apiAddress } from '@/lib/get-json'
import type { Place } from '@/lib/images/addresses'

/**
 * Lets the browser ask our API for what the page will ask first while it still reads the page's scripts. Only when the
 * page is opened by its address: a page reached by a link finds the answer held, or asks at once.
 * @param path an API path as `getJson` takes it, with just the place as its query
 */
export async function preloadAnswer(path: string, { region, account }: Place): Promise<void> {
  if ((await headers()).get('sec-fetch-dest') !== 'document') return
  preload(apiAddress(path, { region, account }), { as: 'fetch', crossOrigin: 'anonymous' })
}
