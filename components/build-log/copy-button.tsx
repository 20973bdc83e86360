'use client'

import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { writeClipboard } from '../clipboard'

const whyNot = (error: unknown) => {
  if (error instanceof DOMException) return 'The browser did not allow it'
  return error instanceof Error ? error.message : String(error)
}

/** Copies `text` and says so for a moment. Where the browser refuses, it says that instead. */
export function CopyButton({
  label,
  text,
}: {
  label: string
  text: string | (() => string | Promise<string>)
}) {
  const [said, setSaid] = useState<string>()
  useEffect(() => {
    if (!said) return
    const timer = setTimeout(() => setSaid(undefined), 2000)
    return () => clearTimeout(timer)
  }, [said])
  const copy = async () => {
    const copied = typeof text === 'string' ? text : text()
    setSaid(await writeClipboard(copied).then(() => 'Copied', whyNot))
  }
  const Glyph = said === 'Copied' ? Check : Copy
  return (
    <button
      type="button"
      onClick={() => void copy()}
      className="inline-flex items-center gap-1.5 rounded border border-line-strong bg-raised px-2.5 py-1 font-medium text-xs hover:border-ink-3"
    >
      <Glyph aria-hidden className="size-3.5" />
      <span aria-live="polite">{said ?? label}</span>
    </button>
  )
}
