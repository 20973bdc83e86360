/** What a path inside an archive tells of a file: whose build it is of, and which log stream it holds. */
export type Named = {
  imageId?: string
  logStreamName?: string
  /** Of a stream exported in numbered parts, which. */
  part?: number
}

/**
 * Reads the names that `pcluster export-image-logs` and CloudWatch's export task give:
 * `<imageId>-logs-<YYYYmmddHHMM>/cloudwatch-logs/3.2.1-1`, `…/<imageId>-cfn-events`,
 * `<prefix>/<task id>/3.2.1-1/000000.gz`. A log stream's `/` stands as `-` in both.
 */
export function namesOf(path: string): Named {
  const segments = path.split('/').filter((segment) => segment !== '')
  const file = segments.at(-1) ?? ''
  const imageId = firstMatch(segments, /^(.+)-logs-\d{12}$/) ?? /^(.+)-cfn-events(?:\.json)?$/.exec(file)?.[1]
  const parts = /^(\d{6})(?:\.gz)?$/.exec(file)
  const stream = parts ? segments.at(-2) : file
  const logStreamName = stream && streamOf(stream.replace(/\.(?:log|txt|gz)$/i, ''))
  return {
    ...(imageId ? { imageId } : {}),
    ...(logStreamName ? { logStreamName } : {}),
    ...(parts?.[1] && logStreamName ? { part: Number(parts[1]) } : {}),
  }
}

/** Image Builder names a stream `<version>/<build>`. */
function streamOf(name: string): string | undefined {
  const found = /^(\d+\.\d+\.\d+)[-_/](\d+)$/.exec(name)
  return found ? `${found[1]}/${found[2]}` : undefined
}

function firstMatch(segments: readonly string[], pattern: RegExp): string | undefined {
  for (const segment of segments) {
    const found = pattern.exec(segment)?.[1]
    if (found) return found
  }
  return undefined
}

/** A name for a build whose files name none: the file's own, without what says how it is packed. */
export function nameOfFile(path: string): string {
  const file = path.split('/')[0] ?? path
  return (
    file
      .replace(/(?:\.(?:tar|t?gz|zip|json|csv|tsv|log|txt|events)){1,4}$/i, '')
      .replace(/-logs-\d{12}$/, '') || file
  )
}
