'use client'

import { type ComponentProps, type ReactNode, type Ref, useDeferredValue } from 'react'
import { Virtuoso, type VirtuosoHandle } from 'react-virtuoso'
import styles from './timeline.module.css'

/** Up to here rows are plain: they print, and the browser's own find sees them. */
export const PLAIN_ROWS = 150

/** What a tall screen shows; the rest follows when these are painted. */
const FIRST_ROWS = 40

type Props<T> = {
  items: readonly T[]
  itemKey: (item: T) => string
  render: (item: T) => ReactNode
  /** Name of the list for assistive technology. */
  label: string
  itemName: (item: T) => string
  rowHeight: number
  /** Draws every item, however many. */
  all: boolean
  handle?: Ref<VirtuosoHandle>
}

/** A list of named items: plain when short, with only the visible ones in the document when long. */
export function LongList<T>({ items, itemKey, render, label, itemName, rowHeight, all, handle }: Props<T>) {
  const drawn = useDeferredValue(items, items.slice(0, FIRST_ROWS))
  if (all || items.length <= PLAIN_ROWS) {
    return (
      // biome-ignore lint/a11y/noRedundantRoles: Safari drops the role of a list without bullets
      <ul role="list" aria-label={label}>
        {(all ? items : drawn).map((item) => (
          <li key={itemKey(item)} aria-label={itemName(item)} className={styles.item}>
            {render(item)}
          </li>
        ))}
      </ul>
    )
  }
  return (
    <Virtuoso
      ref={handle ?? null}
      useWindowScroll
      data={items}
      context={{ label, itemName: (item: unknown) => itemName(item as T) }}
      defaultItemHeight={rowHeight}
      increaseViewportBy={400}
      computeItemKey={(_, item) => itemKey(item)}
      itemContent={(_, item) => render(item)}
      components={COMPONENTS}
    />
  )
}

type Context = { label: string; itemName: (item: unknown) => string }

function List({ context, ...props }: ComponentProps<'div'> & { context?: Context }) {
  // biome-ignore lint/a11y/useSemanticElements: Virtuoso lays out divs
  return <div {...props} role="list" aria-label={context?.label} />
}

function Item({ item, context, ...props }: ComponentProps<'div'> & { item: unknown; context?: Context }) {
  // biome-ignore lint/a11y/useSemanticElements: as above
  return <div {...props} role="listitem" aria-label={context?.itemName(item)} />
}

const COMPONENTS = { List, Item }
