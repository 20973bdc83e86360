import type { Scene } from './add-build'
import { addFailedBuild } from './failed-build'
import { addGoodBuild } from './good-build'
import { failInScript } from './other-failures'
import { failAtDiskFull } from './recipe-failures'

const day = 86_400_000

/** One image id, three builds and three streams: good long ago, failed and deleted, good again. */
export function addRebuiltImage(scene: Scene, imageId: string): void {
  const os = 'alinux2'
  addGoodBuild(scene, { imageId, version: '3.0.0', os }, scene.now - 402 * day, {
    keepAmi: false,
    keepStack: false,
  })
  addFailedBuild(scene, { imageId, version: '3.1.2', os }, scene.now - 12.3 * day, failAtDiskFull, {
    deletedAt: scene.now - 12.1 * day,
  })
  const scripts = ['s3://example-site-images/base/mount-shared.sh']
  addFailedBuild(
    scene,
    { imageId, version: '3.1.2', os, attempt: 2, scripts },
    scene.now - 12 * day,
    failInScript(['Mounting /shared'], '{file}: line 9: /etc/fstab.d: Is a directory'),
    { deletedAt: scene.now - 11.9 * day },
  )
  addGoodBuild(scene, { imageId, version: '3.1.2', os, attempt: 3 }, scene.now - 11.8 * day)
}
