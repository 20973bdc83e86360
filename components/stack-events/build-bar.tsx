import type { ImageInfoSummary } from '@/lib/images/schemas'
import { buildSpan, comparedBox } from '@/lib/images/stack-events/build-span'
import styles from './bar.module.css'

const WIDTH = 64

/** A build of the list as the timeline would draw its stack, against the `longest` in view (milliseconds). */
export function BuildBar({ image, longest, now }: { image: ImageInfoSummary; longest: number; now: number }) {
  const span = buildSpan(image, now)
  const box = span && comparedBox(span, longest, WIDTH, now)
  return (
    <span aria-hidden className="relative h-2 rounded-xs bg-sunken max-lg:hidden" style={{ width: WIDTH }}>
      {span && box && (
        <span
          className={`${styles.bar} ${styles[span.state]} absolute inset-y-0 left-0`}
          style={{ width: Math.max(2, box.width) }}
        />
      )}
    </span>
  )
}
