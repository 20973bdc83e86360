import { Suspense } from 'react'
import { SearchPage } from '@/components/search/search-page'
import { namedScopeOf } from '../images/named-scope'

export const metadata = { title: 'Search' }

export default async function Page({ searchParams }: PageProps<'/search'>) {
  const scope = namedScopeOf(await searchParams)
  return (
    <Suspense>
      <SearchPage scope={scope} />
    </Suspense>
  )
}
