'use client'

import Link from 'next/link'
import { useState } from 'react'

type Props = React.ComponentProps<typeof Link> & {
  /** Reads its page and the page's code once it is in sight: of many alike, one does it for all, as they share their code. */
  ahead?: boolean
}

/**
 * A link that is read ahead only once somebody points at it: a list of hundreds would ask for all of its pages, and what
 * stands on every page would be asked for before the page's own lines.
 */
export function HoverLink({ ahead = false, ...props }: Props) {
  const [near, setNear] = useState(false)
  const come = () => setNear(true)
  return <Link {...props} prefetch={ahead || (near ? null : false)} onPointerEnter={come} onFocus={come} />
}
