import { describe, expect, test } from 'vitest'
import { resource } from './builders'
import { toCsv, toJson } from './export'

const event = resource('InstanceRole', 'CREATE_FAILED', 0, 'said "no", twice')

describe('toCsv', () => {
  test('has a header and one quoted row for each event', () => {
    const [header, row, rest] = toCsv([event]).split('\r\n')
    expect(header).toMatch(/^timestamp,logicalResourceId,/)
    expect(row).toMatch(/^2026-03-02T09:00:00\.000Z,InstanceRole,.*,CREATE_FAILED,"said ""no"", twice",/)
    expect(rest).toBe('')
  })

  test('no cell can begin a formula', () => {
    for (const reason of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1']) {
      expect(toCsv([{ ...event, resourceStatusReason: reason }])).toContain(`'${reason}`)
    }
  })
})

test('toJson is what the API answered, readable', () => {
  expect(JSON.parse(toJson([event]))).toEqual({ events: [event] })
})
