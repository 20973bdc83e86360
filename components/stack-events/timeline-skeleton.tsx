import type { RefCallback } from 'react'
import styles from './timeline.module.css'

/** The rows before there are any; their clock is as wide as it will be, and is measured meanwhile. */
export function TimelineSkeleton({ measure }: { measure: RefCallback<HTMLElement> }) {
  return (
    <div role="status" aria-label="Reading stack events" className="px-4 pt-8">
      {Array.from({ length: 12 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of a skeleton have no identity
        <div key={index} className={styles.row}>
          <div className="h-3 w-48 max-w-full rounded bg-sunken pulse-soft" />
          <div ref={index === 0 ? measure : undefined} className={`${styles.chart} flex items-center`}>
            <div className="h-3 w-24 rounded bg-sunken pulse-soft" style={{ marginLeft: `${index * 2}%` }} />
          </div>
        </div>
      ))}
    </div>
  )
}
