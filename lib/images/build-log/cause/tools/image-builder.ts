import { config } from '../change'
import type { Tool } from '../tool'

/** AWSTOE's own actions: what they say when no command of yours ran. */
export const imageBuilder: Tool = {
  name: 'AWSTOE',
  failures: [
    {
      kind: 'image-builder',
      line: /^(?:S3Download|S3Upload): ?(?:\[ ?ERROR ?\] )?(.*(?:fail|denied|error|not found|Forbidden).*)|^Failed to (?:download|upload) (?:s3:\/\/\S+|\S+ (?:from|to) s3).{0,160}/i,
      cases: [
        {
          id: 'awstoe-s3',
          says: (s) => `AWSTOE could not read from or write to S3: ${s.line.said.slice(0, 160)}.`,
          advice: 'Allow it for the role of the build instance, and check that the object exists.',
          side: 'configuration',
          again: 'useless',
          change: [
            config(
              'Build/Iam/AdditionalIamPolicies[]/Policy',
              'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
            ),
          ],
          example: ['out: S3Download: [ ERROR ] Access Denied'],
        },
      ],
    },
    {
      kind: 'image-builder',
      line: /^(?:\w+): \[ ?ERROR ?\] (.*)/,
      cases: [
        {
          id: 'awstoe-action',
          says: 'An action of the component failed: $1.',
          advice: 'Its inputs in the component’s document are wrong, or what it works on is not there.',
          side: 'script',
          again: 'useless',
          example: ['out: WebDownload: [ ERROR ] checksum is wrong'],
        },
      ],
    },
  ],
}
