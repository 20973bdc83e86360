/** What ParallelCluster lists images by. */
export const imageStatuses = ['AVAILABLE', 'PENDING', 'FAILED'] as const
export type ImageStatus = (typeof imageStatuses)[number]
