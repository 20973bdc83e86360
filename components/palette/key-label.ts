const names: Record<string, string> = {
  ' ': 'Space',
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
}

/** A key as it is written on a keyboard, from `KeyboardEvent.key` with `Mod+` for Ctrl or Cmd in front. */
export const keyLabel = (key: string) =>
  names[key] ?? key.replace(/^Mod\+(.)/, (_, letter) => `Ctrl ${letter.toUpperCase()}`)
