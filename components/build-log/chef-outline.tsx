'use client'

import { ChevronDown, ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import type { ChefRun } from '@/lib/images/build-log/outline-schema'

type Recipe = ChefRun['recipes'][number]
type Resource = Recipe['listed'][number]
type HrefOf = (at: { timestamp: number; ordinal: number }) => string

export type UpToDate = { hidden: boolean; toggle: () => void }

/** The Chef runs inside a step, by recipe and resource. What was up to date is drawn faint, or not at all. */
export function ChefOutline({
  runs,
  hrefOf,
  upToDate,
}: {
  runs: readonly ChefRun[]
  hrefOf: HrefOf
  upToDate: UpToDate
}) {
  const recipes = runs.flatMap((run) => run.recipes)
  const failed = recipes.some(hasFailed)
  const [open, setOpen] = useState(failed)
  const resources = recipes.reduce((sum, recipe) => sum + recipe.resources, 0)
  const quiet = recipes.reduce((sum, { upToDate: same }) => sum + same, 0)
  return (
    <div className="ml-5.5 text-xs">
      <Fold open={open} toggle={() => setOpen(!open)}>
        Chef <span className="text-ink-3">{count(resources, 'resource')}</span>
      </Fold>
      {open && (
        <>
          {quiet > 0 && (
            <label className="flex items-center gap-1.5 py-1 pl-5 text-ink-2">
              <input type="checkbox" checked={upToDate.hidden} onChange={upToDate.toggle} />
              Hide {quiet.toLocaleString('en')} up to date
            </label>
          )}
          <ul>
            {recipes.map((recipe) => (
              <RecipeItem
                key={`${recipe.name} ${recipe.at.timestamp} ${recipe.at.ordinal}`}
                recipe={recipe}
                hrefOf={hrefOf}
                hidden={upToDate.hidden}
              />
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

function RecipeItem({ recipe, hrefOf, hidden }: { recipe: Recipe; hrefOf: HrefOf; hidden: boolean }) {
  const [open, setOpen] = useState(hasFailed(recipe))
  const listed = hidden ? recipe.listed.filter(({ state }) => state !== 'upToDate') : recipe.listed
  if (hidden && recipe.resources === recipe.upToDate) return null
  const shown = recipe.resources - (hidden ? recipe.upToDate : 0)
  const unlisted = Math.max(0, shown - listed.length)
  return (
    <li>
      <Fold open={open} toggle={() => setOpen(!open)} title={recipe.name}>
        <span className="truncate">{recipe.name || 'no recipe'}</span>
        <span className="ml-auto shrink-0 text-ink-3 tabular-nums">{shown.toLocaleString('en')}</span>
      </Fold>
      {open && (
        <ul className="border-line border-l pl-2 ml-[7px]">
          {listed.map((resource) => (
            <li key={`${resource.at.timestamp} ${resource.at.ordinal}`}>
              <ResourceLink resource={resource} href={hrefOf(resource.at)} />
            </li>
          ))}
          {unlisted > 0 && (
            <li className="py-0.5 text-ink-3">
              {listed.length > 0 ? 'and ' : ''}
              {unlisted.toLocaleString('en')} more, which the log shows
            </li>
          )}
        </ul>
      )}
    </li>
  )
}

const looks: Record<Resource['state'], { look: string; words: string }> = {
  failed: { look: 'font-medium text-bad', words: 'failed' },
  changed: { look: 'text-ink', words: 'changed' },
  upToDate: { look: 'text-ink-3', words: 'up to date' },
  skipped: { look: 'text-ink-3', words: 'skipped' },
}

function ResourceLink({ resource, href }: { resource: Resource; href: string }) {
  const { name, action, state, retries } = resource
  const { look, words } = looks[state]
  const tried = retries ? `, tried again ${retries === 1 ? 'once' : `${retries} times`}` : ''
  return (
    <Link
      prefetch={false}
      href={href}
      title={`${name}: ${action}, ${words}${tried}`}
      className={`-mx-1 block truncate rounded px-1 py-0.5 font-mono text-[11px] leading-4 hover:bg-sunken ${look}`}
    >
      {name}
      <span className="sr-only">
        {' '}
        {words}
        {tried}
      </span>
    </Link>
  )
}

function Fold({
  open,
  toggle,
  title,
  children,
}: {
  open: boolean
  toggle: () => void
  title?: string
  children: React.ReactNode
}) {
  const Chevron = open ? ChevronDown : ChevronRight
  return (
    <button
      type="button"
      aria-expanded={open}
      title={title}
      onClick={toggle}
      className="-ml-1 flex w-full min-w-0 items-center gap-1 rounded px-1 py-0.5 text-left text-ink-2 hover:bg-sunken hover:text-ink"
    >
      <Chevron aria-hidden className="size-3 shrink-0 text-ink-3" />
      {children}
    </button>
  )
}

const hasFailed = (recipe: Recipe) => recipe.listed.some(({ state }) => state === 'failed')

const count = (number: number, of: string) => `${number.toLocaleString('en')} ${number === 1 ? of : `${of}s`}`
