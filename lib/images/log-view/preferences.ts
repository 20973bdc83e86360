/** How a reader likes the log drawn, remembered in the browser. The server and the first frame see the defaults. */
export type Preferences = {
  readonly wrap: boolean
  /** `auto`: open where there is room for it and something to see, see `isOutlineShown`. */
  readonly outline: 'on' | 'off' | 'auto'
  readonly stackEvents: boolean
  /** Echoed scripts and repeated stderr are shown, not folded. */
  readonly echo: boolean
  /** What Chef found up to date is shown. */
  readonly upToDate: boolean
  /** `clock`: in the zone that the whole dashboard shows. */
  readonly times: 'clock' | 'start' | 'off'
  /** Single letters do something; off for whoever dictates to the browser or hits keys by accident (WCAG 2.1.4). */
  readonly keys: boolean
}

export const defaultPreferences: Preferences = {
  wrap: false,
  outline: 'auto',
  stackEvents: true,
  echo: false,
  upToDate: true,
  times: 'clock',
  keys: true,
}

/** Where preferences are kept. Neither way throws: a browser may keep nothing at all. */
export type PreferenceStorage = {
  readonly read: (name: string) => string | null
  readonly write: (name: string, value: string) => void
}

type Name = keyof Preferences

const onOff = { on: true, off: false } as const

/** Under which name each is kept, and what its kept values mean. */
const kept: { readonly [N in Name]: { name: string; values: Readonly<Record<string, Preferences[N]>> } } = {
  wrap: { name: 'log-wrap', values: onOff },
  outline: { name: 'log-outline-2', values: { on: 'on', off: 'off', auto: 'auto' } },
  stackEvents: { name: 'log-stack-events', values: onOff },
  echo: { name: 'log-echo', values: onOff },
  upToDate: { name: 'log-up-to-date', values: onOff },
  times: { name: 'log-times', values: { clock: 'clock', start: 'start', off: 'off' } },
  keys: { name: 'log-keys', values: onOff },
}

/** What is remembered; what is not, or cannot be read, is as in `fallback`. */
export function readPreferences(storage: PreferenceStorage, fallback = defaultPreferences): Preferences {
  const read = <N extends Name>(name: N): Preferences[N] => {
    const { name: key, values } = kept[name]
    return values[storage.read(key) ?? ''] ?? fallback[name]
  }
  return {
    wrap: read('wrap'),
    outline: read('outline'),
    stackEvents: read('stackEvents'),
    echo: read('echo'),
    upToDate: read('upToDate'),
    times: read('times'),
    keys: read('keys'),
  }
}

export function writePreferences(storage: PreferenceStorage, changed: Partial<Preferences>) {
  for (const [name, value] of Object.entries(changed)) {
    const { name: key, values } = kept[name as Name]
    const word = Object.keys(values).find((one) => values[one] === value)
    if (word !== undefined) storage.write(key, word)
  }
}
