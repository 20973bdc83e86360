import type { QueryClient } from '@tanstack/react-query'
import { saveBlob } from '@/components/save-file'
import { type PageQuestion, readPageBuild } from '@/lib/images/saved-page/read-page-build'
import { savedPage } from '@/lib/images/saved-page/saved-page'

/** Saves a build as one page that needs no server. @throws ApiError when not even the image could be read */
export async function savePage(client: QueryClient, question: PageQuestion, mask: boolean): Promise<void> {
  const build = await readPageBuild(client, question)
  const page = new Blob([savedPage(build, mask)], { type: 'text/html' })
  const minute = build.savedAt.toISOString().slice(0, 16).replace(/\D/g, '')
  saveBlob(page, `${question.imageId}-${minute}.html`)
}
