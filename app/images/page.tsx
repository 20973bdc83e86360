import { Suspense } from 'react'
import { ImagesList } from '@/components/images/images-list'
import { placeOf } from './place'

export const metadata = { title: 'Images' }

export default async function Page({ searchParams }: PageProps<'/images'>) {
  return (
    <Suspense>
      <ImagesList place={placeOf(await searchParams)} />
    </Suspense>
  )
}
