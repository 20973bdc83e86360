import { setPriority } from 'node:os'
import { Transfer, worker } from 'workerpool'
import { analyses } from './analyses'

// On few cores whoever waits for a page comes before whoever waits for an analysis. On Linux a thread has a priority of its
// own; elsewhere the whole process would be given this one.
if (process.platform === 'linux') setPriority(5)

/** The script of an analysis thread; the build puts it beside the server. */
worker({
  ...analyses,
  writeOutline(key: string) {
    const written = analyses.writeOutline(key)
    return written && new Transfer(written, [written.json.buffer as ArrayBuffer])
  },
})
