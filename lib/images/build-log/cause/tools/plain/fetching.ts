import type { Reading } from './reading'

/** What goes wrong between two machines, and with what was brought over. */
export const fetching: readonly Reading[] = [
  {
    id: 'plain-proxy',
    kind: 'network',
    faint: true,
    line: /\bproxy\b/i,
    says: 'The proxy did not let it through',
    advice:
      'Let the proxy pass this host, or set NO_PROXY for it. Programs read different settings (HTTP_PROXY, the package manager’s own file, systemd’s environment); one that opens TLS needs its certificate installed.',
    side: 'network',
    example: 'frob: error: the proxy sent no answer',
  },
  {
    id: 'plain-certificate',
    kind: 'network',
    faint: true,
    line: /\b(?:certificate|x509|TLS|SSL)\b|\bhandshake\b/i,
    says: 'A secure connection could not be made',
    advice:
      'The message says which of these it is: a certificate that expired or is not trusted (update ca-certificates, add the CA of an inspecting proxy), a clock that is wrong, or an old server or client whose protocol the other one refuses.',
    side: 'network',
    example: 'frob: error: handshake interrupted',
  },
  {
    id: 'plain-clock',
    kind: 'config',
    line: /\b(?:not yet valid|not valid (?:yet|before)|clock skew|skewed|in the future)\b|\b(?:system )?(?:clock|time)\b.{0,40}\b(?:wrong|behind|ahead|synchroni[sz]|differ)/i,
    says: 'The clock of the instance does not agree with the other side',
    advice: 'Let the time be synchronized first (chronyc makestep, timedatectl), then repeat the command.',
    side: 'parentImage',
    again: 'mayHelp',
    example: 'frob: token issued in the future',
  },
  {
    id: 'plain-signature',
    kind: 'repository',
    faint: true,
    line: /\bsignatures?\b|\b(?:GPG|PGP|public|signing) keys?\b|\bNO_PUBKEY\b|\bkey (?:id )?\S{0,50}(?:is not|not|could not|has) .{0,30}(?:trusted|imported|installed|found|available|expired)|\bkeyring\b|\bkey ?server\b|\bgpg: |\bnot (?:signed|trusted)\b|\bSHA-?1\b/i,
    says: 'A signature or key was not accepted',
    advice:
      'Import the publisher’s current key: it may have been replaced, have expired, be in the wrong file or not be readable. A key server that fails may answer on the next attempt, or use another one, or ship the key with the script.',
    side: 'distribution',
    again: 'mayHelp',
    example: 'frob: signature made with an unknown key',
  },
  {
    id: 'plain-checksum',
    kind: 'download',
    line: /\b(?:checksums?|hash(?:es)?|digests?|sha-?(?:256|512)|md5(?:sum)?)\b.{0,100}\b(?:mis-?match|not match|differ|fail|wrong|expected|incorrect|invalid|not meet|did not)|\b(?:mis-?match|expected|wrong|bad|invalid|incorrect)\b.{0,60}\b(?:checksum|hash|digest|sha256|md5)\b/i,
    says: 'A downloaded file does not have the expected checksum',
    advice:
      'If it is always the same, the publisher replaced the file: check it, then record the new checksum or pin a versioned address. If not, the download broke off or a proxy answered: build again.',
    side: 'distribution',
    again: 'mayHelp',
    example: 'frob: hash mismatch for frob-1.2.tar.gz',
  },
  {
    id: 'plain-not-served',
    kind: 'download',
    faint: true,
    line: /\b(?:404|410)\b|\bnot found on (?:the )?(?:server|remote)|\b(?:download|fetch|retriev|pull)\w{0,4}\b.{0,80}\b(?:fail|error|not|unable|could)|\b(?:failed|unable|could not|cannot|error)\b.{0,30}\b(?:download|fetch|retriev|pull)|\b(?:HTTP|status)(?: error)?:? [45]\d\d\b|\bserver (?:returned|responded|indicated|error)|\b50[0234]\b/i,
    says: 'A download failed',
    advice:
      'Open the address as the instance would. 404 and 410: it has moved, or the version was withdrawn. 5xx and a server that fails: try again, or use a mirror or a copy of your own.',
    side: 'network',
    again: 'mayHelp',
    example: 'frob: error: cannot fetch frob.db',
  },
  {
    id: 'plain-connection',
    kind: 'network',
    faint: true,
    line: /\b(?:connection|connect|network|host|socket|server|remote|peer|DNS|name)\b.{0,60}\b(?:refused|reset|closed|timed? ?out|unreachable|aborted|fail\w{0,3}|lost|not known|unavailable|resol\w{1,5}|unexpectedly)|\b(?:cannot|could not|couldn['’]t|unable to|failed to) (?:connect|resolve|reach|contact|communicate)|\bno route to host\b|\btemporar(?:y|ily) (?:failure|unavailable|error)|\btry again later\b|\b(?:ETIMEDOUT|ECONNRE\w{3,6}|ENOTFOUND|EAI_AGAIN)\b|\btimed out\b|\btimeout\b/i,
    says: 'A connection failed or took too long',
    advice:
      'Build again: most such failures pass. If it stays, check the way out of Build/SubnetId (NAT, endpoints, security groups, DNS, proxy) and whether the service it names runs at all.',
    side: 'network',
    again: 'mayHelp',
    example: 'frob: error: the remote closed the socket unexpectedly',
  },
  {
    id: 'plain-damaged',
    kind: 'archive',
    line: /\b(?:corrupt(?:ed)?|damaged|truncated|unexpected end of (?:file|archive|data|stream)|not (?:a|an|in) (?:\S{1,20} )?(?:archive|gzip|zip|tar)|bad (?:magic|archive|zip|gzip)|unexpected EOF|invalid (?:archive|compressed|header|magic)|inconsistent|incomplete)\b/i,
    says: 'A file is damaged, incomplete or not what it is taken for',
    advice:
      'Fetch or make it again and check its size: a download that broke off, an error page saved under its name, or a tool made for another format look like this.',
    side: 'script',
    again: 'mayHelp',
    example: 'frob: truncated header in /tmp/frob.db',
  },
]
