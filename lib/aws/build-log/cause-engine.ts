import 'server-only'

/**
 * Which engine found a cause: `npm run build` puts a digest of its sources here, so that a newer one looks again.
 * Without a build nothing outlives the process.
 */
export const causeEngine = process.env.CAUSE_ENGINE ?? `unbuilt ${process.pid} ${Date.now()}`
