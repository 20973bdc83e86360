'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { AddressAdapter } from '@/components/address-adapter'
import { NotifyOfEnds } from '@/components/notices/notify-of-ends'
import { DropAnywhere } from '@/components/opened/drop-anywhere'
import { RecoverQueries } from '@/components/recover-queries'
import { type TimeZoneChoice, TimeZoneProvider } from '@/components/time-zone'

export function Providers({ timeZone, children }: { timeZone: TimeZoneChoice; children: React.ReactNode }) {
  const [queryClient] = useState(() => new QueryClient())
  return (
    <QueryClientProvider client={queryClient}>
      <RecoverQueries />
      <DropAnywhere />
      <NotifyOfEnds />
      <AddressAdapter>
        <TimeZoneProvider initial={timeZone}>{children}</TimeZoneProvider>
      </AddressAdapter>
    </QueryClientProvider>
  )
}
