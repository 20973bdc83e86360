import { afterEach, expect, it, vi } from 'vitest'
import { keyName, listenForKeys } from './keyboard'

/** happy-dom knows no caps lock. */
const press = ({ capsLock = false, ...init }: KeyboardEventInit & { capsLock?: boolean }) =>
  Object.assign(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }), {
    getModifierState: () => capsLock,
  })

it.each([
  [{ key: 'j', code: 'KeyJ' }, 'j'],
  [{ key: 'о', code: 'KeyJ' }, 'j'],
  [{ key: 'ξ', code: 'KeyJ' }, 'j'],
  [{ key: 'י', code: 'KeyH' }, 'h'],
  [{ key: 'У', code: 'KeyE', shiftKey: true }, 'E'],
  [{ key: 'E', code: 'KeyE', shiftKey: true }, 'E'],
  [{ key: 'E', code: 'KeyE', capsLock: true }, 'e'],
  [{ key: 'e', code: 'KeyE', capsLock: true, shiftKey: true }, 'E'],
  [{ key: 'а', code: 'KeyF', ctrlKey: true }, 'Mod+f'],
  [{ key: 'F', code: 'KeyF', metaKey: true }, 'Mod+f'],
  [{ key: 'z', code: 'KeyY' }, 'z'],
  [{ key: '/', code: 'Digit7', shiftKey: true }, '/'],
  [{ key: 'ArrowDown', code: 'ArrowDown' }, 'ArrowDown'],
])('%j is %s', (init, name) => expect(keyName(press(init))).toBe(name))

let stop = () => {}
afterEach(() => stop())

it('leaves single letters alone when they are switched off, and nothing else', () => {
  const run = vi.fn()
  const actions = ['j', 'PageDown', 'Mod+f'].map((key) => ({
    group: 'Move' as const,
    keys: [key],
    does: key,
    run: () => run(key),
  }))
  let singles = false
  stop = listenForKeys(actions, () => singles)
  for (const init of [{ key: 'j' }, { key: 'PageDown' }, { key: 'f', ctrlKey: true }])
    document.dispatchEvent(press(init))
  expect(run.mock.calls).toEqual([['PageDown'], ['Mod+f']])
  singles = true
  document.dispatchEvent(press({ key: 'j' }))
  expect(run).toHaveBeenLastCalledWith('j')
})
