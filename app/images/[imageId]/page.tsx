import type { Metadata } from 'next'
import { Suspense } from 'react'
import { ImageOverview } from '@/components/images/image-overview'
import { decodeSegment } from '@/lib/images/addresses'
import { imagePath } from '@/lib/images/queries'
import { namedScopeOf } from '../named-scope'
import { preloadAnswer } from '../preload-answer'

type Props = PageProps<'/images/[imageId]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeSegment((await params).imageId) }
}

export default async function Page({ params, searchParams }: Props) {
  const imageId = decodeSegment((await params).imageId)
  const scope = namedScopeOf(await searchParams)
  await preloadAnswer(imagePath(imageId), scope)
  await preloadAnswer(`${imagePath(imageId)}/logstreams`, scope)
  return (
    <Suspense>
      <ImageOverview imageId={imageId} scope={scope} />
    </Suspense>
  )
}
