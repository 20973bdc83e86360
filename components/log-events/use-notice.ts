'use client'

import { useEffect, useState } from 'react'

const shownFor = 6_000

/** What an action has to say of itself, for a moment, where find says what it found. */
export function useNotice() {
  const [said, say] = useState('')
  useEffect(() => {
    if (!said) return
    const timer = setTimeout(() => say(''), shownFor)
    return () => clearTimeout(timer)
  }, [said])
  return { said, say }
}
