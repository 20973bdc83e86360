import { z } from 'zod'
import { type Receiver, readReceiver } from '../images/notices/receivers'
import {
  choice,
  count,
  documented,
  duration,
  flag,
  list,
  listOf,
  secureAddress,
  size,
  text,
  webAddress,
  wordList,
} from './grammar'

const roleArn = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/

/** `roleArn` null stands for the server's own credentials. */
export type Account = { name: string; roleArn: string | null }

function readAccount(item: string): Account | undefined {
  const at = item.indexOf('=')
  if (at < 0) return /^[\w-]+$/.test(item) ? { name: item, roleArn: null } : undefined
  const [name, arn] = [item.slice(0, at), item.slice(at + 1)]
  return /^[\w-]+$/.test(name) && roleArn.test(arn) ? { name, roleArn: arn } : undefined
}

const accounts = () =>
  wordList().transform((items, context): Account[] => {
    const read = items.map(readAccount)
    if (read.includes(undefined))
      context.addIssue(
        'must be name=role ARN pairs separated by commas, such as build=arn:aws:iam::123456789012:role/reader; ' +
          'a name alone stands for the server’s own credentials',
      )
    return read.flatMap((account) => account ?? [])
  })

const receivers = () =>
  wordList().transform((addresses, context): Receiver[] => {
    const read = addresses.map(readReceiver)
    // An address is a secret: which one is wrong is said by its place.
    for (const [index, receiver] of read.entries())
      if (!receiver) context.addIssue(`holds something else than an http(s) address in place ${index + 1}`)
    return read.flatMap((receiver) => receiver ?? [])
  })

