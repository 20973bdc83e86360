class Markup {
  readonly source: string
  constructor(source: string) {
    this.source = source
  }
}

/** Finished HTML. Nothing but `html` makes it, so text comes into a page in no other way than escaped. */
export type Html = Markup

type Part = string | number | Html | readonly Html[] | undefined | false

/** HTML with values in it: text is escaped, for an element or a quoted attribute alike; HTML and lists of it stand as they are. */
export function html(strings: TemplateStringsArray, ...values: Part[]): Html {
  return new Markup(strings.reduce((source, text, index) => source + sourceOf(values[index - 1]) + text))
}

function sourceOf(part: Part): string {
  if (part === undefined || part === false) return ''
  if (part instanceof Markup) return part.source
  if (typeof part === 'object') return part.map(({ source }) => source).join('')
  return String(part).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
