'use client'

import { useSyncExternalStore } from 'react'
import { type Connection, connectionAtFirst, currentConnection, onConnection } from '@/lib/connection'

/** Whether this tab hears of the server. */
export function useConnection(): Connection {
  return useSyncExternalStore(onConnection, currentConnection, connectionAtFirst)
}
