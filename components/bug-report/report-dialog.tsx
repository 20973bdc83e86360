'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ExternalLink } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { useState } from 'react'
import { CopyButton } from '@/components/build-log/copy-button'
import { MaskAccountIds } from '@/components/mask-account-ids'
import { Problem } from '@/components/problem'
import { imageHref, logStreamHref, type NamedScope } from '@/lib/images/addresses'
import { openedId } from '@/lib/images/archive/opened-scope'
import { bugReport } from '@/lib/images/bug-report/bug-report'
import { newIssueHref } from '@/lib/images/bug-report/new-issue-href'
import type { PageBuild } from '@/lib/images/saved-page/page-build'
import { readPageBuild } from '@/lib/images/saved-page/read-page-build'
import { scopesQuery } from '@/lib/images/scopes-query'

type Props = { imageId: string; scope: NamedScope; logStreamName?: string | undefined; onClose: () => void }

/** So many events stand before and after the cause's in the report. */
const surroundings = 20

/** A build as a bug report: what is in it is seen before it goes anywhere. */
export default function ReportDialog({ imageId, scope, logStreamName, onClose }: Props) {
  const client = useQueryClient()
  const { data, error, refetch } = useQuery({
    queryKey: ['bugReport', imageId, logStreamName, scope],
    queryFn: () => readPageBuild(client, { imageId, scope, logStreamName, surroundings }),
    // What it is made of is kept already, and may have changed since.
    gcTime: 0,
    staleTime: 0,
    retry: false,
  })
  return (
    <Dialog.Root open onOpenChange={onClose}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-1/2 left-1/2 z-50 flex max-h-[85dvh] w-[min(48rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 flex-col gap-3 rounded-lg border border-line bg-raised p-5 shadow-xl"
        >
          <Dialog.Title className="font-medium text-base">Report a bug</Dialog.Title>
          {error && (
            <Problem title="The build could not be read." error={error} retry={() => void refetch()} />
          )}
          {!data && !error && <p className="text-ink-2">Reading the build…</p>}
          {data && <Report build={data} scope={scope} />}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Report({ build, scope }: { build: PageBuild; scope: NamedScope }) {
  const [mask, setMask] = useState(true)
  const { data: scopes } = useQuery(scopesQuery)
  const report = bugReport(build, { mask, ...linkTo(build, scope) })
  const issue = scopes?.issuesUrl === undefined ? undefined : newIssueHref(scopes.issuesUrl, report)
  return (
    <>
      <p className="wrap-anywhere font-medium">{report.title}</p>
      <textarea
        readOnly
        aria-label="The report"
        value={report.body}
        spellCheck={false}
        className="min-h-72 w-full grow resize-none rounded border border-line bg-sunken px-3 py-2 font-mono text-xs leading-5"
      />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <MaskAccountIds checked={mask} set={setMask} className="mr-auto" />
        <CopyButton label="Copy report" text={`# ${report.title}\n\n${report.body}`} />
        {issue && (
          <a
            href={issue.href}
            target="_blank"
            rel="noreferrer"
            className="inline-flex items-center gap-1.5 rounded border border-accent px-2.5 py-1 font-medium text-accent text-xs hover:bg-accent-soft"
          >
            Open GitHub issue <ExternalLink aria-hidden className="size-3.5" />
          </a>
        )}
        <Dialog.Close className="rounded border border-line-strong px-2.5 py-1 font-medium text-xs hover:border-ink-3">
          Close
        </Dialog.Close>
      </div>
      <p className="text-ink-3 text-xs">
        Read it before you send it: only account IDs are masked, and logs print what scripts print.
        {issue?.isCut && ' It is too long for the form’s address: copy it as well, and paste it there.'}
      </p>
    </>
  )
}

/** Of opened files nobody else has the page. */
function linkTo({ image, logStreamName }: PageBuild, scope: NamedScope): { link?: string } {
  if (openedId(scope.account) !== undefined) return {}
  const where = { ...scope, region: scope.region ?? image.region }
  const path =
    logStreamName === undefined
      ? imageHref(image.imageId, where)
      : logStreamHref(image.imageId, logStreamName, where)
  return { link: new URL((process.env.NEXT_PUBLIC_BASE_PATH ?? '') + path, window.location.origin).href }
}
