import { Transfer, worker } from 'workerpool'
import { analyses } from './analyses'

/** The script of an analysis thread; the build puts it beside the server. */
worker({
  ...analyses,
  writeOutline(key: string) {
    const written = analyses.writeOutline(key)
    return written && new Transfer(written, [written.json.buffer as ArrayBuffer])
  },
})
