import type { Metadata } from 'next'
import { Suspense } from 'react'
import { ImageBar } from '@/components/images/image-bar'
import { LogView } from '@/components/log-events/log-view'
import { decodeSegment, logStreamNameOf } from '@/lib/images/addresses'
import { imagePath } from '@/lib/images/queries'
import { namedScopeOf } from '../../../named-scope'
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
  const scope = namedScopeOf(await searchParams)
  await preloadAnswer(imagePath(imageId), scope)
  await preloadAnswer(`${imagePath(imageId)}/logstreams`, scope)
  return (
    <div className="flex h-[calc(100dvh-2.75rem)] min-h-96 flex-col print:block print:h-auto">
      <Suspense>
        <ImageBar imageId={imageId} scope={scope} current="log" logStreamName={logStreamName} />
        <LogView
          key={JSON.stringify([imageId, logStreamName, scope])}
          imageId={imageId}
          logStreamName={logStreamName}
          region={scope.region}
          account={scope.account}
        />
      </Suspense>
    </div>
  )
}
