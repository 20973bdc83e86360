import { readSettings, type Settings, SettingsError } from '../settings'
import { checkAwsSettings } from '../settings-aws'

/** Runs the server with the environment's settings, or says what is wrong with them and ends the process. */
export async function startWithSettings(run: (settings: Settings) => Promise<void>): Promise<void> {
  // HOSTING.md says it once, calmly; the SDK would say it at every start on Node 20.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true'
  try {
    const { problems, warnings } = await checkAwsSettings()
    const settings = readSettings(process.env, problems)
    for (const warning of warnings) console.error(warning)
    await run(settings)
  } catch (error) {
    console.error(error instanceof SettingsError ? error.message : error)
    process.exit(1)
  }
}
