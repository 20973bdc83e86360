import { Suspense } from 'react'
import { ImagesList } from '@/components/images/images-list'
import { namedScopeOf } from './named-scope'
import { preloadAnswer } from './preload-answer'

export const metadata = { title: 'Images' }

export default async function Page({ searchParams }: PageProps<'/images'>) {
  const scope = namedScopeOf(await searchParams)
  await preloadAnswer('/v3/images/custom', scope)
  return (
    <Suspense>
      <ImagesList scope={scope} />
    </Suspense>
  )
}
