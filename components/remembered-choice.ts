/**
 * A reader's own preference (colour scheme, time zone), kept in a cookie for a year: unlike local storage, the server
 * can read it and draw the first frame right. What a colleague should see too belongs in the address instead.
 */
export function rememberChoice(name: string, value: string) {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox before 140
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`
}
