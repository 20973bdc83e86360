import 'server-only'

/** Every page of a list, by its tokens. @throws what `read` throws */
export async function* pagesOf<Page extends { nextToken?: string | undefined }>(
  read: (token: { nextToken?: string }) => Promise<Page>,
): AsyncGenerator<Page> {
  let token: { nextToken?: string } | undefined = {}
  while (token) {
    const page: Page = await read(token)
    yield page
    token = page.nextToken === undefined ? undefined : { nextToken: page.nextToken }
  }
}
