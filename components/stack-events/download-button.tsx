'use client'

import { Download } from 'lucide-react'
import { saveBlob } from '@/components/save-file'

type Props = { label: string; fileName: string; type: string; text: () => string; disabled: boolean }

/** Saves text the page already holds, made only when asked for. */
export function DownloadButton(props: Props) {
  return (
    <button
      type="button"
      aria-label={`Download ${props.label}`}
      disabled={props.disabled}
      onClick={() => saveBlob(new Blob([props.text()], { type: props.type }), props.fileName)}
      className="inline-flex h-7 items-center gap-1 rounded px-2 text-xs text-ink-2 hover:bg-sunken hover:text-ink disabled:opacity-35"
    >
      <Download aria-hidden className="size-3.5" />
      {props.label}
    </button>
  )
}
