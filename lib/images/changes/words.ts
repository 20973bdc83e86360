import type { ChangedFact } from './changes'

/** How a page calls what of two builds is compared. */
export const factNames: Record<ChangedFact, string> = {
  parentImage: 'Parent image',
  kernel: 'Kernel',
  parallelCluster: 'ParallelCluster',
  cookbook: 'Cookbook',
  cinc: 'Cinc',
  operatingSystem: 'Operating system',
  architecture: 'Architecture',
  instanceType: 'Instance type',
  component: 'Component',
  package: 'Packages',
  configuration: 'Configuration',
}