/** What the server itself reads: where it listens, who gets in, whom it tells. */
export const servingVariables = {
  PORT: documented('3000', 'where to listen', count(0, 65_535).default(3000)),
  HOST: documented('127.0.0.1; 0.0.0.0 with sign-in', 'the interface to listen on', z.string().optional()),
  SERVE_OPENLY: documented(
    'false',
    'serves an interface other than loopback without sign-in',
    flag().default(false),
  ),
  ALLOWED_HOSTS: documented(
    '–',
    "without sign-in: further names it answers to, besides `localhost` and `PUBLIC_URL`'s, separated by commas; with `SERVE_OPENLY` IP addresses and names without a dot need not be listed",
    wordList().optional(),
  ),
  PUBLIC_URL: documented(
    '–',
    'the origin people open, e.g. `https://builds.example.com`, without a path. https makes cookies secure and sends HSTS',
    webAddress()
      .refine((text) => new URL(text).pathname === '/', {
        error: 'must be an origin: no path (BASE_PATH holds it)',
      })
      .transform((text) => new URL(text).origin)
      .optional(),
  ),
  SECURITY_CONTACT: documented(
    '–',
    '`mailto:` or https address for reports, told to all at `/.well-known/security.txt`',
    text(/^(mailto:|https:\/\/)\S+$/, 'a mailto: or https: address').optional(),
  ),
  TRUSTED_PROXIES: documented(
    '0',
    "how many proxies of yours stand in front, to know a client's address from X-Forwarded-For",
    count(0, 5).default(0),
  ),
  RATE_LIMIT_PER_MINUTE: documented(
    '3000; none without sign-in',
    'requests a person, token or address may make in a minute; 0 for any number',
    count(0, 1_000_000).optional(),
  ),
  LOG_LEVEL: documented(
    'info',
    'debug, info, warn, error or silent',
    choice(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  ),
  DRAIN_SECONDS: documented(
    '5',
    'how long after SIGTERM `/readyz` answers 503 while everything else is still answered, before the port closes',
    duration('s', 0, 300).default(5),
  ),
  SHUTDOWN_SECONDS: documented(
    '25',
    'how long after SIGTERM requests under way may take, `DRAIN_SECONDS` included',
    duration('s', 1, 300).default(25),
  ),
  OIDC_ISSUER: documented(
    '–',
    'the provider; https, to the letter as it calls itself',
    secureAddress().optional(),
  ),
  OIDC_CLIENT_ID: documented('–', 'the client registered there', z.string().optional()),
  OIDC_CLIENT_SECRET: documented(
    '–',
    'none for a public client (PKCE is always used)',
    z.string().optional(),
  ),
  OIDC_SCOPES: documented(
    'openid profile email',
    'what to ask for; some providers want `groups` in it',
    z.string().default('openid profile email'),
  ),
  OIDC_GROUPS_CLAIM: documented(
    'groups',
    'where the groups are, e.g. `realm_access.roles`',
    z.string().default('groups'),
  ),
  ALLOWED_GROUPS: documented(
    'everyone who can sign in',
    'who may read; separated by commas',
    list().optional(),
  ),
  ACCESS_FILE: documented(
    '–',
    'who may read which accounts, regions and images, see above; read again when it changes',
    z.string().optional(),
  ),
  SESSION_SECRET: documented(
    '–',
    '32 characters or more; several separated by commas, the newest first',
    list()
      .refine((secrets) => secrets.every((secret) => secret.length >= 32), {
        error: 'must be at least 32 characters, e.g. from `openssl rand -base64 32`',
      })
      .optional(),
  ),
  SESSION_HOURS: documented('8', 'how long a session lasts', duration('h', 1, 720).default(8)),
  SESSION_CHECK_MINUTES: documented(
    '60',
    "how long a session's groups are believed before the provider is asked again, where groups decide",
    duration('m', 0.1, 1440).default(60),
  ),
  PROXY_SIGN_IN: documented(
    '–',
    'alb, oauth2-proxy or cloudflare-access',
    choice(['alb', 'oauth2-proxy', 'cloudflare-access']).optional(),
  ),
  PROXY_ISSUER: documented('–', "who must have issued the proxy's token", secureAddress().optional()),
  PROXY_AUDIENCE: documented('–', 'whom it must be for; several separated by commas', list().optional()),
  PROXY_KEYS_URL: documented(
    'found by the issuer or region',
    'where the keys are',
    secureAddress().optional(),
  ),
  PROXY_SIGN_OUT_URL: documented(
    '–',
    'where the proxy signs people out, e.g. `/oauth2/sign_out`; shown as “Sign out” in the header',
    text(/^(https:\/\/|\/(?!\/))\S+$/, 'an https address or a path of the proxy').optional(),
  ),
  ALB_ARN: documented(
    '–',
    'the load balancer that must have signed',
    text(
      /^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:loadbalancer\/app\/[\w/-]+$/,
      "an Application Load Balancer's ARN",
    ).optional(),
  ),
  API_TOKENS: documented(
    '–',
    'as the file below, separated by commas, for platforms that have only variables',
    z.string().optional(),
  ),
  API_TOKENS_FILE: documented(
    '–',
    'tokens for API clients; read again when it changes',
    z.string().optional(),
  ),
  NOTIFY_URL: documented(
    '–',
    'addresses that are told of each build that ends or seems stuck, separated by commas or spaces; needs `PUBLIC_URL`. A secret; `NOTIFY_URL_FILE` names a file instead. See below',
    receivers().optional(),
  ),
} satisfies Record<string, z.ZodType>

/** What concerns AWS, and what is kept of its answers. */
export const awsVariables = {
  REGIONS: documented(
    "all of ParallelCluster's",
    'regions it may be asked for; the first is the default where the SDK has none',
    listOf(/^[a-z]{2}(-[a-z]+)+-\d$/, 'AWS regions such as us-east-1,eu-west-1').default([]),
  ),
  ACCOUNTS: documented(
    "the server's own",
    "`name=role ARN` pairs, the first is the default; a name alone stands for the server's own credentials",
    accounts().default([]),
  ),
  IMAGE_ID_PREFIXES: documented(
    'any',
    'beginnings of the image ids it shows',
    listOf(/^[a-zA-Z][a-zA-Z0-9-]*$/, 'beginnings of image ids').default([]),
  ),
  CUSTOM_S3_BUCKETS: documented(
    'none',
    "buckets given to `build-image` as `CustomS3Bucket`, separated by commas: besides ParallelCluster's own, an image's configuration is linked from these",
    listOf(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'names of S3 buckets').default([]),
  ),
  MASK_ACCOUNT_IDS: documented(
    'false',
    'answers `XXXXXXXXXXXX` for AWS account ids in ARNs, registry names and after the words account and owner, in pages, API and downloads; [SECURITY.md](SECURITY.md) says what it cannot know',
    flag().default(false),
  ),
  GET_LOG_EVENTS_PER_SECOND: documented(
    "the region's quota less a share for others",
    "the app's share of the account's GetLogEvents quota",
    z.coerce
      .number({ error: 'must be a number' })
      .gt(0, { error: 'must be more than 0' })
      .max(100, { error: 'must be at most 100' })
      .optional(),
  ),
  CACHE_MEMORY_MB: documented(
    '128',
    'finished logs kept in memory, compressed',
    size(0, 1_000_000).default(128),
  ),
  CACHE_DISK_MB: documented(
    '1024',
    'finished logs, and why failed builds failed, kept on disk; 0 for none',
    size(0, 100_000_000).default(1024),
  ),
  CACHE_DIR: documented(
    "the system's temporary folder",
    "where its own folder is made, which nobody else may open: `image-build-logs-<user id>`. `/cache` in the image. Files that end in `.json.gz` directly in it are an earlier version's and can go",
    z.string().optional(),
  ),
  ARCHIVE: documented(
    '–',
    'where every build that has ended is kept, so that it outlives `delete-image`: the absolute path of a folder, or `s3://bucket/prefix`. See below',
    text(
      /^(?:\/.+|s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:\/[\w!.*'()/-]*)?)$/,
      'the absolute path of a folder, or s3://bucket/prefix',
    ).optional(),
  ),
  ARCHIVE_DAYS: documented(
    'forever',
    'how many days after its beginning a kept build is removed',
    duration('d', 1, 100_000).optional(),
  ),
  INSIGHTS: documented(
    'false',
    'lets people search all log groups by CloudWatch Logs Insights, which AWS charges for by what is read: each sees the price and confirms it. See below',
    flag().default(false),
  ),
  INSIGHTS_USD_PER_GB: documented(
    '0.005',
    "what Logs Insights costs in your region, for the prices that are shown: AWS's price in us-east-1 unless told",
    z.coerce
      .number({ error: 'must be a number' })
      .min(0, { error: 'must not be negative' })
      .max(10, { error: 'must be at most 10' })
      .default(0.005),
  ),
  ISSUES_URL: documented(
    '–',
    'a repository on GitHub or GitHub Enterprise, e.g. `https://github.com/acme/images`: “Report a bug” then opens its form for a new issue, filled in',
    text(
      /^https:\/\/[\w.-]+(?::\d+)?\/[\w.-]+\/[\w.-]+\/?$/,
      'the https address of a repository on GitHub, https://github.com/owner/name',
    ).optional(),
  ),
  VALKEY_URL: documented(
    '–',
    'lets several replicas share pages and polls, e.g. `rediss://valkey.internal:6379`; one process needs none. Set its `maxmemory-policy` to `allkeys-lru`. It may go away and come back',
    text(/^(redis|valkey)s?:\/\//, 'a redis://, rediss:// or valkey:// address').optional(),
  ),
} satisfies Record<string, z.ZodType>

/** What is fixed when the app is built. */
export const buildVariables = {
  BASE_PATH: documented(
    '–',
    '**at build time**: the path it lives under, e.g. `/builds` (`docker build --build-arg BASE_PATH=/builds`)',
    text(/^(\/[\w.~-]+)+$/, 'a path such as /builds').optional(),
  ),
} satisfies Record<string, z.ZodType>

/** Every setting, an environment variable each, in the order of HOSTING.md's table, which is made of them. */
export const variables = { ...buildVariables, ...servingVariables, ...awsVariables }

/** Secrets may come from a file instead, e.g. one a container platform mounts: `<name>_FILE`. */
export const secrets = ['OIDC_CLIENT_SECRET', 'SESSION_SECRET', 'NOTIFY_URL'] as const
