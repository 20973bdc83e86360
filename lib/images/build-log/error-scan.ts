/**
 * A sieve in front of the patterns of error-like.ts: nearly every line of a log has none of these letters in a row,
 * and finding that out must cost a fraction of a pattern. Each error word has at least one of them in it;
 * apt's `E:` is looked for where it stands.
 */
const TRIGRAMS =
  "err fai fat bac cep nno n't uld nab uch eni efu ime kil mem spa upp seg abo ump bad oke pan orb nau nva nde cog vid atc o p nme xpi lla oes erm nre nex *** fou gzi etu ! l"

const SIEVE = new Uint8Array(32768)

for (let at = 0; at < TRIGRAMS.length; at += 4) {
  let hash = 0
  for (let index = at; index < at + 3; index++) hash = roll(hash, TRIGRAMS.charCodeAt(index))
  SIEVE[hash] = 1
}

/** False only when no error word can be in the text from `start` on. */
export function mayHaveErrorWord(text: string, start: number): boolean {
  if (text.charCodeAt(start) === 69 && text.charCodeAt(start + 1) === 58) return true
  let hash = 0
  for (let index = start; index < text.length; index++) {
    hash = roll(hash, text.charCodeAt(index))
    if (SIEVE[hash] === 1) return true
  }
  return false
}

/** Five bits of each of the last three characters, letters without case. */
function roll(hash: number, code: number): number {
  return ((hash << 5) ^ (code & 31)) & 32767
}
