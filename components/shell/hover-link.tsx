'use client'

import Link from 'next/link'
import { useState } from 'react'

/** A link that is read ahead only once somebody points at it: a list of hundreds would ask for all of its pages. */
export function HoverLink(props: React.ComponentProps<typeof Link>) {
  const [near, setNear] = useState(false)
  const come = () => setNear(true)
  return <Link {...props} prefetch={near ? null : false} onPointerEnter={come} onFocus={come} />
}
