import { gzipSync } from 'node:zlib'
import { packTar } from 'modern-tar'
import type { InputFile } from './open-files'
import { openFiles } from './open-files'

export type Files = Record<string, string | Uint8Array>

/** A `.tar.gz` of these files. */
export async function tarGz(files: Files): Promise<Uint8Array<ArrayBuffer>> {
  return Uint8Array.from(gzipSync(await tar(files)))
}

export function tar(files: Files): Promise<Uint8Array<ArrayBuffer>> {
  return packTar(
    Object.entries(files).map(([name, content]) => {
      const body = typeof content === 'string' ? new TextEncoder().encode(content) : content
      return { header: { name, size: body.length, type: 'file' as const }, body }
    }),
  )
}

export const file = (path: string, content: string | Uint8Array<ArrayBuffer>): InputFile => ({
  path,
  blob: new Blob([content]),
})

/** Opens files as a drop does. */
export const open = (...files: InputFile[]) => openFiles(files, new AbortController().signal, () => undefined)

/** Three events as CloudWatch's export writes them; the second has three lines. */
export const exported = [
  '2022-03-29T20:29:24.775Z Step InstallPClusterPackages',
  '2022-03-29T20:29:25.001Z CmdExecution: Stderr: one',
  '  two',
  '',
  '2022-03-29T20:29:25.002Z CmdExecution: ExitCode 1',
  '',
].join('\n')

export const stackEvent = (resourceStatus: string, second: number, logicalResourceId = 'an-image') => ({
  EventId: `${logicalResourceId}-${resourceStatus}-${second}`,
  PhysicalResourceId: logicalResourceId === 'an-image' ? stackId : '',
  ResourceStatus: resourceStatus,
  StackId: stackId,
  StackName: 'an-image',
  LogicalResourceId: logicalResourceId,
  ResourceType: logicalResourceId === 'an-image' ? 'AWS::CloudFormation::Stack' : 'AWS::ImageBuilder::Image',
  Timestamp: `2022-03-29T20:00:${String(second).padStart(2, '0')}.000Z`,
})

export const stackId =
  'arn:aws:cloudformation:eu-west-1:123456789012:stack/an-image/7f3c2a90-5b1e-11ef-9d42-0a1b2c3d4e5f'

/** What `pcluster export-image-logs` packs. */
export const exportArchive = (log = exported): Promise<Uint8Array<ArrayBuffer>> =>
  tarGz({
    'an-image-logs-202203292040/cloudwatch-logs/3.2.1-1': log,
    'an-image-logs-202203292040/an-image-cfn-events': JSON.stringify([
      [stackEvent('CREATE_FAILED', 20), stackEvent('CREATE_FAILED', 19, 'ParallelClusterImage')],
      [stackEvent('CREATE_IN_PROGRESS', 1)],
    ]),
  })
