import { createSelectorCreator, lruMemoize, weakMapMemoize } from 'reselect'

/**
 * A selector that remembers its answers by what they were made of, for as long as that lives: several views may stand on
 * one page. By state it remembers the last one only, as every frame of a scroll is another state.
 */
export const createSelector = createSelectorCreator({ memoize: weakMapMemoize, argsMemoize: lruMemoize })
