import Anser, { type AnserJsonEntry } from 'anser'

/** A stretch of a line in one style; the colours are names that the style sheet makes legible in both schemes. */
export type StyledText = {
  readonly text: string
  readonly color?: AnsiColor | undefined
  readonly background?: AnsiColor | undefined
  readonly bold?: boolean
  readonly dim?: boolean
  readonly italic?: boolean
  readonly underline?: boolean
}

export type AnsiColor = 'black' | 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'white'

/** A line with ANSI colour sequences, as styled stretches; their texts joined are `stripAnsi` of the line. */
export function parseAnsi(line: string): StyledText[] {
  return Anser.ansiToJson(line, { json: true, remove_empty: true, use_classes: true }).map(styled)
}

function styled({ content, fg, bg, fg_truecolor, bg_truecolor, decorations }: AnserJsonEntry): StyledText {
  return {
    text: content,
    color: nameOf(fg, fg_truecolor),
    background: nameOf(bg, bg_truecolor),
    bold: decorations.includes('bold'),
    dim: decorations.includes('dim'),
    italic: decorations.includes('italic'),
    underline: decorations.includes('underline'),
  }
}

const names: readonly AnsiColor[] = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white']

/** Hundreds of colours would not stay legible on two backgrounds: each becomes the basic one nearest to it. */
function nameOf(entry: string | null, truecolor: string | null): AnsiColor | undefined {
  if (!entry) return undefined
  if (entry === 'ansi-truecolor') return nearest((truecolor ?? '').split(',').map(Number))
  const palette = /^ansi-palette-(\d+)$/.exec(entry)
  if (palette) return nearest(paletteRgb(Number(palette[1])))
  return names.find((name) => entry.includes(name))
}

function paletteRgb(index: number): number[] {
  if (index >= 232) return [0, 0, 0].map(() => (index - 232) * 10 + 8)
  const cube = index - 16
  return [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((level) => level * 51)
}

function nearest([red = 0, green = 0, blue = 0]: number[]): AnsiColor {
  const high = Math.max(red, green, blue)
  const low = Math.min(red, green, blue)
  if (high - low < 48) return high < 96 ? 'black' : 'white'
  const middle = (high + low) / 2
  return names[(red > middle ? 1 : 0) + (green > middle ? 2 : 0) + (blue > middle ? 4 : 0)] ?? 'white'
}
