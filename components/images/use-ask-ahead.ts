'use client'

import { useQueryClient } from '@tanstack/react-query'
import type { NamedScope } from '@/lib/images/addresses'
import { imageQuery, logStreamsQuery } from '@/lib/images/queries'

/** Asks what an image's page asks first at the click that opens it, while the page itself is on its way. */
export function useAskAhead(imageId: string, scope: NamedScope) {
  const queryClient = useQueryClient()
  return ({ metaKey, ctrlKey, shiftKey, altKey }: React.MouseEvent) => {
    // That opens a tab, which asks by itself.
    if (metaKey || ctrlKey || shiftKey || altKey) return
    void queryClient.prefetchQuery(imageQuery(imageId, scope))
    void queryClient.prefetchQuery(logStreamsQuery(imageId, scope))
  }
}
