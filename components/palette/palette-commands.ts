/** Something the palette can do, or a place it leads to. */
export type PaletteCommand = {
  /** Unique within its group. */
  readonly id: string
  readonly group: PaletteGroup
  readonly label: string
  /** Said more quietly beside the label, and found by it too. */
  readonly detail?: string | undefined
  readonly keys?: readonly string[]
  readonly run: () => void
}

/** In the order in which they are listed. */
export const paletteGroups = ['Time', 'Steps', 'Errors', 'This image', 'Images', 'Region', 'Actions'] as const

export type PaletteGroup = (typeof paletteGroups)[number]

/** What a page has to offer for what is typed. Need not look whether it matches, unless it is made of it. */
export type PaletteSource = (typed: string) => readonly PaletteCommand[]

const sources = new Set<PaletteSource>()

/** Offers a page's commands while it is shown; the answer takes them back. */
export function offerCommands(source: PaletteSource): () => void {
  sources.add(source)
  return () => sources.delete(source)
}

const offerListeners = new Set<() => void>()

/** Tells the open palette that what a page offers may be something else now: the steps of a log come after its lines. */
export function tellOffers() {
  for (const listener of offerListeners) listener()
}

export function onOffers(listener: () => void): () => void {
  offerListeners.add(listener)
  return () => offerListeners.delete(listener)
}

export const commandsFor = (typed: string): PaletteCommand[] =>
  [...sources].flatMap((source) => source(typed))

const listeners = new Set<() => void>()
let isOpen = false

export const paletteIsOpen = () => isOpen

export function onPaletteOpen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function setPaletteOpen(open: boolean) {
  if (open && !isOpen) {
    openedFrom = document.activeElement
    early = nothingTyped
  }
  isOpen = open
  for (const listener of listeners) listener()
}

let openedFrom: Element | null = null

/** What had the focus when the palette was opened, and gets it back. */
export const paletteOpenedFrom = () => openedFrom

/** What is typed before the palette has the focus. */
type Early = { readonly typed: string; readonly entered: boolean }

const nothingTyped: Early = { typed: '', entered: false }
let early: Early | undefined

/** Until the palette takes what was typed. */
export const isEarly = () => early !== undefined

export function typeEarly(change: Partial<Early>) {
  if (early && !early.entered) early = { ...early, ...change }
}

/** What was typed early, once: from now on the palette is typed into. */
export function endEarly(): Early | undefined {
  const typed = early
  early = undefined
  for (const listener of listeners) listener()
  return typed
}
