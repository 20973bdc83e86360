import type { Metadata } from 'next'
import { Suspense } from 'react'
import { LogView } from '@/components/log-events/log-view'
import { decodeSegment, logStreamNameOf } from '@/lib/images/addresses'

type Props = PageProps<'/images/[imageId]/logstreams/[...logStreamName]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { imageId, logStreamName } = await params
  return { title: `${decodeSegment(imageId)} ${logStreamNameOf(logStreamName)}` }
}

export default async function LogStreamPage({ params, searchParams }: Props) {
  const { imageId, logStreamName } = await params
  const { region, account } = await searchParams
  return (
    <div className="flex h-[calc(100dvh-3.5rem)] min-h-96 flex-col">
      <Suspense>
        <LogView
          imageId={decodeSegment(imageId)}
          logStreamName={logStreamNameOf(logStreamName)}
          region={first(region)}
          account={first(account)}
        />
      </Suspense>
    </div>
  )
}

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)
