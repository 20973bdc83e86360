import type { LogAction } from './log-actions'

/** Keys with a modifier and those that move do what they do everywhere; letters and signs can be switched off. */
const isSingle = (name: string) => name.length === 1 && name !== ' '

/**
 * The page's keys. Single keys stay silent in inputs, in dialogs, with a modifier held, and when `singles` says so.
 */
export function listenForKeys(actions: readonly LogAction[], singles: () => boolean): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return
    const name = keyName(event)
    const action = actions.find(({ keys }) => keys.includes(name))
    if (!action || (isSingle(name) && !singles())) return
    if (!action.always && isTyping(event.target)) return
    if (action.run(event) !== false) event.preventDefault()
  }
  document.addEventListener('keydown', onKeyDown)
  return () => document.removeEventListener('keydown', onKeyDown)
}

/**
 * A key as actions name it. On a layout without Latin letters, Russian or Greek, a letter is the one that stands there
 * on a Latin keyboard; caps lock changes nothing.
 */
export function keyName(event: KeyboardEvent): string {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event
  const modifier = ctrlKey || metaKey ? 'Mod+' : altKey ? 'Alt+' : ''
  if (key.length !== 1) return modifier + key
  const latin = latinLetter(event)
  const letter = latin ?? key
  if (!/^[a-z]$/i.test(letter)) return modifier + letter
  if (modifier) return modifier + letter.toLowerCase()
  if (latin === undefined && !event.getModifierState('CapsLock')) return letter
  return shiftKey ? letter.toUpperCase() : letter.toLowerCase()
}

const latinLetter = ({ key, code }: KeyboardEvent) =>
  key.charCodeAt(0) > 0x24f ? /^Key([A-Z])$/.exec(code)?.[1] : undefined

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return (
    target.isContentEditable ||
    target.closest('input, textarea, select, [role="dialog"], [role="menu"], [role="listbox"]') !== null
  )
}
