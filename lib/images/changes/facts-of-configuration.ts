import { parse } from 'yaml'
import { z } from 'zod'

const configuration = z.object({
  Build: z.object({ InstanceType: z.string().optional(), ParentImage: z.string().optional() }).optional(),
})

/** What an image-config.yaml tells of a build's start; nothing where it is no YAML of that shape. */
export function factsOfConfiguration(text: string): { instanceType?: string; parentImage?: string } {
  try {
    const { Build: { InstanceType, ParentImage } = {} } = configuration.parse(parse(text))
    return {
      ...(InstanceType !== undefined && { instanceType: InstanceType }),
      ...(ParentImage !== undefined && { parentImage: ParentImage }),
    }
  } catch {
    return {}
  }
}
