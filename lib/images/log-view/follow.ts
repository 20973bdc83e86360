import type { LogViewStore } from './log-view-store'
import type { ViewState } from './view-state'

/** `follow` as it is once it is on or off: what arrives is counted from when it was left. */
export const isFollowing = ({ follow, log }: ViewState, on: boolean): ViewState['follow'] =>
  follow.on === on ? follow : { on, arrivedWhenLeft: log.arrived }

/** The reader moved up, or does something that has to stand still. */
export function leaveEnd(store: LogViewStore) {
  const state = store.getState()
  if (state.follow.on) store.change({ follow: isFollowing(state, false) })
}

/** The reader came to the end of what is held. */
export function reachEnd(store: LogViewStore) {
  const state = store.getState()
  if (!state.follow.on && state.log.newer.state === 'end') store.change({ follow: isFollowing(state, true) })
}

/**
 * Whether the list stays at its end as rows come. Nothing comes any more to a log that is over: wrapping or unfolding it
 * at its end moves nothing either. Only what still belongs to its opening, the steps and the stack's events, may not
 * push its end out of sight.
 */
export const sticksToEnd = ({ follow, facts, log, touched }: ViewState): boolean =>
  follow.on && (facts.build.running || log.arrived > 0 || !touched)
