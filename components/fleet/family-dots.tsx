import Link from 'next/link'
import { imageHref, type NamedScope } from '@/lib/images/addresses'
import { type BuildState, buildState } from '@/lib/images/build-state'
import type { ImageInfoSummary } from '@/lib/images/schemas'

/** Told apart by their shapes too: a failed one is a square, a running one hollow. */
const looks: Record<BuildState['kind'], string> = {
  good: 'rounded-full bg-ok forced-colors:bg-[CanvasText]',
  warning: 'rounded-full bg-warn forced-colors:bg-[CanvasText]',
  failed: 'rotate-45 rounded-[1px] bg-bad forced-colors:border-2 forced-colors:border-[CanvasText]',
  running: 'rounded-full border-2 border-run',
  cancelled: 'rounded-full border-2 border-ink-3',
  gone: 'rounded-full border border-ink-3',
}

/** How a family's last builds ended, oldest first, each a link to it. */
export function FamilyDots({ images, scope }: { images: readonly ImageInfoSummary[]; scope: NamedScope }) {
  return (
    <ul
      aria-label="Last builds of the family, oldest first"
      className="relative z-10 flex w-fit items-center"
    >
      {images.map((image) => {
        const { kind, words } = buildState(image)
        const told = `${image.imageId}: ${words}`
        return (
          <li key={image.imageId}>
            <Link
              href={imageHref(image.imageId, scope)}
              prefetch={false}
              aria-label={told}
              title={told}
              className="grid h-6 w-3 place-items-center hover:bg-sunken"
            >
              <span aria-hidden className={`size-2 ${looks[kind]}`} />
            </Link>
          </li>
        )
      })}
    </ul>
  )
}
