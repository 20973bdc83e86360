/**
 * What a reader likes, kept in this browser. Browsers may be told to keep nothing, and then throw at a mere look: the
 * page goes on as if nothing had been kept.
 */
export function readStored(name: string): string | null {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}

export function writeStored(name: string, value: string) {
  try {
    localStorage.setItem(name, value)
  } catch {
    // Remembered for this page only.
  }
}
