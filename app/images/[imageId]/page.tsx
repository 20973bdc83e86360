import type { Metadata } from 'next'
import { Suspense } from 'react'
import { ImageOverview } from '@/components/images/image-overview'
import { decodeSegment } from '@/lib/images/addresses'
import { imagePath } from '@/lib/images/queries'
import { placeOf } from '../place'
import { preloadAnswer } from '../preload-answer'

type Props = PageProps<'/images/[imageId]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeSegment((await params).imageId) }
}

export default async function Page({ params, searchParams }: Props) {
  const imageId = decodeSegment((await params).imageId)
  const place = placeOf(await searchParams)
  await preloadAnswer(imagePath(imageId), place)
  await preloadAnswer(`${imagePath(imageId)}/logstreams`, place)
  return (
    <Suspense>
      <ImageOverview imageId={imageId} place={place} />
    </Suspense>
  )
}
