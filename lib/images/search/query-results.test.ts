import { expect, it } from 'vitest'
import { rowOf } from './query-results'

const group = '123456789012:/aws/imagebuilder/ParallelClusterImage-hpc'
const fields = (values: Record<string, string>) =>
  Object.entries({
    '@timestamp': '2026-11-27 10:00:00.123',
    '@log': group,
    '@logStream': '3.13.0/1',
    '@message': 'Disk full',
    '@ptr': 'CmEKJg==',
    ...values,
  }).map(([field, value]) => ({ field, value }))

it('a row names its image, its stream and its time', () => {
  expect(rowOf(fields({}))).toEqual({
    imageId: 'hpc',
    logStreamName: '3.13.0/1',
    timestamp: '2026-11-27T10:00:00.123Z',
    message: 'Disk full',
  })
})

it('rows of other log groups are none of ours, whoever’s query it was', () => {
  expect(rowOf(fields({ '@log': '123456789012:/aws/lambda/secret' }))).toBeUndefined()
  expect(rowOf([{ field: 'count()', value: '5' }])).toBeUndefined()
})
