/**
 * A line with what differs from build to build taken out: times, ids, addresses, temp paths, sizes, counters. Two
 * lines that are equal after this say the same.
 */
export function normalise(text: string): string {
  return text
    .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?/g, '‹time›')
    .replace(/\b\d\d:\d\d:\d\d\b/g, '‹time›')
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '‹id›')
    .replace(/\b(?:i|ami|vol|snap|eni|subnet|sg|vpc|wf|step)-[0-9a-f]{6,}\b/g, '‹id›')
    .replace(/\b[0-9a-f]{12,}\b/gi, '‹id›')
    .replace(/\/(?:var\/)?tmp\/[^\s'":,)]+/g, '‹temp›')
    .replace(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, '‹address›')
    .replace(/\b(?:pid|process|PID)[ =:]+\d+/g, 'process ‹n›')
    .replace(/\b\d+(?:\.\d+)? ?(?:[kMG]i?B|bytes|B\/s|s|ms|sec|seconds|minutes|min|attempts?)\b/g, '‹n›')
    .trim()
}
