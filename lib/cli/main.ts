import { run } from './explain'

// Said once in HOSTING.md; in a pipeline's log it would only be noise.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true'

const code = await run(
  process.argv.slice(2),
  {
    stdin: process.stdin,
    out: (text) => process.stdout.write(text),
    error: (text) => process.stderr.write(text),
  },
  async (question) => (await import('./explain-live')).explainLive(question),
)
process.exitCode = code
