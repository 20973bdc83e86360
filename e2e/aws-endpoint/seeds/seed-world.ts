import type { World } from '../world'
import { addBuild, type Scene } from './add-build'
import { writeAwkwardOutput } from './awkward-output'
import { buildFacts } from './build-facts'
import { startBuildStage, writeGoodEnd, writeParallelCluster } from './build-stages'
import { writeCustomScript } from './custom-script'
import { addDatedImages } from './dated-images'
import { addFailedBuild } from './failed-build'
import { addGoodBuild } from './good-build'
import { failAfterManyLines } from './large-log'
import {
  cancel,
  failAtOperatingSystem,
  failAtSsmAgent,
  failInScript,
  writeHiddenFailure,
} from './other-failures'
import { addRebuiltImage } from './rebuilt-image'
import { failAtDiskFull, failAtKernelDevel, failAtLustre } from './recipe-failures'
import { addFinishingBuild, addStartingBuild } from './running-build'

const hour = 3_600_000
const day = 24 * hour

/** Fills a world with image builds such as people have, told from the present moment. */
export function seedWorld(world: World, now: number, speed = 1): void {
  const scene: Scene = { world, now, speed }
  addGoingBuilds(scene)
  addFailedBuilds(scene)
  addFinishedBuilds(scene)
  addBuildsElsewhere(scene)
}

function addGoingBuilds(scene: Scene): void {
  addFinishingBuild(scene, { imageId: 'weather-ubuntu2404-3-13-0', version: '3.13.0', os: 'ubuntu2404' }, 9)
  addStartingBuild(
    scene,
    { imageId: 'cfd-rocky9-3-13-0', version: '3.13.0', os: 'rocky9' },
    scene.now - 100_000,
    5,
  )
}

function addFailedBuilds(scene: Scene): void {
  const { now } = scene
  addFailedBuild(
    scene,
    { imageId: 'hpc-al2023-3-14-0', version: '3.14.0', os: 'alinux2023' },
    now - 5 * hour,
    failAtKernelDevel,
  )
  addFailedBuild(
    scene,
    { imageId: 'cfd-ubuntu2204-3-9-1', version: '3.9.1', os: 'ubuntu2204', updateOs: true },
    now - 26 * hour,
    failAtLustre,
  )
  addFailedBuild(
    scene,
    {
      imageId: 'genomics-ubuntu2204-3-11-1',
      version: '3.11.1',
      os: 'ubuntu2204',
      scripts: ['https://example-site-images.s3.us-east-1.amazonaws.com/genomics/install-tools.sh'],
    },
    now - 3 * day,
    failInScript(
      [
        'Installing bioinformatics tools',
        'Creating environment "bwa-0.7.18"',
        'Solving environment: done',
        'WARNING: channel order is not strict',
      ],
      'bash: warning: setlocale: LC_ALL: cannot change locale (en_US.UTF-8)\n{file}: line 27: mamba: command not found',
    ),
  )
  addFailedBuild(
    scene,
    { imageId: 'proteins-al2-3-10-1', version: '3.10.1', os: 'alinux2' },
    now - 8 * day,
    failAtDiskFull,
  )
  addFailedBuild(
    scene,
    { imageId: 'try-rocky9-on-3-1-3', version: '3.1.3', os: 'rocky9' },
    now - 15 * day,
    failAtOperatingSystem,
  )
  addFailedBuild(
    scene,
    { imageId: 'private-subnet-al2023', version: '3.12.0', os: 'alinux2023' },
    now - 6 * day,
    failAtSsmAgent,
  )
  addFailedBuild(
    scene,
    { imageId: 'chip-design-rhel8-3-12-0', version: '3.12.0', os: 'rhel8' },
    now - 9 * day,
    cancel,
  )
  addFailedBuild(
    scene,
    {
      imageId: 'openfoam-solver-3-13-0',
      version: '3.13.0',
      os: 'alinux2023',
      scripts: ['s3://example-site-images/cfd/build-solver.sh'],
    },
    now - 4 * day,
    failAfterManyLines(200_000),
  )
  addBuild(scene, {
    facts: buildFacts({ imageId: 'render-rhel9-3-12-0', version: '3.12.0', os: 'rhel9' }),
    startedAt: now - 2.4 * day,
    end: {
      kind: 'rolledBack',
      resource: 'InstanceProfile',
      reason:
        'Resource handler returned message: "Cannot exceed quota for InstanceProfilesPerAccount: 1000 (Service: Iam, Status Code: 409, ' +
        'Request ID: 5f0c9d1e-7b1a-4a8e-9a43-2f6f2f3d0b11)" (RequestToken: 0b6c1d5e-93a5-4c2b-8f0e-aa41b3f5c722, HandlerErrorCode: ServiceLimitExceeded)',
    },
  })
}

