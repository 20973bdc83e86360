import { parseArgs } from 'node:util'
import { startAwsEndpoint } from './server'

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    empty: { type: 'boolean', default: false },
    speed: { type: 'string', default: '1' },
  },
})

const endpoint = await startAwsEndpoint({
  port: Number(values.port ?? process.env.PORT ?? 0),
})
console.log(`AWS endpoint: ${endpoint.url}`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    endpoint.close().then(() => process.exit(0))
  })
}
