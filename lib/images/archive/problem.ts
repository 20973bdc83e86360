import { z } from 'zod'

/** What could not be read, or only in part, in a sentence for whoever dropped the file. */
export const archiveProblem = z.object({
  /** The file, or the file inside an archive: `build.tar.gz/x-logs-202203292040/x-cfn-events`. */
  path: z.string(),
  message: z.string(),
})
export type ArchiveProblem = z.infer<typeof archiveProblem>
