import { config, shell } from '../change'
import type { Case, Sight, Tool } from '../tool'

/** The address a refused or missing download was asked of: on the line, in the command, or announced above. */
export function addressOf(s: Sight): string {
  const here = /https?:\/\/[^\s'")\]>,]+/.exec(s.line.said)?.[0]
  if (here) return here
  for (const line of s.scene.above(s.line, 8)) {
    const url = /https?:\/\/[^\s'")\]>,]+/.exec(line.said)?.[0]
    if (url) return url
  }
  return ''
}

const isMetadata = (s: Sight) =>
  addressOf(s).includes('169.254.169.254') || s.line.said.includes('169.254.169.254')
const isS3 = (s: Sight) => /s3[.-][\w.-]{0,200}amazonaws\.com|\.s3\.|\bs3:\/\//.test(addressOf(s))
const isSigned = (s: Sight) => /X-Amz-Signature|X-Amz-Credential/.test(addressOf(s))
const at = (s: Sight) => {
  const address = addressOf(s).replace(/\?.{0,300}$/, '')
  return address ? `: ${address.slice(0, 160)}` : ''
}

const imdsToken: Case = {
  id: 'imdsv2-required',
  when: isMetadata,
  says: 'The instance metadata service refused a request without a token: the instance requires IMDSv2.',
  advice:
    'Get a token first and send it with each request, or allow IMDSv1 for the build (Build/Imds/ImdsSupport: v1.0).',
  side: 'script',
  again: 'useless',
  change: [
    shell(
      'TOKEN=$(curl -sSf -X PUT http://169.254.169.254/latest/api/token -H "X-aws-ec2-metadata-token-ttl-seconds: 300")',
      'curl -sSf -H "X-aws-ec2-metadata-token: $TOKEN" http://169.254.169.254/latest/meta-data/placement/region',
    ),
    config('Build/Imds/ImdsSupport', 'v1.0'),
  ],
  proven: true,
  url: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html',
  example: [
    '+ curl -sSf http://169.254.169.254/latest/meta-data/placement/availability-zone',
    'curl: (22) The requested URL returned error: 401',
  ],
}

/** Answers of HTTP servers, whoever asked: curl, wget, Chef, Python. */
export const http: Tool = {
  name: 'curl, wget and other downloads',
  failures: [
    {
      kind: 'download',
      exits: [22, 8],
      line: /\b404\b:? +"?\(?Not Found|returned error: 404|ERROR 404|\[?HTTP(?:\/[\d.]+)? (?:error |status |code )?404|404 Client Error|status code 404|response code (?:is |was )?404|The remote server returned an error: \(404\)|\b410 Gone|returned error: 410/i,
      cases: [
        {
          id: 'imds-path',
          when: isMetadata,
          says: (s) => `The instance metadata has no such entry${at(s)}.`,
          advice:
            'The entry exists only on instances that have the thing: a role, a tag that is allowed in metadata, a public address, a spot action. Let the script cope with 404.',
          side: 'script',
          again: 'useless',
          proven: true,
          example: [
            '+ curl -sf http://169.254.169.254/latest/meta-data/iam/security-credentials/x',
            'curl: (22) The requested URL returned error: 404',
          ],
        },
        {
          id: 's3-missing',
          when: isS3,
          says: (s) => `The object does not exist in S3 (404)${at(s)}.`,
          advice:
            'Check version, region and spelling of the address: not every version is published in every region.',
          side: 'script',
          again: 'useless',
          example: [
            '+ curl -fO https://s3.us-east-2.amazonaws.com/bucket/x.tar',
            'curl: (22) The requested URL returned error: 404',
          ],
        },
        {
          id: 'http-not-found',
          says: (s) => `Download failed, 404 Not Found${at(s)}.`,
          advice:
            'The file is not there: it was removed or renamed, the version was withdrawn, or the address is misspelled. Open the address in a browser and use one that exists, or a copy in S3.',
          side: 'script',
          again: 'useless',
          example: ['curl: (22) The requested URL returned error: 404'],
        },
      ],
    },
    {
      kind: 'download',
      exits: [22, 8],
      line: /\b401\b:? +"?Unauthorized|returned error: 401|ERROR 401|HTTP(?:\/[\d.]+)? (?:error |code )?401|401 Client Error|Username\/Password Authentication Failed|status code 401/i,
      cases: [
        imdsToken,
        {
          id: 'http-unauthorized',
          says: (s) => `A download needs credentials that were missing or wrong (401 Unauthorized)${at(s)}.`,
          advice:
            'Give the script a valid token or password (from Secrets Manager or Parameter Store); tokens expire.',
          side: 'script',
          again: 'useless',
          example: ['curl: (22) The requested URL returned error: 401 Unauthorized'],
        },
      ],
    },
    {
      kind: 'download',
      exits: [22, 8],
      line: /\b407\b:? +"?Proxy|returned error: 407|ERROR 407|Proxy CONNECT aborted|Received HTTP code 40[37] from proxy|response 40[37] from proxy|Proxy Authentication Required|Tunnel connection failed: 40[37]/i,
      cases: [
        {
          id: 'proxy-refused',
          says: 'The proxy refused the connection: it wants credentials or does not allow this address.',
          advice:
            'Allow the host on the proxy, give the proxy’s user in https_proxy, or except the host with no_proxy.',
          side: 'network',
          again: 'useless',
          proven: true,
          example: ['curl: (56) Received HTTP code 407 from proxy after CONNECT'],
        },
      ],
    },
    {
      kind: 'download',
      exits: [22, 8],
      line: /\b403\b:? +"?Forbidden|returned error: 403|ERROR 403|HTTP(?:\/[\d.]+)? (?:error |code )?403|403 Client Error|status code 403|The remote server returned an error: \(403\)/i,
      cases: [
        {
          id: 'imds-forbidden',
          when: isMetadata,
          says: 'The instance metadata service answered 403: it is switched off or refuses this kind of request.',
          advice:
            'Enable the metadata service for the build instance; a request forwarded by a proxy (X-Forwarded-For) is refused as well: set NO_PROXY=169.254.169.254.',
          side: 'configuration',
          again: 'useless',
          proven: true,
          example: [
            '+ curl -X PUT http://169.254.169.254/latest/api/token',
            'curl: (22) The requested URL returned error: 403',
          ],
        },
        {
          id: 's3-signed-expired',
          when: isSigned,
          says: 'A presigned S3 address was refused: it has expired, or the role that signed it may not read the object.',
          advice: 'Sign it anew, or let the instance read the object with its own role (aws s3 cp).',
          side: 'script',
          again: 'useless',
          example: [
            '+ curl -f https://b.s3.amazonaws.com/x?X-Amz-Signature=ab',
            'curl: (22) The requested URL returned error: 403 Forbidden',
          ],
        },
        {
          id: 's3-forbidden',
          when: isS3,
          says: (s) =>
            `S3 refused an address read without credentials (403)${at(s)}. It answers so too when the object does not exist.`,
          advice:
            'Check that the object exists in this region’s bucket: a version may not be published there. If it does, it is not public: read it with the role of the instance (aws s3 cp) and allow that (Build/Iam/AdditionalIamPolicies).',
          side: 'script',
          again: 'useless',
          url: 'https://github.com/aws/amazon-ecs-ami/issues/158',
          example: [
            '+ curl -fLSs -o /tmp/x.tar https://s3.us-east-2.amazonaws.com/example/x-v1.78.0.tar',
            'curl: (22) The requested URL returned error: 403',
          ],
        },
        {
          id: 'github-rate-limit',
          when: (s) => /api\.github\.com|github\.com/.test(addressOf(s)) || s.has(/rate limit exceeded/i),
          says: 'GitHub refused the request: the rate limit for requests without a token is used up, or the repository is private.',
          advice:
            'Send a token, ask less often, or download the release file by a fixed address instead of asking the API.',
          side: 'script',
          again: 'mayHelp',
          example: [
            '+ curl -sf https://api.github.com/repos/x/y/releases/latest',
            'curl: (22) The requested URL returned error: 403',
          ],
        },
        {
          id: 'http-denied',
          says: (s) => `A download was refused, 403 Forbidden${at(s)}.`,
          advice:
            'The file is not public, needs a licence or token, or the server or proxy blocks this address or client. Where S3 or a CDN is behind it, 403 can also mean that the file does not exist.',
          side: 'script',
          again: 'useless',
          example: ['curl: (22) The requested URL returned error: 403 Forbidden'],
        },
      ],
    },
    {
      kind: 'download',
      exits: [22, 8],
      line: /\b429\b.{0,20}Too Many|returned error: 429|Too Many Requests|toomanyrequests|rate limit exceeded|API rate limit/i,
      cases: [
        {
          id: 'docker-rate-limit',
          when: (s) => /pull rate limit|toomanyrequests/i.test(s.line.said),
          says: 'Docker Hub’s pull limit is used up for this address.',
          advice: 'Sign in before pulling (docker login), or pull from ECR Public or a copy in your own ECR.',
          side: 'network',
          again: 'mayHelp',
          proven: true,
          example: ['Error response from daemon: toomanyrequests: You have reached your pull rate limit.'],
        },
        {
          id: 'rate-limited',
          says: (s) =>
            s.has(/API rate limit|github/i)
              ? 'GitHub’s rate limit for requests without a token is used up.'
              : 'A server refused the request because there were too many (429, rate limit).',
          advice:
            'Build again later; send a token (authenticated requests have a higher limit), ask less often, pin the version instead of asking for the latest, or keep a copy in S3.',
          side: 'network',
          again: 'mayHelp',
          example: ['curl: (22) The requested URL returned error: 429'],
        },
      ],
    },
    {
      kind: 'download',
      exits: [22, 8],
      line: /\b50[0-4]\b:? +"?(?:Internal|Bad Gateway|Service|Gateway)|returned error: 50\d|ERROR 50\d|50\d Server Error|HTTP(?:\/[\d.]+)? (?:error |code )?50\d|returned error: 52\d/i,
      cases: [
        {
          id: 'http-server-error',
          says: (s) => `Download failed: the server answered with an error of its own (5xx)${at(s)}.`,
          advice: 'Usually temporary. Build again, or use a mirror or a copy in S3.',
          side: 'network',
          again: 'helps',
          example: ['curl: (22) The requested URL returned error: 503 Service Unavailable'],
        },
      ],
    },
    {
      kind: 'download',
      exits: [23],
      follows: true,
      line: /^curl: \(23\)/,
      cases: [
        {
          id: 'curl-write',
          says: 'curl could not write what it downloaded.',
          advice:
            'The folder does not exist or is not writable, the disk is full, or the program that reads from curl ended first.',
          side: 'script',
          again: 'useless',
          example: ['curl: (23) Failure writing output to destination'],
        },
      ],
    },
    {
      kind: 'download',
      exits: [1, 3],
      line: /^curl: \((?:1|3|4)\) |^(?:\S+: )?(?:Unsupported scheme|Protocol ".{0,40}" not supported|URL using bad\/illegal format|no URL specified)|wget: missing URL|^curl: (?:no URL|option )/i,
      cases: [
        {
          id: 'url-malformed',
          says: (s) => `The address of a download is not valid: ${s.line.said.slice(0, 120)}.`,
          advice:
            'A variable in it is empty: what looked the address up before (api.github.com, at its rate limit) gave no answer; or it holds blanks or quotes. Print the address before the download, and pin the version.',
          side: 'script',
          again: 'useless',
          example: ['curl: (3) URL using bad/illegal format or missing URL'],
        },
      ],
    },
    {
      kind: 'download',
      general: true,
      line: /^(?:curl: \(\d+\)|wget: )/,
      cases: [
        {
          id: 'download-failed',
          says: (s) => `A download failed: ${s.line.said.slice(0, 160)}.`,
          advice: 'Try the same address from an instance in the build subnet.',
          side: 'network',
          again: 'mayHelp',
          example: ['curl: (63) Maximum file size exceeded'],
        },
      ],
    },
  ],
}
