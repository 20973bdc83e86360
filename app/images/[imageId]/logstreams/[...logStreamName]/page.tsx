import type { Metadata } from 'next'
import { Suspense } from 'react'
import { ImageBar } from '@/components/images/image-bar'
import { LogView } from '@/components/log-events/log-view'
import { decodeSegment, logStreamNameOf } from '@/lib/images/addresses'
import { imagePath } from '@/lib/images/queries'
import { placeOf } from '../../../place'
import { preloadAnswer } from '../../../preload-answer'

type Props = PageProps<'/images/[imageId]/logstreams/[...logStreamName]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { imageId, logStreamName } = await params
  return { title: `${decodeSegment(imageId)} ${logStreamNameOf(logStreamName)}` }
}

/** The log fills what the masthead leaves of the window and scrolls by itself. */
export default async function Page({ params, searchParams }: Props) {
  const { imageId: encodedImageId, logStreamName: segments } = await params
  const imageId = decodeSegment(encodedImageId)
  const logStreamName = logStreamNameOf(segments)
  const place = placeOf(await searchParams)
  await preloadAnswer(imagePath(imageId), place)
  await preloadAnswer(`${imagePath(imageId)}/logstreams`, place)
  return (
    <div className="flex h-[calc(100dvh-2.75rem)] min-h-96 flex-col">
      <Suspense>
        <ImageBar imageId={imageId} place={place} current="log" logStreamName={logStreamName} />
        <LogView
          key={JSON.stringify([imageId, logStreamName, place])}
          imageId={imageId}
          logStreamName={logStreamName}
          region={place.region}
          account={place.account}
        />
      </Suspense>
    </div>
  )
}
