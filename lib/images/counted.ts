/** `1 build`, `1,204 builds`: a number with what is counted, whose plural ends in s. */
export const counted = (n: number, what: string) => `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`
