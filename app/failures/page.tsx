import { Suspense } from 'react'
import { FailuresList } from '@/components/fleet/failures-list'
import { namedScopeOf } from '../images/named-scope'

export const metadata = { title: 'Failures' }

export default async function Page({ searchParams }: PageProps<'/failures'>) {
  const scope = namedScopeOf(await searchParams)
  return (
    <Suspense>
      <FailuresList scope={scope} />
    </Suspense>
  )
}
