'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Bug, FileArchive, FileText, type LucideIcon } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { MaskAccountIds } from '@/components/mask-account-ids'
import { saveFromApi } from '@/components/save-file'
import type { NamedScope } from '@/lib/images/addresses'
import { imagePath } from '@/lib/images/queries'

const ReportDialog = lazy(() => import('@/components/bug-report/report-dialog'))

/** What can be handed to somebody who cannot see this build: an archive, a page or a report, with account ids or without. */
export function SaveBuild({ imageId, scope }: { imageId: string; scope: NamedScope }) {
  const client = useQueryClient()
  const [maskAccountIds, setMask] = useState(false)
  const [saving, setSaving] = useState(false)
  const [failure, setFailure] = useState('')
  const [reporting, setReporting] = useState(false)
  const save = (how: () => Promise<void>) => async () => {
    setSaving(true)
    setFailure('')
    try {
      await how()
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error))
    } finally {
      setSaving(false)
    }
  }
  const archive = save(() => saveFromApi(`${imagePath(imageId)}/archive`, { ...scope, maskAccountIds }))
  const page = save(async () => {
    const { savePage } = await import('./save-page')
    await savePage(client, { imageId, scope }, maskAccountIds)
  })
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1.5 print:hidden">
      <SaveButton
        label="Save as archive"
        title="Everything there is of this build, as pcluster export-image-logs packs it"
        Icon={FileArchive}
        saving={saving}
        save={archive}
      />
      <SaveButton
        label="Save as page"
        title="Cause, steps and timeline as one HTML file that needs no server"
        Icon={FileText}
        saving={saving}
        save={page}
      />
      <SaveButton
        label="Report a bug"
        title="Cause, the lines around it and where it ran, for a bug tracker"
        Icon={Bug}
        saving={false}
        save={() => setReporting(true)}
      />
      <MaskAccountIds checked={maskAccountIds} set={setMask} className="px-1" />
      {failure && (
        <p role="alert" className="w-full text-bad">
          Not saved: {failure}
        </p>
      )}
      {reporting && (
        <Suspense>
          <ReportDialog imageId={imageId} scope={scope} onClose={() => setReporting(false)} />
        </Suspense>
      )}
    </div>
  )
}

type ButtonProps = {
  label: string
  title: string
  Icon: LucideIcon
  saving: boolean
  save: () => void | Promise<void>
}

function SaveButton({ label, title, Icon, saving, save }: ButtonProps) {
  return (
    <button
      type="button"
      onClick={() => void save()}
      disabled={saving}
      title={title}
      className="inline-flex h-8 items-center gap-1.5 rounded border border-line-strong bg-raised px-2.5 hover:border-ink-3 disabled:opacity-50"
    >
      <Icon aria-hidden className="size-4 text-ink-2" />
      {label}
    </button>
  )
}
