import { type BuildFacts, componentArn } from './build-facts'
import type { BuildLog } from './build-log'
import { curlProgress } from './command-output'
import { scripts } from './scripts'

type Execution = {
  stdout: readonly string[] | ((log: BuildLog) => void)
  /** What the script's commands said on stderr; `{file}` is the script's temporary path. */
  stderr?: string
  exitCode?: number
  seconds?: number
}

/** custom_script.yaml: the user's script number `index`, fetched and run. */
export function writeCustomScript(
  log: BuildLog,
  facts: BuildFacts,
  index: number,
  url: string,
  execution: Execution,
): void {
  const { stdout, stderr, exitCode = 0, seconds = 40 } = execution
  const scheme = url.split(':')[0] ?? 'https'
  const file = `/tmp/parallelcluster/tmp.${log.random.hex(10)}`
  log.document(componentArn(facts, `script-${index}`))
  log.phase('build')
  log.step('ScriptUrlScheme', { script: scripts.value(scheme), stdout: [scheme] })
  log.step('ScriptUrl', { script: scripts.value(url), stdout: [url] })
  log.step('Fail', { stdout: ['1'] })
  log.step('TempScript', {
    script: 'mkdir -p /tmp/parallelcluster/\nmktemp -p /tmp/parallelcluster/',
    stdout: [file],
  })
  log.step('Download', { script: scripts.download(file, url), stderr: curlProgress(4_210), seconds: 2 })
  log.step('Executable', { script: `chmod +x ${file} || (echo 'Unable to set script executable' && exit 1)` })
  log.step('Execute', {
    script: scripts.execute(file),
    stdout: (out) => {
      if (typeof stdout === 'function') stdout(out)
      else for (const text of stdout) out.stdout(text)
      out.wait(seconds)
      out.stdout(
        exitCode === 0 ? 'Script executed successfully' : 'ERROR - Script execution failure. Exit code != 0',
      )
    },
    exitCode,
    ...(stderr === undefined ? {} : { stderr: stderr.replaceAll('{file}', file) }),
  })
}