function addFinishedBuilds(scene: Scene): void {
  const { now } = scene
  addGoodBuild(scene, { imageId: 'hpc-al2023-3-13-0', version: '3.13.0', os: 'alinux2023' }, now - 21 * day)
  addGoodBuild(scene, { imageId: 'hpc-al2023-3-11-1', version: '3.11.1', os: 'alinux2023' }, now - 75 * day)
  addGoodBuild(
    scene,
    { imageId: 'cfd-ubuntu2204-3-8-0', version: '3.8.0', os: 'ubuntu2204', updateOs: true },
    now - 140 * day,
    { keepStack: false },
  )
  addGoodBuild(
    scene,
    { imageId: 'hpc-ubuntu2204-3-11-1', version: '3.11.1', os: 'ubuntu2204', updateOs: true },
    now - 33 * day,
  )
  addGoodBuild(
    scene,
    { imageId: 'visualization-rhel9-3-13-0', version: '3.13.0', os: 'rhel9' },
    now - 1.2 * day,
  )
  addGoodBuild(
    scene,
    { imageId: 'ml-training-al2-3-10-1', version: '3.10.1', os: 'alinux2' },
    now - 7 * day,
    { deletion: 'failed' },
  )
  addGoodBuild(
    scene,
    {
      imageId: 'awkward-output-3-13-0',
      version: '3.13.0',
      os: 'alinux2023',
      scripts: ['s3://example-site-images/demo/print-everything.sh'],
    },
    now - 10 * day,
    {
      write: (log, facts) => {
        startBuildStage(log, facts)
        writeParallelCluster(log, facts)
        writeCustomScript(log, facts, 0, facts.scripts[0] ?? '', { stdout: writeAwkwardOutput })
        writeGoodEnd(log, facts)
      },
    },
  )
  addGoodBuild(
    scene,
    { imageId: 'desktop-ubuntu2004-3-12-0', version: '3.12.0', os: 'ubuntu2004' },
    now - 18 * day,
    {
      write: (log, facts) => {
        writeHiddenFailure(log, facts)
        writeGoodEnd(log, facts)
      },
    },
  )
  addGoodBuild(
    scene,
    { imageId: 'archive-centos7-3-1-4', version: '3.1.4', os: 'centos7' },
    now - 520 * day,
    { keepAmi: false, keepStack: false },
  )
  addRebuiltImage(scene, 'shared-base')
  addDatedImages(scene)
}

function addBuildsElsewhere(scene: Scene): void {
  const region = 'eu-west-1'
  addGoodBuild(
    scene,
    { region, imageId: 'hpc-eu-al2023-3-13-0', version: '3.13.0', os: 'alinux2023' },
    scene.now - 20 * day,
  )
  addFailedBuild(
    scene,
    { region, imageId: 'hpc-eu-ubuntu2204-3-13-0', version: '3.13.0', os: 'ubuntu2204' },
    scene.now - 1.6 * day,
    failAtLustre,
  )
}
