import { copied } from './clean-line'
import type { ChefRun } from './outline-schema'

type Anchor = { timestamp: number; ordinal: number }
type Recipe = ChefRun['recipes'][number]

const MOST_NOTABLE = 250
const MOST_QUIET = 750
const MOST_RECIPES = 200

/** `Infra Phase failed`, `Cinc Client failed`, and what they called it before and may call it again. */
const END = /^(?:Infra Phase|Cinc Client|Chef (?:Infra )?Client) (complete|finished|failed)\b/

const ACTION = ' action '

/**
 * Where the name ends in `* package[gcc] action install`; -1 when the line is no resource. A name may hold brackets and
 * the word `action`, so it ends at the last one. Looked for from the end: most resources are only counted.
 */
function endOfName(text: string): number {
  if (!/^\* \w+\[/.test(text)) return -1
  const feed = text.indexOf('\n')
  let at = text.lastIndexOf(`]${ACTION}`, feed < 0 ? text.length : feed)
  while (at > 0 && !/\w/.test(text.charAt(at + 1 + ACTION.length)))
    at = text.lastIndexOf(`]${ACTION}`, at - 1)
  return at > 0 ? at + 1 : -1
}

/**
 * Follows the Chef runs inside one step. Fed every stdout line; decides by the first visible character, so a line
 * that is not Chef's costs a comparison.
 */
export class ChefTracker {
  readonly runs: ChefRun[] = []
  #recipe: Recipe | undefined
  #notable = 0
  #quiet = 0

  get hasFailed(): boolean {
    return this.runs.at(-1)?.outcome === 'failed'
  }

  /** What the line is to Chef: of its outline, which reports nothing, or the frame of an error it reports. */
  read(message: string, start: number, timestamp: number, ordinal: number): 'outline' | 'frame' | undefined {
    let first = start
    while (message.charCodeAt(first) === 32) first++
    switch (message.charCodeAt(first)) {
      case 42: // *
        return this.#resource(message.slice(first), { timestamp, ordinal }) ? 'outline' : undefined
      case 40: // (
        if (!message.startsWith('(up to date)', first)) return undefined
        this.#wasUpToDate()
        return 'outline'
      case 45: // -
        return message.startsWith('---- ', first) ? 'frame' : undefined
      case 82: // R
        if (!message.startsWith('Recipe: ', first)) return undefined
        this.#startRecipe(copied(message.slice(first + 8).trim()), { timestamp, ordinal })
        return 'outline'
      case 69: // E
        if (!message.startsWith('Error executing action ', first)) return undefined
        this.#failed(message)
        return 'frame'
      case 91: // [
        if (message.includes('Retrying execution of ', first)) this.#retrying(message)
        return undefined
      case 83: // S
        if (message.startsWith('STD', first)) return 'frame'
        this.#frame(message.slice(first), { timestamp, ordinal })
        return undefined
      case 67: // C
      case 73: // I
        this.#frame(message.slice(first), { timestamp, ordinal })
        return message.startsWith('Infra Phase ', first) || message.startsWith('Cinc Client ', first)
          ? 'frame'
          : undefined
      default:
        return undefined
    }
  }

  #run(at: Anchor): ChefRun {
    const last = this.runs.at(-1)
    return last && last.outcome === undefined ? last : this.#startRun(at)
  }

  #startRun(at: Anchor): ChefRun {
    const run: ChefRun = { at, retries: 0, recipes: [] }
    this.runs.push(run)
    this.#recipe = undefined
    return run
  }

  #frame(text: string, at: Anchor): void {
    const version = /^(?:Starting )?(?:Cinc|Chef Infra|Chef) Client, version (\S+)/.exec(text)?.[1]
    if (version) {
      const last = this.runs.at(-1)
      const run = last && last.outcome === undefined && last.recipes.length === 0 ? last : this.#startRun(at)
      run.version = version
    } else if (text.startsWith('Infra Phase starting')) {
      this.#run(at)
    } else {
      const end = END.exec(text)?.[1]
      if (!end) return
      const run = this.#run(at)
      run.outcome = end === 'failed' ? 'failed' : 'complete'
      run.outcomeAt = at
    }
  }

  #startRecipe(name: string, at: Anchor): void {
    const run = this.#run(at)
    const known = run.recipes.find((recipe) => recipe.name === name)
    this.#recipe = known ?? { name, at, resources: 0, upToDate: 0, skipped: 0, listed: [] }
    if (!known && run.recipes.length < MOST_RECIPES) run.recipes.push(this.#recipe)
  }

  #resource(text: string, at: Anchor): boolean {
    const nameEnd = endOfName(text)
    if (nameEnd < 0) return false
    if (!this.#recipe) this.#startRecipe('', at)
    const recipe = this.#recipe
    if (!recipe) return false
    recipe.resources++
    const state = text.includes('(up to date)', nameEnd)
      ? 'upToDate'
      : text.includes('(skipped due to', nameEnd)
        ? 'skipped'
        : 'changed'
    if (state !== 'changed') recipe[state]++
    const isListed = state === 'changed' ? this.#notable++ < MOST_NOTABLE : this.#quiet++ < MOST_QUIET
    if (isListed) {
      const action = /^\w+/.exec(text.slice(nameEnd + ACTION.length))?.[0] ?? ''
      recipe.listed.push({ name: copied(text.slice(2, nameEnd)), action: copied(action), at, state })
    }
    return true
  }

  /** A resource with others nested in it says so on a line of its own, after them. */
  #wasUpToDate(): void {
    const outer = this.#recipe?.listed.findLast(({ state }) => state === 'changed')
    if (!this.#recipe || !outer) return
    outer.state = 'upToDate'
    this.#recipe.upToDate++
  }

  #failed(message: string): void {
    const name = /on resource '(.{0,500})'/.exec(message)?.[1]
    for (const recipe of this.runs.at(-1)?.recipes ?? [])
      for (const resource of recipe.listed) if (resource.name === name) resource.state = 'failed'
  }

  #retrying(message: string): void {
    const run = this.runs.at(-1)
    if (!run) return
    run.retries++
    const from = message.indexOf('Retrying execution of ')
    const said = message.slice(from, from + 600)
    const name = /^Retrying execution of (.{0,500}), \d+ attempts? left/.exec(said)?.[1]
    const resource = this.#recipe?.listed.findLast((candidate) => candidate.name === name)
    if (resource) resource.retries = (resource.retries ?? 0) + 1
  }
}
