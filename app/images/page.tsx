import { Suspense } from 'react'
import { ImagesList } from '@/components/images/images-list'
import { placeOf } from './place'
import { preloadAnswer } from './preload-answer'

export const metadata = { title: 'Images' }

export default async function Page({ searchParams }: PageProps<'/images'>) {
  const place = placeOf(await searchParams)
  await preloadAnswer('/v3/images/custom', place)
  return (
    <Suspense>
      <ImagesList place={place} />
    </Suspense>
  )
}
