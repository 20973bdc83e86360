import type { StackEvent } from '../schemas'

/**
 * What the properties of a build's stack tell of its start: the instance type, and the parent image as the recipe names
 * it. A stack's events hold them for 90 days; those of an export hold them for ever.
 */
export function factsOfStack(events: readonly StackEvent[]): { instanceType?: string; parentImage?: string } {
  const instanceType = propertyOf(
    events,
    'AWS::ImageBuilder::InfrastructureConfiguration',
    /"InstanceTypes":\s?\["([^"\\]{1,60})"/,
  )
  const parentImage = propertyOf(
    events,
    'AWS::ImageBuilder::ImageRecipe',
    /"ParentImage":\s?"([^"\\]{1,300})"/,
  )
  return {
    ...(instanceType !== undefined && { instanceType }),
    ...(parentImage !== undefined && { parentImage }),
  }
}

function propertyOf(events: readonly StackEvent[], type: string, pattern: RegExp): string | undefined {
  for (const { resourceType, resourceProperties } of events) {
    if (resourceType !== type) continue
    const found = pattern.exec(resourceProperties ?? '')?.[1]
    if (found !== undefined) return found
  }
  return undefined
}
