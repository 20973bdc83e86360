import type { Reading } from './reading'

/** What is there already, in use, locked, full or used up. */
export const taken: readonly Reading[] = [
  {
    id: 'plain-locked',
    kind: 'lock',
    line: /\b(?:cannot|could not|couldn['’]t|can['’]t|unable to|failed to)\b.{0,40}\block\b|\block(?:ed|file)?\b.{0,60}\b(?:held|already|exists|by (?:process|pid|another)|timed? ?out|timeout|busy|in use)|\b(?:is|was|are) locked\b|\banother (?:process|instance|program|installation|transaction|copy|command|operation|app)\b.{0,60}|\b(?:resource |device |target |file |is )busy\b|\bEBUSY\b|\balready in progress\b/i,
    says: 'Something else holds what the command needs',
    advice:
      'Wait for the other program (a service of the first boot, an update in the background) and try again in the script. If nothing runs that could hold it, the lock file is a leftover, often of the parent image: remove it.',
    side: 'chance',
    again: 'mayHelp',
    example: 'frob: could not get lock on /var/lib/frob/lock',
  },
  {
    id: 'plain-in-use',
    kind: 'config',
    faint: true,
    line: /\b(?:already|currently|still) (?:in use|used|being used|taken|bound|mounted|allocated|running|loaded|registered|occupied)\b|\b(?:is|are) (?:being|in) use[d]?\b|\baddress (?:is )?already\b|\bnot unique\b|\bduplicate (?:UUID|id|key|name|entry|address)\b/i,
    says: 'Something that must be free or unique is in use',
    advice:
      'Another user, service, file system or earlier step has it: choose another number or name, stop what uses it, or skip the step when it is there already.',
    side: 'script',
    example: 'frob: error: the name is currently in use',
  },
  {
    id: 'plain-conflict',
    kind: 'package',
    line: /\bconflict(?:s|ing|ed)?\b|\bmultiple definition|\bdefined (?:twice|more than once|multiple)|\bduplicate\b|\bredefin(?:ed|ition)\b|\bcannot (?:both|co-?exist)\b|\bmutually exclusive\b|\b(?:configured|listed|specified|set) (?:multiple times|more than once|twice)/i,
    says: 'Two things exclude each other',
    advice:
      'Remove or leave out one of the two, or let the package manager replace it. What the parent image already has may conflict with what the script adds.',
    side: 'script',
    example: 'frob: conflicting values for option mode',
  },
  {
    id: 'plain-exists',
    kind: 'config',
    faint: true,
    line: /\balready (?:exists?|installed|present|there|defined|configured|contains|initiali[sz]ed|set up|up[- ]to[- ]date|a member|been \w{3,14})\b|\b(?:file|directory|folder) exists\b|\bEEXIST\b|\bpre-?existing\b|\bnot empty\b|\bcontains an existing\b|\bappears to (?:contain|be)\b|\bexisting\b.{0,60}\b(?:found|detected|installation|file ?system)|\bdoes not update\b|\bexists but\b|\bto be overwritten\b|\boverwrite (?:is|was|it|these|the)\b|\bunexpected changes\b/i,
    says: 'Something is there already, and the command does not replace it',
    advice:
      'The parent image or an earlier step brought it. Use the option that updates or overwrites (--force, --update, -f), remove it first, or skip the step when it is there.',
    side: 'script',
    example: 'frob: found a preexisting installation, use --update',
  },
  {
    id: 'plain-disk',
    kind: 'disk',
    line: /\bno space left\b|\bENOSPC\b|\b(?:disk|file ?system|device|partition|volume|quota)\b.{0,40}\b(?:full|exceeded|exhausted|too small)|\b(?:not enough|insufficient|needs? .{0,30}more) (?:free )?(?:disk )?space\b|\bcannot write\b/i,
    says: 'A disk or its quota is full',
    advice:
      'Free room or enlarge the volume (Image/RootVolume/Size); check which file system it is: /boot, /tmp and /var may be small partitions of their own, and inodes run out too.',
    side: 'configuration',
    example: 'frob: error: partition /opt is too small',
  },
  {
    id: 'plain-memory',
    kind: 'memory',
    line: /\bout of memory\b|\bcannot allocate memory\b|\bENOMEM\b|\bstd::bad_alloc\b|\b(?:heap|memory) (?:exhausted|limit|space)\b|\bMemoryError\b|\b(?:not enough|insufficient) memory\b|^Killed$|(?<!by signal \()\bKilled\s{1,40}(?!by signal)\S/i,
    says: 'Memory ran out',
    advice: 'Choose a larger Build/InstanceType, run fewer jobs at once (-j), or add swap for the build.',
    side: 'configuration',
    example: 'frob: not enough memory to link',
  },
  {
    id: 'plain-limit',
    kind: 'network',
    line: /\b(?:rate|request|usage|pull|download|api) ?limits?\b|\btoo many (?:requests|connections|open|attempts|redirects)|\bthrottl|\bquota\b.{0,40}\b(?:exceeded|reached)|\b(?:over|beyond|above) (?:its|your|the) (?:\w{1,12} ){0,2}(?:quota|limit|budget)|\b(?:limit|maximum)\b.{0,40}\b(?:exceeded|reached)|\bexceed(?:s|ed)\b.{0,60}\b(?:limit|quota|maximum)|\b429\b/i,
    says: 'A limit was exceeded',
    advice:
      'Try again later, sign in so that a higher limit applies, keep a copy of your own (S3, a mirror, ECR), or have the limit raised. Builds without sign-in share the limit of their address.',
    side: 'network',
    again: 'mayHelp',
    example: 'frob: error: daily download limit reached',
  },
]
