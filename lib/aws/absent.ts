import 'server-only'

type Optional<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> }

/** Leaves out what is absent: our API never answers null, and AWS is not sent what was not asked. */
export function withoutAbsent<T extends object>(value: T): Optional<T> {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as Optional<T>
}
