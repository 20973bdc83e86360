'use client'

import { type ReactNode, type Ref, useImperativeHandle, useRef, useState } from 'react'
import { ListChunk } from './list-chunk'
import styles from './timeline.module.css'

/** Up to so many rows are all drawn, soon after the first ones: the browser's own find sees them. */
const FEW_ROWS = 60
/** Rows come and go by so many at a time. */
const CHUNK_ROWS = 10

export interface LongListHandle {
  scrollToIndex: (index: number) => void
}

type Props<T> = {
  items: readonly T[]
  itemKey: (item: T) => string
  render: (item: T) => ReactNode
  /** Name of the list for assistive technology. */
  label: string
  itemName: (item: T) => string
  /** Pixels, about. */
  rowHeight: number
  /** Draws every item, however many. */
  all: boolean
  handle?: Ref<LongListHandle>
}

/** A list of named items of which only those near the screen are in the document, unless they are few. */
export function LongList<T>({ items, itemKey, render, label, itemName, rowHeight, all, handle }: Props<T>) {
  const list = useRef<HTMLDivElement>(null)
  useImperativeHandle(handle, () => ({
    scrollToIndex: (index) =>
      list.current?.children[Math.floor(index / CHUNK_ROWS)]?.scrollIntoView({ block: 'center' }),
  }))
  // What the screen shows is drawn first. Something always stands above the list.
  const [first] = useState(() => Math.ceil((window.innerHeight * 0.8) / rowHeight / CHUNK_ROWS))
  const few = items.length <= FEW_ROWS
  const chunks = Array.from({ length: Math.ceil(items.length / CHUNK_ROWS) }, (_, index) =>
    items.slice(index * CHUNK_ROWS, (index + 1) * CHUNK_ROWS),
  )
  return (
    // biome-ignore lint/a11y/useSemanticElements: what holds some of the items stands between a list and its items
    <div ref={list} role="list" aria-label={label} className={styles.list}>
      {chunks.map((rows, index) => (
        <ListChunk
          // biome-ignore lint/suspicious/noArrayIndexKey: a chunk is a place in the list
          key={index}
          rows={rows.length}
          first={index < first}
          keep={few}
          all={all}
          draw={() =>
            rows.map((item) => (
              // biome-ignore lint/a11y/useSemanticElements: as above
              <div key={itemKey(item)} role="listitem" aria-label={itemName(item)}>
                {render(item)}
              </div>
            ))
          }
        />
      ))}
    </div>
  )
}
