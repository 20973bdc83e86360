import { redirect } from 'next/navigation'
import { imagesHref } from '@/lib/images/addresses'
import { placeOf } from './images/place'

export default async function Page({ searchParams }: PageProps<'/'>) {
  redirect(imagesHref(placeOf(await searchParams)))
}
