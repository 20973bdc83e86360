import { expect, test } from 'vitest'
import { exportLayout, readUnread, unreadText } from './export-layout'
import { namesOf } from './names'

const at = new Date('2026-11-26T20:29:59.000Z')

test('the layout’s names are read as what they were made of', () => {
  const layout = exportLayout('my-image', at)
  expect(layout.folder).toBe('my-image-logs-202611262029')
  expect(namesOf(layout.logStream('3.2.1/1'))).toEqual({ imageId: 'my-image', logStreamName: '3.2.1/1' })
  expect(namesOf(layout.stackEvents)).toEqual({ imageId: 'my-image' })
})

test('two streams whose names differ by a slash alone stay two files', () => {
  const layout = exportLayout('i', at)
  expect(layout.logStream('3.2.1/1')).not.toBe(layout.logStream('3.2.1-1'))
})

test('no name leads out of the folder that it is unpacked into', () => {
  for (const name of ['..', '.', '../../etc/cron.d/x', 'a/../b', 'C:\\x\\..\\y']) {
    const layout = exportLayout(name, at)
    const paths = [layout.logStream(name), layout.stackEvents, layout.description, layout.unread]
    for (const path of paths) {
      expect(path.split('/').length).toBeLessThanOrEqual(3)
      expect(path.split(/[\\/]/)).not.toContain('..')
    }
  }
})

test('what could not be read comes back as it was told, on one line each', () => {
  const unread = [{ what: 'Log stream 3.2.1/1', message: 'AWS: no,\nreally' }]
  expect(readUnread(unreadText(unread))).toEqual([{ what: 'Log stream 3.2.1/1', message: 'AWS: no, really' }])
})
