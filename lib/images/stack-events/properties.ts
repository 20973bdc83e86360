/** resourceProperties as an object when CloudFormation's text is one, else the text. */
export function readProperties(text: string): { value: object } | { text: string } {
  try {
    const value: unknown = JSON.parse(text)
    return value !== null && typeof value === 'object' ? { value } : { text }
  } catch {
    return { text }
  }
}
