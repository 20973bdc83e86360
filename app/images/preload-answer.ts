import { headers } from 'next/headers'
import { preload } from 'react-dom'
import { apiAddress } from '@/lib/get-json'
import type { NamedScope } from '@/lib/images/addresses'
import { openedId } from '@/lib/images/archive/opened-scope'

/**
 * Lets the browser ask our API for what the page will ask first while it still reads the page's scripts. Only when the
 * page is opened by its address: a page reached by a link finds the answer held, or asks at once.
 * @param path an API path as `getJson` takes it, with just the scope as its query
 */
export async function preloadAnswer(path: string, { region, account }: NamedScope): Promise<void> {
  // Opened files are answered for in the browser.
  if (openedId(account) !== undefined) return
  if ((await headers()).get('sec-fetch-dest') !== 'document') return
  preload(apiAddress(path, { region, account }), { as: 'fetch', crossOrigin: 'anonymous' })
}
