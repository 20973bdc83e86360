import { type BuildFacts, componentArn, componentArns } from './build-facts'
import type { BuildLog } from './build-log'
import { ChefRun } from './chef-run'
import { writeCustomScript } from './custom-script'
import { cleanUpInstance, installPClusterPackages, prepareCookbook } from './parallelcluster-component'
import { converge } from './recipes'
import { writeUpdateOs } from './update-os-component'
import { finishBuildWorkflow, finishTestWorkflow, startBuildWorkflow, startTestWorkflow } from './workflow'

/** Everything up to the first document. */
export function startBuildStage(log: BuildLog, facts: BuildFacts): void {
  startBuildWorkflow(log, facts)
  log.setup(componentArns(facts))
}

/** A whole build that succeeds, from CREATING to AVAILABLE. */
export function writeGoodBuild(log: BuildLog, facts: BuildFacts): void {
  startBuildStage(log, facts)
  writeComponents(log, facts)
  writeGoodEnd(log, facts)
}

/** The build stage's documents, all of them green. */
export function writeComponents(log: BuildLog, facts: BuildFacts): void {
  if (facts.updateOs) writeUpdateOs(log, facts)
  writeParallelCluster(log, facts)
  for (const [i, url] of facts.scripts.entries()) {
    writeCustomScript(log, facts, i, url, { stdout: ['Installing site tools', 'Done'] })
  }
}

export function writeParallelCluster(log: BuildLog, facts: BuildFacts): void {
  prepareCookbook(log, facts)
  installPClusterPackages(log, facts, {
    stdout: (out) => {
      const chef = new ChefRun(out, facts)
      converge(chef)
      chef.complete()
    },
  })
  cleanUpInstance(log, facts)
}

/** From the end of the build stage through the test instance to AVAILABLE. */
export function writeGoodEnd(log: BuildLog, facts: BuildFacts): void {
  log.finish('success')
  finishBuildWorkflow(log, facts)
  startTestWorkflow(log, facts)
  log.setup(componentArns(facts))
  for (const arn of componentArns(facts)) {
    log.document(arn)
    if (arn === componentArn(facts, 'tag')) writeTagComponent(log, facts)
  }
  log.finish('success')
  finishTestWorkflow(log, facts)
}

function writeTagComponent(log: BuildLog, facts: BuildFacts): void {
  const trace = (script: string) =>
    script
      .split('\n')
      .map((text) => `+ ${text}`)
      .join('\n')
  log.phase('test')
  log.step('AmiId', {
    script: trace('curl -s http://169.254.169.254/latest/meta-data/ami-id'),
    stdout: [facts.amiId],
  })
  log.step('AWSRegion', { script: trace(`echo ${facts.region}`), stdout: [facts.region] })
  log.step('OperatingSystemName', { script: trace(`echo ${facts.os}`), stdout: [facts.os] })
  log.step('ParallelClusterTag', {
    script: trace(`aws ec2 create-tags --resources ${facts.amiId} --region ${facts.region}`),
    stdout: [
      `Tagging ${facts.amiId} with parallelcluster:version=${facts.version}`,
      `Tagging ${facts.amiId} with parallelcluster:os=${facts.os}`,
    ],
    seconds: 2,
  })
}
