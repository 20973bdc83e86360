'use client'

import { useSyncExternalStore } from 'react'
import { onQuotaWaiters, quotaWaiters } from '@/lib/quota-wait'

/** Whether something on this page waits for AWS's quota just now. */
export function useQuotaWait(): boolean {
  return useSyncExternalStore(onQuotaWaiters, quotaWaiters, () => 0) > 0
}
