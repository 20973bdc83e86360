'use client'

import { useCallback, useEffect, useRef, useState } from 'react'

/** Whether the end is followed, as state and as what the list asks; and how many events have arrived since it was left. */
export function useFollowState(arrived: number) {
  const [follow, setState] = useState(true)
  const followRef = useRef(true)
  const [arrivedWhenLeft, setArrivedWhenLeft] = useState(0)
  const now = useRef(arrived)
  useEffect(() => {
    now.current = arrived
  }, [arrived])
  const setFollow = useCallback((next: boolean) => {
    if (followRef.current === next) return
    followRef.current = next
    setState(next)
    if (!next) setArrivedWhenLeft(now.current)
  }, [])
  return { follow, followRef, setFollow, newEvents: follow ? 0 : arrived - arrivedWhenLeft }
}
