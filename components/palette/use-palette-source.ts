'use client'

import { useEffect, useRef } from 'react'
import { offerCommands, type PaletteSource, tellOffers } from './palette-commands'

/** Offers what this page can do to the palette, as it stands whenever the palette asks. */
export function usePaletteSource(source: PaletteSource) {
  const current = useRef(source)
  useEffect(() => {
    current.current = source
    tellOffers()
  })
  useEffect(() => offerCommands((typed) => current.current(typed)), [])
}
