'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { filesOfDrop } from './files-of-drop'
import { loadOpenedFiles } from './load-opened-files'

/** Files dropped on any page are opened. */
export function DropAnywhere() {
  const router = useRouter()
  const [over, setOver] = useState(false)
  useEffect(() => {
    // Every element below the pointer says enter and leave; only the sum tells whether it is still in the window.
    let depth = 0
    const holdsFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') ?? false
    const enter = (event: DragEvent) => {
      if (!holdsFiles(event)) return
      depth++
      setOver(true)
    }
    const leave = (event: DragEvent) => {
      if (!holdsFiles(event)) return
      depth = Math.max(0, depth - 1)
      if (depth === 0) setOver(false)
    }
    const allow = (event: DragEvent) => {
      if (holdsFiles(event)) event.preventDefault()
    }
    const drop = (event: DragEvent) => {
      if (!holdsFiles(event) || !event.dataTransfer) return
      event.preventDefault()
      depth = 0
      setOver(false)
      router.push('/open')
      void Promise.all([loadOpenedFiles(), filesOfDrop(event.dataTransfer)]).then(([opened, files]) =>
        opened.open(files),
      )
    }
    window.addEventListener('dragenter', enter)
    window.addEventListener('dragleave', leave)
    window.addEventListener('dragover', allow)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragenter', enter)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('dragover', allow)
      window.removeEventListener('drop', drop)
    }
  }, [router])
  if (!over) return null
  return (
    <div className="pointer-events-none fixed inset-0 z-50 grid place-items-center bg-bg/85 p-6">
      <div className="rounded-lg border-2 border-dashed border-accent bg-surface px-10 py-8 text-center">
        <p className="text-lg font-semibold">Drop to open</p>
        <p className="mt-1 text-ink-2">Read in this browser. Nothing is uploaded.</p>
      </div>
    </div>
  )
}
