import type { Metadata } from 'next'
import { Suspense } from 'react'
import { ImageOverview } from '@/components/images/image-overview'
import { decodeSegment } from '@/lib/images/addresses'
import { placeOf } from '../place'

type Props = PageProps<'/images/[imageId]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeSegment((await params).imageId) }
}

export default async function Page({ params, searchParams }: Props) {
  return (
    <Suspense>
      <ImageOverview imageId={decodeSegment((await params).imageId)} place={placeOf(await searchParams)} />
    </Suspense>
  )
}
