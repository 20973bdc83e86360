import type { Reading } from './reading'

/** What may not be done: rights, credentials, licences, questions, policies. */
export const refused: readonly Reading[] = [
  {
    id: 'plain-licence',
    kind: 'prompt',
    line: /\b(?:licen[cs]e|EULA|terms (?:of|and)|agreement)\b.{0,100}\b(?:accept|agree|declin|reject|not |must|expired|invalid|denied|required|missing|prompt)|\b(?:accept|agree to|agreeing|accepting|declined|rejected)\b.{0,60}\b(?:licen[cs]e|EULA|terms|agreement)/i,
    says: 'A license has not been accepted, or is not valid',
    advice:
      'Accept it without a question: by an option (--accept-license, -y), a variable (ACCEPT_EULA=Y) or debconf-set-selections before the installation. A paid one has to be there and in date.',
    side: 'script',
    example: 'frob: error: no valid license found, agreement rejected',
  },
  {
    id: 'plain-question',
    kind: 'prompt',
    line: /\[(?:y|Y)(?:es)?\/(?:n|N)|\(y(?:es)?\/n(?:o)?\)|\[y\]es, \[n\]o|\bEOF (?:when|while|on|or|error)|\bon user command\b|\b(?:aborted|cancell?ed) by (?:the )?user\b|\bnot (?:a|an interactive) (?:tty|terminal)\b|\b(?:tty|terminal) (?:is )?(?:required|needed)|\/dev\/tty|\bnon-?interactive(?:ly)?\b|\bdo you (?:want|wish|accept|agree|really)|\bare you sure\b|\bpress (?:enter|any key|return)\b|\b(?:requires?|waiting for|expects?) (?:an? )?(?:confirmation|answer|input|interaction)|\buse -?-(?:y|yes|force|f)\b|\b(?:overwrite|replace)\b.{0,80}\?/i,
    says: 'A command asked a question, and nobody could answer',
    advice:
      'Give the answer with the command: -y, --yes, --batch, --force or -o to overwrite, or DEBIAN_FRONTEND=noninteractive. A file that is already there is a usual reason to ask: remove it first, or overwrite it.',
    side: 'script',
    example: 'Proceed with the frobnication? (y/n) EOF when reading a line',
  },
  {
    id: 'plain-root',
    kind: 'permission',
    faint: true,
    line: /\b(?:must|has to|needs? to|should|can) (?:only )?(?:be )?(?:run|executed|started|invoked)? ?(?:as|by|with) (?:the )?(?:root|superuser|administrator|sudo)\b|\b(?:not|never|refus\w{1,5}|against|attempt\w{0,3}).{0,60}\b(?:run|running|execut\w{1,4}|be) (?:\S{1,30} )?as (?:the )?(?:root|superuser)\b|\brequires? (?:root|administrat\w{1,5}|elevated)|\bas root\b/i,
    says: 'The command cares which user runs it',
    advice:
      'Steps run as root. If it refuses root, run it as another user (sudo -u, runuser) or with the option it names; if it wants root, the script changed to another user before.',
    side: 'script',
    example: 'frob: refusing to run as root',
  },
  {
    id: 'plain-policy',
    kind: 'permission',
    faint: true,
    line: /\b(?:FIPS|SELinux|AppArmor|seccomp|fapolicyd?|secure ?boot|lockdown|noexec|CIS|STIG)\b|\b(?:blocked|denied|forbidden|prohibited|disallowed|restricted|prevented|rejected) by\b|\b(?:policy|polic(?:y|ies) (?:does|do)|hardening)\b.{0,60}\b(?:not|den|block|forbid|reject|prevent)/i,
    says: 'A security policy of the image or account refuses it',
    advice:
      'Find the policy that is named (SELinux, fapolicyd, FIPS mode, noexec mounts, an endpoint or bucket policy) and allow this, or do it in a way the policy accepts. Hardened parent images bring such policies.',
    side: 'parentImage',
    example: 'frob: execution blocked by fapolicyd',
  },
  {
    id: 'plain-credentials',
    kind: 'credentials',
    faint: true,
    line: /\b(?:40[137]|unauthori[sz]ed|unauthenticated|forbidden)\b|\b(?:authentication|authorization|login|logon|log-in) (?:is |has |was )?(?:failed|failure|required|denied|error|expired)|\b(?:failed|unable|could not|cannot) (?:to )?(?:authenticate|log ?in|authorize)|\b(?:invalid|expired|missing|bad|wrong|no) (?:\S{1,20} )?(?:credentials?|token|password|passphrase|api[- ]?key|access key|secret)\b|\b(?:access|permission to \S{1,60}) (?:was |is )?(?:denied|refused)\b|\bnot (?:authorized|logged in|signed in|authenticated|permitted to access)\b|\bsubscription\b|\b(?:account|password|token|session|credentials?) .{0,40}\bexpired\b/i,
    says: 'Access was refused',
    advice:
      'Give the build what it needs to be let in: a token or password for the service, or a permission for the instance role (Build/Iam/InstanceRole). Check that it has not expired and belongs to this address and region.',
    side: 'configuration',
    example: 'frob: login failed: unauthorized',
  },
  {
    id: 'plain-permission',
    kind: 'permission',
    faint: true,
    line: /\bpermissions?\b.{0,60}\b(?:denied|not|wrong|insecure|too|bad|incorrect|invalid)|\b(?:insecure|unsafe|wrong|bad|incorrect|dubious|invalid|too open|loose) (?:\S{1,20} )?(?:permissions?|owner(?:ship)?|mode)\b|\b(?:operation )?not permitted\b|\b(?:EACCES|EPERM|EROFS)\b|\bread-?only (?:file ?system|mount)|\b(?:world|group)[- ](?:writ(?:e)?able|readable)\b|\bnot (?:readable|writable|writeable|executable|owned)\b|\bowned by\b|\bumask\b/i,
    says: 'Owner, mode or attributes of a file stand in the way',
    advice:
      'Check owner, mode and umask of the file and the folders above it, the user the command runs as, read-only and noexec mounts, and attributes (lsattr: an immutable file cannot be changed even by root until chattr -i).',
    side: 'parentImage',
    example: 'frob: error: key file has insecure permissions',
  },
]
