'use client'

import { useRouter, useSearchParams } from 'next/navigation'
import { imageHref } from '@/lib/images/addresses'
import { imageIdPattern } from '@/lib/images/image-id'
import type { PaletteCommand } from './palette-commands'

/**
 * The image that is called what is typed, for when nothing that is known fits: the list may still be read, or be a minute
 * old. Undefined where it can be no image's name.
 */
export function useImageByName(): (typed: string) => PaletteCommand | undefined {
  const router = useRouter()
  const searchParams = useSearchParams()
  return (typed) => {
    const imageId = typed.trim()
    if (!imageIdPattern.test(imageId)) return undefined
    const scope = {
      region: searchParams.get('region') ?? undefined,
      account: searchParams.get('account') ?? undefined,
    }
    return {
      id: `unlisted ${imageId}`,
      group: 'Images',
      label: imageId,
      detail: 'not in the list',
      run: () => router.push(imageHref(imageId, scope)),
    }
  }
}
