import type { World } from '../world'
import type { Scene } from './add-build'
import { addGoodBuild } from './good-build'

const hour = 3_600_000
const day = 24 * hour

/** Fills a world with image builds such as people have, told from the present moment. */
export function seedWorld(world: World, now: number, speed = 1): void {
  const scene: Scene = { world, now, speed }
  addGoodBuild(scene, { imageId: 'hpc-al2023-3-13-0', version: '3.13.0', os: 'alinux2023' }, now - 2 * day)
  addGoodBuild(
    scene,
    { imageId: 'hpc-ubuntu2204-3-11-1', version: '3.11.1', os: 'ubuntu2204', updateOs: true },
    now - 3 * hour,
  )
}
