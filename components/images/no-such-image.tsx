import Link from 'next/link'
import { imagesHref, type Place } from '@/lib/images/addresses'

/** Nothing is known by that name: what was said of it, and where it might be. */
export function NoSuchImage({ message, place }: { message: string; place: Place }) {
  return (
    <>
      <h2 className="text-lg font-semibold">There is no such image here</h2>
      <p className="mt-1 text-ink-2">{message}</p>
      <p className="mt-1 text-ink-2">
        It may be in another region, which is chosen above, or its name may be written differently: see{' '}
        <Link href={imagesHref(place)} className="prose-link">
          all images
        </Link>
        .
      </p>
    </>
  )
}
