import { readFileSync, statSync } from 'node:fs'
import { SettingsError } from '../settings'

/**
 * A file of settings that may change while the server runs: looked at again at most once a second.
 * @param setting the variable that names it, for complaints
 * @param read what its text means; throws {SettingsError}
 * @param otherwise what counts while the file cannot be read or understood
 * @param complain told once per faulty version of the file
 * @throws {SettingsError} when it is wrong at the start
 */
export function watchFile<Value>(
  setting: string,
  file: string,
  read: (text: string) => Value,
  otherwise: Value,
  complain: (message: string) => void,
): () => Value {
  let value = read(readFileOrExplain(setting, file))
  let version = versionOf(file)
  let lookedAt = performance.now()

  return () => {
    if (performance.now() - lookedAt < 1000) return value
    lookedAt = performance.now()
    const now = versionOf(file)
    if (now === version) return value
    version = now
    try {
      value = read(readFileOrExplain(setting, file))
    } catch (error) {
      value = otherwise
      complain(error instanceof Error ? error.message : String(error))
    }
    return value
  }
}

function readFileOrExplain(setting: string, file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new SettingsError([`${setting} cannot be read: ${error instanceof Error ? error.message : error}`])
  }
}

/** Changes with the file's content, also where a platform swaps it by a link. */
function versionOf(file: string): string {
  try {
    const { ino, mtimeMs, size } = statSync(file)
    return `${ino} ${mtimeMs} ${size}`
  } catch {
    return 'unreadable'
  }
}
