/** The columns every row of the timeline and its axis share: name, clock, status. */
export const rowGrid =
  'grid grid-cols-[minmax(9rem,17rem)_minmax(0,1fr)_13.5rem] items-center gap-x-3 text-[0.8125rem] h-[26px] max-md:h-auto max-md:grid-cols-[minmax(0,1fr)_auto] max-md:gap-x-2 max-md:py-0.5'
