import type { Server } from 'node:http'
import type { Logger } from 'pino'

/**
 * Ends the process politely on SIGTERM or SIGINT: no new connections, requests under way are answered to their
 * end, and after `seconds` whatever is left is cut. A second signal ends it at once.
 * @returns whether the server is on its way out.
 */
export function shutDownOnSignal(server: Server, seconds: number, log: Logger): () => boolean {
  let draining = false
  const shutDown = (signal: NodeJS.Signals) => {
    if (draining) process.exit(1)
    draining = true
    log.info({ signal }, 'Stopping: answering what is under way')
    const limit = setTimeout(() => {
      log.warn(`Requests still under way after ${seconds} s are cut`)
      server.closeAllConnections()
    }, seconds * 1000)
    // Kept-alive connections fall idle one by one while their last answers finish.
    const sweep = setInterval(() => server.closeIdleConnections(), 100)
    server.close(() => {
      clearTimeout(limit)
      clearInterval(sweep)
      log.info('Stopped')
      process.exit(0)
    })
  }
  process.on('SIGTERM', shutDown)
  process.on('SIGINT', shutDown)
  return () => draining
}
