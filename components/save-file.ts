import { loadOpenedFiles } from '@/components/opened/load-opened-files'
import { apiAddress } from '@/lib/get-json'
import { openedId } from '@/lib/images/archive/opened-scope'

type Parameters = Record<string, string | number | boolean | undefined>

/**
 * Saves what an address of our API sends as a file. Of opened files the worker that holds them makes it.
 * @param path without the base path, its segments encoded
 * @throws ApiError for opened files; what the server has to say of a failure the browser's downloads show
 */
export async function saveFromApi(path: string, parameters: Parameters): Promise<void> {
  const opened = openedId(parameters.account)
  if (opened === undefined) return click(apiAddress(path, parameters), '')
  const { name, blob } = await (await loadOpenedFiles()).file(opened, path, parameters)
  saveBlob(blob, name)
}

export function saveBlob(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob)
  click(address, name)
  // The browser may take its time to ask where to.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

function click(href: string, download: string): void {
  const link = document.createElement('a')
  link.href = href
  link.download = download
  link.click()
}
