import type { BuildFacts } from './build-facts'
import type { BuildLog } from './build-log'
import { startBuildStage, writeParallelCluster } from './build-stages'
import { ChefRun } from './chef-run'
import { writeCustomScript } from './custom-script'
import type { Failure } from './failed-build'
import { cleanUpInstance, installPClusterPackages, prepareCookbook } from './parallelcluster-component'
import { converge } from './recipes'
import { launchInstance, startBuildWorkflow, transition } from './workflow'

/** A user's script fails after ParallelCluster itself went well; the cause is the last line of its stderr. */
export function failInScript(
  stdout: readonly string[],
  stderr: string,
): (log: BuildLog, facts: BuildFacts) => Failure {
  return (log, facts) => {
    startBuildStage(log, facts)
    writeParallelCluster(log, facts)
    const [first = '', ...others] = facts.scripts
    const failing = others.length
    if (failing > 0) writeCustomScript(log, facts, 0, first, { stdout: ['Mounting reference data', 'ok'] })
    writeCustomScript(log, facts, failing, facts.scripts[failing] ?? '', { stdout, stderr, exitCode: 1 })
    log.finish('failure')
    return { component: `script-${failing}`, stepName: 'Execute', errorMessage: 'exit status 1' }
  }
}

/** The seventh step refuses the system: the whole log is a few lines. */
export function failAtOperatingSystem(log: BuildLog, facts: BuildFacts): Failure {
  startBuildStage(log, facts)
  prepareCookbook(log, facts)
  log.finish('failure')
  return { component: undefined, stepName: 'OperatingSystemName', errorMessage: 'exit status 1' }
}

/** The instance never answers, so AWSTOE never starts: workflow lines only. */
export function failAtSsmAgent(log: BuildLog, facts: BuildFacts): Failure {
  transition(log, facts, 'CREATING')
  transition(log, facts, 'BUILDING')
  log.wait(3)
  launchInstance(log, facts, 'LaunchBuildInstance')
  log.line("No 'if' conditions to evaluate for step: WaitForInstance")
  for (let attempt = 1; attempt <= 60; attempt += 1) {
    log.wait(60)
    log.line(`Waiting for SSM agent to come online (expected state: ['Online']). Attempt number: ${attempt}.`)
  }
  const workflowId = `wf-${facts.random.uuid()}`
  return {
    failedStep: 'LaunchBuildInstance',
    reason:
      `Workflow Execution ID: '${workflowId}' failed with reason: SSM Agent verification failed on EC2 instance: i-0${facts.random.hex(16)}. ` +
      'Make sure that the SSM Agent is installed and that the instance can reach the Systems Manager endpoint.',
  }
}

export function cancel(log: BuildLog, facts: BuildFacts): Failure {
  startBuildWorkflow(log, facts)
  log.wait(140)
  return { reason: 'Image creation is cancelled.', failedStep: 'ApplyBuildComponents', status: 'CANCELLED' }
}

/** Chef fails, its step ends with exit 0 all the same, and the build turns green. */
export function writeHiddenFailure(log: BuildLog, facts: BuildFacts): void {
  startBuildStage(log, facts)
  prepareCookbook(log, facts)
  installPClusterPackages(log, facts, {
    stdout: (out) => {
      const chef = new ChefRun(out, facts)
      converge(chef, 'aws-parallelcluster-platform::dcv')
      chef.recipe('aws-parallelcluster-platform::dcv')
      const url = 'https://d1uj6qtbmh3dt5.cloudfront.net/2024.0/Servers/nice-dcv-2024.0.tgz'
      chef.info(`Retrying execution of remote_file[/opt/parallelcluster/sources/dcv.tgz], 2 attempts left`)
      chef.log.wait(20)
      chef.fail([
        'Net::HTTPFatalError: remote_file[/opt/parallelcluster/sources/dcv.tgz] (aws-parallelcluster-platform::install line 61) ' +
          `had an error: Net::HTTPFatalError: 503 "Service Unavailable" for ${url}`,
      ])
    },
  })
  cleanUpInstance(log, facts)
}
