const key = Symbol.for('image-build-logs.analysis-script')
const store = globalThis as { [key]?: string }

/** The file that analysis threads run; undefined without a built server (`npm run dev`, unit tests). */
export const analysisScript = (): string | undefined => store[key]

/** Called once by the server that starts. The process keeps it where every bundle's copy of this file finds it. */
export function analyzeWith(script: string): void {
  store[key] = script
}
