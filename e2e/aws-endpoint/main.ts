import { parseArgs } from 'node:util'
import { seedWorld } from './seeds/seed-world'
import { startAwsEndpoint } from './server'

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    /** Starts without the seeded builds. */
    empty: { type: 'boolean', default: false },
    /** How much faster than life the running builds go on. */
    speed: { type: 'string', default: '1' },
  },
})

const endpoint = await startAwsEndpoint({
  port: Number(values.port ?? process.env.PORT ?? 0),
  ...(values.empty ? {} : { seed: (world, now) => seedWorld(world, now, Number(values.speed)) }),
})
console.log(`AWS endpoint: ${endpoint.url}`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void endpoint.close().then(() => process.exit(0)))
}
