import { redirect } from 'next/navigation'
import { imagesHref } from '@/lib/images/addresses'
import { namedScopeOf } from './images/named-scope'

export default async function Page({ searchParams }: PageProps<'/'>) {
  redirect(imagesHref(namedScopeOf(await searchParams)))
}
