import type { Metadata } from 'next'
import Link from 'next/link'
import { Suspense } from 'react'
import { StackEventsSkeleton } from '@/components/stack-events/stack-events-absent'
import { StackEventsView } from '@/components/stack-events/stack-events-view'
import { decodeSegment, imageHref, imagesHref } from '@/lib/images/addresses'

type Props = {
  params: Promise<{ imageId: string }>
  searchParams: Promise<{ region?: string | string[]; account?: string | string[] }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Stack events of ${decodeSegment((await params).imageId)}` }
}

export default async function Page({ params, searchParams }: Props) {
  const imageId = decodeSegment((await params).imageId)
  const { region, account } = await searchParams
  const place = { region: only(region), account: only(account) }
  return (
    <>
      <header className="px-4 pb-2 pt-3">
        <nav aria-label="Breadcrumb" className="flex items-center gap-1.5 text-xs text-ink-3 print:hidden">
          <Link href={imagesHref(place)} className="hover:text-accent hover:underline">
            Images
          </Link>
          <span aria-hidden>/</span>
          <Link href={imageHref(imageId, place)} className="truncate hover:text-accent hover:underline">
            {imageId}
          </Link>
        </nav>
        <h1 className="mt-0.5 text-lg font-semibold tracking-tight">
          Stack events <span className="font-normal text-ink-3">of {imageId}</span>
        </h1>
      </header>
      <Suspense fallback={<StackEventsSkeleton />}>
        <StackEventsView imageId={imageId} place={place} />
      </Suspense>
    </>
  )
}

const only = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)
