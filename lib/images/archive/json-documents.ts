/**
 * The JSON documents of a text, one after the other: `pcluster … >> file` for each page makes a file of several.
 * @throws SyntaxError at the first that is not whole; those before it have been given by then.
 */
export function* jsonDocuments(text: string): Generator<unknown> {
  const whole = parsed(text)
  if (whole !== undefined) {
    yield whole.value
    return
  }
  for (let from = nextStart(text, 0); from >= 0; ) {
    const end = documentEnd(text, from)
    yield JSON.parse(text.slice(from, end))
    from = nextStart(text, end)
  }
}

function parsed(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}

function nextStart(text: string, from: number): number {
  let at = from
  // Commas between documents: somebody's half of an array.
  while (at < text.length && ' \t\r\n,\uFEFF'.includes(text.charAt(at))) at++
  return at < text.length ? at : -1
}

/** Just behind the bracket that closes the document beginning at `from`; the text's end if none does. */
function documentEnd(text: string, from: number): number {
  let depth = 0
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === '"') {
      at = stringEnd(text, at)
    } else if (character === '{' || character === '[') {
      depth++
    } else if (character === '}' || character === ']') {
      depth--
      if (depth <= 0) return at + 1
    }
  }
  return text.length
}

function stringEnd(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0
    while (text.charAt(at - 1 - slashes) === '\\') slashes++
    if (slashes % 2 === 0) return at
  }
  return text.length
}
