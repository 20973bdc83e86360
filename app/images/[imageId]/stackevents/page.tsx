import type { Metadata } from 'next'
import { Suspense } from 'react'
import { ImageBar } from '@/components/images/image-bar'
import { StackEventsSkeleton } from '@/components/stack-events/stack-events-absent'
import { StackEventsView } from '@/components/stack-events/stack-events-view'
import { decodeSegment } from '@/lib/images/addresses'
import { namedScopeOf } from '../../named-scope'

type Props = PageProps<'/images/[imageId]/stackevents'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Stack events of ${decodeSegment((await params).imageId)}` }
}

export default async function Page({ params, searchParams }: Props) {
  const imageId = decodeSegment((await params).imageId)
  const scope = namedScopeOf(await searchParams)
  return (
    <>
      <Suspense>
        <ImageBar imageId={imageId} scope={scope} current="stackevents" />
      </Suspense>
      <h2 className="sr-only print:not-sr-only print:px-4 print:pb-2 print:font-semibold">
        Stack events of {imageId}
      </h2>
      <div className="flex min-h-0 flex-1 flex-col pt-3">
        <Suspense fallback={<StackEventsSkeleton />}>
          <StackEventsView imageId={imageId} scope={scope} />
        </Suspense>
      </div>
    </>
  )
}
