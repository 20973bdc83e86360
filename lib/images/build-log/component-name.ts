/**
 * What a component's ARN calls it, without the stack's uuid:
 * `…:component/parallelclusterimage-updateos-7f3c2a90-…/3.11.1/1` → `parallelclusterimage-updateos`.
 * A path (`.\my-doc.yml`) stays what it is.
 */
export function componentName(arn: string): string {
  const name = /:component\/([^/]+)/.exec(arn)?.[1] ?? arn
  return name.replace(/-[0-9a-z]{8}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{12}$/i, '')
}

/** The component's version, which for ParallelCluster's own components is ParallelCluster's. */
export const componentVersion = (arn: string): string | undefined =>
  /:component\/[^/]+\/(\d+\.\d+\.\d+)/.exec(arn)?.[1]
