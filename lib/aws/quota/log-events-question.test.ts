import { expect, it } from 'vitest'
import { getImageLogEvents } from '@/lib/images/operations'
import { questionKey } from './log-events-question'

const question = { imageId: 'hpc', logStreamName: '3.13.0/1' }

it.each(Object.keys({ ...getImageLogEvents.pathParameters, ...getImageLogEvents.query }))(
  'pages asked for with another %s are told apart',
  (name) => {
    const keys = ['1', 'true', 2].map((value) => questionKey('stream', { ...question, [name]: value }))
    expect(new Set([...keys, questionKey('stream', question)]).size).toBe(4)
  },
)

it('a page asked for in the same words has the same key, whatever their order', () => {
  const [a, b] = [
    { ...question, limit: 10, startTime: 5 },
    { startTime: 5, limit: 10, ...question },
  ]
  expect(questionKey('stream', a)).toBe(questionKey('stream', b))
  expect(questionKey('stream', { ...a, startFromHead: false })).toBe(questionKey('stream', b))
  expect(questionKey('another', a)).not.toBe(questionKey('stream', a))
})
