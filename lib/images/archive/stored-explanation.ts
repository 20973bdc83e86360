import { z } from 'zod'
import { imageExplanation } from '../build-log/operations'

/** Why a build failed, as it was found when the build was kept, and by which engine: another one looks again. */
export const storedExplanation = z.object({ engine: z.string(), explanation: imageExplanation })
export type StoredExplanation = z.infer<typeof storedExplanation>

/** @returns undefined for what is none */
export function readStoredExplanation(text: string): StoredExplanation | undefined {
  try {
    return storedExplanation.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
