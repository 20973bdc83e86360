/** A line of a stack: where the program was, not what was wrong. */
const FRAMES = [
  /^at [^()]{0,200}\([^()]{0,300}:\d{1,9}\)/,
  /^at \S{1,300}:\d{1,9}\b/,
  /^from \/\S{1,300}:in /,
]
export const isFrame = (said: string) => FRAMES.some((frame) => frame.test(said))
