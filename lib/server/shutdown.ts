import type { Server } from 'node:http'
import type { Logger } from 'pino'
import type { Settings } from '../settings'

/**
 * Ends the process politely. On SIGTERM `/readyz` says so for DRAIN_SECONDS while everything is still answered, so
 * that whoever balances the load looks elsewhere; then no new connections, requests under way are answered to their
 * end, and SHUTDOWN_SECONDS after the signal whatever is left is cut. SIGINT, a person's Ctrl-C, is not waited with.
 * A second signal ends it at once.
 * @returns whether the server is on its way out.
 */
export function shutDownOnSignal(
  server: Server,
  { DRAIN_SECONDS, SHUTDOWN_SECONDS }: Settings,
  log: Logger,
): () => boolean {
  let draining = false
  const close = () => {
    // Kept-alive connections fall idle one by one while their last answers finish.
    const sweep = setInterval(() => server.closeIdleConnections(), 100)
    server.close(() => {
      clearInterval(sweep)
      log.info('Stopped')
      process.exit(0)
    })
  }
  const shutDown = (signal: NodeJS.Signals) => {
    if (draining) process.exit(1)
    draining = true
    log.info({ signal }, 'Stopping: answering what is under way')
    setTimeout(() => {
      log.warn(`Requests still under way after ${SHUTDOWN_SECONDS} s are cut`)
      server.closeAllConnections()
    }, SHUTDOWN_SECONDS * 1000)
    if (signal === 'SIGTERM' && DRAIN_SECONDS > 0) setTimeout(close, DRAIN_SECONDS * 1000)
    else close()
  }
  process.on('SIGTERM', shutDown)
  process.on('SIGINT', shutDown)
  return () => draining
}
