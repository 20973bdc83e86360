'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { Tooltip } from 'radix-ui'
import { useState } from 'react'
import { AddressAdapter } from '@/components/address-adapter'
import { RecoverQueries } from '@/components/recover-queries'
import { type TimeZoneChoice, TimeZoneProvider } from '@/components/time-zone'

export function Providers({ timeZone, children }: { timeZone: TimeZoneChoice; children: React.ReactNode }) {
  const [queryClient] = useState(() => new QueryClient())
  return (
    <QueryClientProvider client={queryClient}>
      <RecoverQueries />
      <AddressAdapter>
        <TimeZoneProvider initial={timeZone}>
          <Tooltip.Provider delayDuration={300}>{children}</Tooltip.Provider>
        </TimeZoneProvider>
      </AddressAdapter>
    </QueryClientProvider>
  )
}
