import { redirect } from 'next/navigation'
import { imagesHref } from '@/lib/images/addresses'

export default async function Page({ searchParams }: PageProps<'/'>) {
  const { region, account } = await searchParams
  redirect(imagesHref({ region: first(region), account: first(account) }))
}

const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)
