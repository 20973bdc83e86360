import Link from 'next/link'
import { imagesHref } from '@/lib/images/addresses'

export default function NotFound() {
  return (
    <div className="mx-auto w-full max-w-xl px-4 py-16">
      <h1 className="text-lg font-semibold">Page not found</h1>
      <p className="mt-2 text-ink-2">
        Pages here are the list of images, an image, one of its log streams, and its stack events.
      </p>
      <p className="mt-4">
        <Link href={imagesHref()} className="prose-link">
          All images
        </Link>
      </p>
    </div>
  )
}
