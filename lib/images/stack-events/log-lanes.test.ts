import { describe, expect, test } from 'vitest'
import type { Outline, OutlineStep } from '../build-log/outline-schema'
import { lanesOf } from './log-lanes'

const anchor = (timestamp: number) => ({ timestamp, ordinal: 0 })
const step = (name: string, state: OutlineStep['state'], start: number, end: number): OutlineStep => ({
  key: name,
  name,
  state,
  start,
  end,
  at: anchor(start),
  firstEvent: 0,
  lastEvent: 0,
  events: 1,
  lines: 1,
  liveStderr: false,
  errorCount: 0,
  errors: [],
})
const outline = (steps: OutlineStep[], workflow: Outline['workflow'] = []): Outline => ({
  outcome: 'running',
  runs: [
    {
      afterReboot: false,
      documents: [
        { name: 'parallelclusterimage', at: anchor(0), phases: [{ name: 'build', steps }, { steps: [] }] },
      ],
    },
  ],
  workflow,
  facts: {},
  errors: [],
  eventCount: 0,
  lineCount: 0,
})

describe('lanesOf', () => {
  test('a document’s phase is a lane, and a running step has no end', () => {
    const lanes = lanesOf(outline([step('A', 'good', 10, 20), step('B', 'running', 20, 25)]))
    expect(lanes.map((lane) => lane.name)).toEqual(['parallelclusterimage · build'])
    expect(lanes[0]?.steps).toEqual([
      { key: 'A', name: 'A', state: 'complete', start: 10, end: 20 },
      { key: 'B', name: 'B', state: 'running', start: 20 },
    ])
  })

  test('the workflow’s lines hold until the next one and end with the first step', () => {
    const workflow = [
      { text: 'Launching instance', at: anchor(1) },
      { text: 'Waiting', at: anchor(4) },
      { text: 'Later', at: anchor(99) },
    ]
    const [lane] = lanesOf(outline([step('A', 'good', 10, 20)], workflow))
    expect(lane?.steps.map(({ name, start, end }) => [name, start, end])).toEqual([
      ['Launching instance', 1, 4],
      ['Waiting', 4, 10],
    ])
  })
})
