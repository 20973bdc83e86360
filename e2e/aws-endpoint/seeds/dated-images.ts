import type { Scene } from './add-build'
import type { BuildFacts, BuildInput } from './build-facts'
import type { BuildLog } from './build-log'
import { startBuildStage, writeGoodEnd } from './build-stages'
import { ChefRun } from './chef-run'
import { writeCustomScript } from './custom-script'
import { addFailedBuild, type Failure } from './failed-build'
import { addGoodBuild } from './good-build'
import { cleanUpInstance, installPClusterPackages, prepareCookbook } from './parallelcluster-component'
import { converge } from './recipes'

const day = 86_400_000
const script = 's3://example-site-images/climate/install-model.sh'
/** How long the site's script took, oldest first, in minutes. */
const minutes = [6, 7, 6, 6, 17, 7]

/**
 * One image built anew every two weeks, its date in its id: good ones, of which one was slow in the site's script, then
 * one that fails. Between it and the last good one parent image, instance type and NumPy became others, and NumPy broke
 * the script.
 */
export function addDatedImages(scene: Scene): void {
  for (const [index, scriptMinutes] of minutes.entries()) {
    const at = scene.now - (minutes.length - index) * 14 * day
    addGoodBuild(scene, { ...inputOf(at), parent: 'ami-0f3caa1cf4417e51b' }, at, {
      write: (log, facts) => {
        writeStages(log, facts)
        writeCustomScript(log, facts, 0, script, {
          stdout: modelOutput('1.26.4'),
          seconds: scriptMinutes * 60,
        })
        writeGoodEnd(log, facts)
      },
    })
  }
  const at = scene.now - 2 * 3_600_000
  addFailedBuild(scene, { ...inputOf(at), instanceType: 'c6i.2xlarge' }, at, failOfNumpy)
}

const inputOf = (at: number): BuildInput => ({
  imageId: `climate-al2023-${new Date(at).toISOString().slice(0, 10).replaceAll('-', '')}`,
  version: '3.13.0',
  os: 'alinux2023',
  scripts: [script],
})

function writeStages(log: BuildLog, facts: BuildFacts): void {
  startBuildStage(log, facts)
  prepareCookbook(log, facts)
  installPClusterPackages(log, facts, {
    stdout: (out) => {
      const chef = new ChefRun(out, facts)
      converge(chef, 'aws-parallelcluster-environment::lustre')
      chef.complete()
    },
  })
  cleanUpInstance(log, facts)
}

const modelOutput = (numpy: string) => [
  'Collecting netCDF4==1.6.2',
  'Collecting numpy',
  `  Downloading numpy-${numpy}-cp39-cp39-manylinux_2_17_x86_64.manylinux2014_x86_64.whl (17.3 MB)`,
  'Installing collected packages: numpy, cftime, netCDF4',
  `Successfully installed cftime-1.6.2 netCDF4-1.6.2 numpy-${numpy}`,
  'Checking the model’s grid',
]

function failOfNumpy(log: BuildLog, facts: BuildFacts): Failure {
  writeStages(log, facts)
  writeCustomScript(log, facts, 0, script, {
    stdout: modelOutput('2.0.2'),
    stderr:
      'Traceback (most recent call last):\n' +
      '  File "/opt/climate/check_grid.py", line 3, in <module>\n' +
      '    import netCDF4\n' +
      '  File "/usr/local/lib64/python3.9/site-packages/netCDF4/__init__.py", line 3, in <module>\n' +
      '    from ._netCDF4 import *\n' +
      '  File "src/netCDF4/_netCDF4.pyx", line 1, in init netCDF4._netCDF4\n' +
      'ValueError: numpy.dtype size changed, may indicate binary incompatibility. ' +
      'Expected 96 from C header, got 88 from PyObject',
    exitCode: 1,
    seconds: 260,
  })
  log.finish('failure')
  return { component: 'script-0', stepName: 'Execute', errorMessage: 'exit status 1' }
}
