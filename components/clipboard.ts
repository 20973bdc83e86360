/**
 * Puts text on the clipboard. Browsers keep their clipboard from pages that come over plain http; the old way, a copy
 * that the page answers itself, works there too.
 * @throws Error when the browser allows neither
 */
export async function writeClipboard(text: string | Promise<string>): Promise<void> {
  const written = await text
  try {
    await navigator.clipboard.writeText(written)
  } catch (error) {
    if (!copyTheOldWay(written)) throw error
  }
}

function copyTheOldWay(text: string): boolean {
  let served = false
  const serve = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
    event.stopImmediatePropagation()
    served = true
  }
  document.addEventListener('copy', serve, { capture: true })
  try {
    return document.execCommand('copy') && served
  } finally {
    document.removeEventListener('copy', serve, { capture: true })
  }
}
