import { expect, it } from 'vitest'
import { document, events, parse, step } from '../build-log/fixture'
import { holdEvents } from './held-log'
import { buildRows, rowKind } from './rows'
import { upToDateEvents } from './up-to-date'

const messages = [
  ...document(),
  ...step('InstallPClusterPackages', {
    stdout: [
      'Infra Phase starting',
      'Recipe: a::b',
      '  * package[jq] action install (up to date)',
      '  * package[vim] action install',
      '    - install version 9 of package vim',
      '  * lustre[client] action setup',
      '    * package[kmod] action install (up to date)',
      '     (up to date)',
      '  * service[x] action start (skipped due to only_if)',
      'the file is (up to date) they say',
    ],
  }),
]
const log = holdEvents(
  {
    timestamps: Float64Array.from(events(messages), ({ timestamp }) => timestamp),
    messages: [...messages],
  },
  true,
)

it('hiding what is up to date removes exactly those lines, an outer resource with its nested ones', () => {
  const hidden = upToDateEvents(log, parse(messages))
  const rows = buildRows(log, {
    columns: 200,
    wrap: false,
    shown: new Set(),
    sections: [],
    folded: new Set(),
    echo: [],
    isEchoOpen: () => true,
    hidden,
    stackEventTimes: [],
    openRepeats: [],
  })
  const shown = new Set(
    [...rows.event.slice(0, rows.count)].filter((_, row) => rows.kind[row] === rowKind.line),
  )
  expect(messages.filter((_, event) => !shown.has(event))).toEqual([
    'Stdout:   * package[jq] action install (up to date)',
    'Stdout:   * lustre[client] action setup',
    'Stdout:     * package[kmod] action install (up to date)',
    'Stdout:      (up to date)',
  ])
})
