type Named = { imageId: string; version: string }

/** `2026-11`, `20261127`, `2026-11-27`, with a time of day behind it or not; never the `2023` of `al2023`. */
const date =
  /(?<![A-Za-z0-9])20\d\d-?(?:0[1-9]|1[0-2])(?:-?(?:0[1-9]|[12]\d|3[01])(?:[-Tt]?[0-2]\d-?[0-5]\d(?:-?[0-5]\d)?[Zz]?)?)?(?![A-Za-z0-9])/g
/** ParallelCluster's version as an id can hold it. */
const version = /(?<![A-Za-z0-9])[vV]?\d{1,2}-\d{1,2}-\d{1,2}(?![A-Za-z0-9])/g

/**
 * What people call the same image whenever they build it anew: its id without the version and the date. `hpc-al2023`
 * of `hpc-al2023-3-14-0` and of `hpc-al2023-2026-11-27`.
 */
export function familyOf({ imageId, version: known }: Named): string {
  const bare = known.replaceAll('.', '')
  const name = imageId
    .replace(date, '')
    .replace(version, '')
    .split('-')
    .filter((part) => part !== '' && (bare.length < 3 || part.replace(/^[vV]/, '') !== bare))
    .join('-')
  return name === '' ? imageId : name
}
