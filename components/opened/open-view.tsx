'use client'

import { FileArchive, FolderOpen } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { imageHref } from '@/lib/images/addresses'
import { openedScope } from '@/lib/images/archive/opened-scope'
import { filesOf } from './files-of-drop'
import { KeptList } from './kept-list'
import { type Opening, openedFiles } from './opened-files'
import { OpenedResult } from './opened-result'
import { Reading } from './reading'

const idle: Opening = { state: 'idle' }

/** Where builds are opened from files, and where what could not be opened is told. */
export function OpenView() {
  const router = useRouter()
  const opening = useSyncExternalStore(openedFiles.subscribe, openedFiles.opening, () => idle)
  const only = onlyBuild(opening)
  useEffect(() => {
    if (!only) return
    openedFiles.done()
    router.replace(imageHref(only.imageId, openedScope(only.id)))
  }, [only, router])
  return (
    <div className="mx-auto w-full max-w-3xl space-y-6 px-4 pb-16 pt-6 md:px-6">
      <header>
        <h1 className="text-lg font-semibold tracking-tight">Open a build from files</h1>
        <p className="mt-1 text-ink-2">
          Files are read in this browser and never uploaded. No AWS access is needed.
        </p>
      </header>
      {opening.state === 'reading' ? <Reading opening={opening} /> : <Choose />}
      {opening.state === 'failed' && (
        <p role="alert" className="rounded border border-bad/40 bg-bad-soft px-4 py-3">
          {opening.name} could not be opened: {opening.message}
        </p>
      )}
      {opening.state === 'opened' && (
        <OpenedResult id={opening.id} name={opening.name} summary={opening.summary} />
      )}
      <KeptList shown={opening.state !== 'reading'} />
    </div>
  )
}

/** The one build that was opened without a flaw: there is nothing to choose or to tell, it can be shown. */
function onlyBuild(opening: Opening): { id: string; imageId: string } | undefined {
  if (opening.state !== 'opened' || opening.summary.builds.length !== 1) return undefined
  const [build] = opening.summary.builds
  return build && opening.summary.problems.length === 0
    ? { id: opening.id, imageId: build.imageId }
    : undefined
}

function Choose() {
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const [pasted, setPasted] = useState('')
  const take = (list: FileList | null) => void openedFiles.open(filesOf(list ?? []))
  const button =
    'inline-flex h-8 items-center gap-2 rounded border border-line-strong bg-raised px-3 font-medium hover:border-ink-3'
  return (
    <div className="space-y-5">
      <section
        aria-label="Files"
        className="rounded-lg border-2 border-dashed border-line-strong bg-surface px-6 py-9 text-center"
      >
        <p className="font-medium">Drop files anywhere on this page</p>
        <p className="mx-auto mt-1 max-w-xl text-ink-2">
          An archive from <code className="font-mono text-xs">pcluster export-image-logs</code>, its folder,
          JSON from the AWS CLI, CSV from the CloudWatch console, or a plain log; also as .gz or .zip.
        </p>
        <div className="mt-4 flex flex-wrap justify-center gap-2">
          <button type="button" className={button} onClick={() => files.current?.click()}>
            <FileArchive aria-hidden className="size-4" /> Choose files
          </button>
          <button type="button" className={button} onClick={() => folder.current?.click()}>
            <FolderOpen aria-hidden className="size-4" /> Choose a folder
          </button>
        </div>
        <input
          ref={files}
          type="file"
          multiple
          hidden
          aria-label="Files"
          onChange={(event) => take(event.target.files)}
        />
        <input
          ref={folder}
          type="file"
          hidden
          aria-label="Folder"
          {...{ webkitdirectory: '' }}
          onChange={(event) => take(event.target.files)}
        />
      </section>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (pasted.trim()) void openedFiles.open([{ path: 'pasted.log', blob: new Blob([pasted]) }])
        }}
      >
        <label className="font-medium" htmlFor="pasted-log">
          Or paste a log
        </label>
        <textarea
          id="pasted-log"
          value={pasted}
          onChange={(event) => setPasted(event.target.value)}
          rows={5}
          spellCheck={false}
          placeholder="Step InstallPClusterPackages&#10;Stdout: …"
          className="mt-1.5 block w-full rounded border border-line-strong bg-raised px-3 py-2 font-mono text-xs"
        />
        <button type="submit" disabled={!pasted.trim()} className={`${button} mt-2 disabled:opacity-50`}>
          Open pasted log
        </button>
      </form>
    </div>
  )
}
