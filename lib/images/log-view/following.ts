import { LogFollower, type Surroundings } from '../log-events/log-follower'
import type { LogReader } from '../log-events/log-reader'
import type { LogViewStore } from './log-view-store'

/** Follows the log while its build runs, and tells the store how that goes. The answer ends it. */
export function followWhileRunning(store: LogViewStore, page?: Surroundings): () => void {
  let followed: { reader: LogReader; follower: LogFollower; leave: () => void } | undefined
  const stop = () => {
    followed?.leave()
    followed?.follower.stop()
    followed = undefined
  }
  const followerOf = (reader: LogReader): LogFollower => {
    if (followed?.reader === reader) return followed.follower
    stop()
    const follower = new LogFollower(reader, page)
    const leave = follower.subscribe(() => store.change({ following: follower.getState() }))
    followed = { reader, follower, leave }
    return follower
  }
  const update = () => {
    if (store.getState().facts.build.running) followerOf(store.reader).start()
    else if (followed?.reader === store.reader) followed.follower.finish()
  }
  const leave = store.subscribe(update)
  update()
  return () => {
    leave()
    stop()
  }
}
