import type { Reading } from './reading'

/** Versions that do not fit, and what a release no longer has. */
export const versions: readonly Reading[] = [
  {
    id: 'plain-architecture',
    kind: 'command',
    faint: true,
    line: /\bexec format error\b|\b(?:wrong|different|unknown|unsupported|invalid|unexpected) (?:cpu )?architecture\b|\b(?:no|not).{0,30}\bfor (?:the )?(?:arm64|aarch64|x86_64|amd64|linux[/-]arm64)\b|illegal instruction/i,
    says: 'A program does not fit the processor of the build instance',
    advice:
      'Download the build for this architecture (x86_64 or aarch64), or choose a Build/InstanceType of the other one. “Illegal instruction” means it was compiled for a newer processor.',
    side: 'configuration',
    example: 'frobd: error: no build for linux-arm64',
  },
  {
    id: 'plain-version',
    kind: 'language',
    faint: true,
    line: /\b(?:requires?|needs?|wants?|expects?|depends on)\b.{0,100}(?:[<>=~^]=? ?v?\d|\bversions? v?\d|\b(?:or|and) (?:newer|later|higher|above)\b|at least v?\d)|\b(?:minimum|minimal|required|supported|expected) (?:\S{1,30} )?versions?\b|\bis (?:too old|too new|older than|newer than)\b|\b(?:older|newer|lower|higher) than (?:the )?(?:required|supported|minimum|expected|remote)|(?:version|v)\W?\d[\w.]{0,20}.{0,40}\b(?:is|are) (?:too|not supported|required|needed|unsupported)|\b(?:version|release) mismatch|does not satisfy|could not satisfy|no version .{0,60}(?:satisf|match)|\bbut .{0,60}\b(?:is|was) (?:to be )?installed\b|\b(?:upgrade|update) (?:your )?\S{1,40} to\b|\bonly (?:supports?|works with)\b|\bv?\d[\w.]{0,20} or (?:newer|later|higher|above|greater)\b/i,
    says: 'Versions do not fit together',
    advice:
      'Install the version that it asks for, or take a release of this program (often an older one) that fits what is there; pin both, so that a later build gets the same. Newer releases appear without a change of yours.',
    side: 'script',
    example: 'frobnicate requires libfoo version 2.4 or newer',
  },
  {
    id: 'plain-built-elsewhere',
    kind: 'compile',
    line: /\b(?:different|another|incompatible|wrong|other) (?:version|release|compiler|format|ABI)\b|\b(?:built|compiled|created|made|linked|generated) (?:for|with|by|against|using) (?:an? |the )?(?:different|another|other|older|newer|incompatible|wrong)|\b(?:not|in)-?compatible\b|\bincompatible\b|\bABI\b|wrong ELF class|recompile with|\bmust be (?:re)?(?:compiled|built)\b/i,
    says: 'Two parts that were made differently do not fit together',
    advice:
      'Rebuild or reinstall the one that came from elsewhere, with the same compiler, options and versions as the other, or take both from one source.',
    side: 'script',
    example: 'Cannot read index file: it was created by a different version of frob',
  },
  {
    id: 'plain-gone',
    kind: 'config',
    line: /\b(?:no longer (?:available|exists?|maintained|accepted|works?|valid|provided|allowed|included|served|published)|has been (?:removed|dropped|retired|discontinued|renamed|replaced|sunset|shut ?down|disabled)|(?:was|were|is|are) (?:removed|dropped|retired|discontinued|renamed|obsolete[d]?|withdrawn)|end[- ]of[- ](?:life|support)|reached its end|\bEOL\b|deprecated and (?:removed|disabled)|unauthenticated .{0,40}no longer)\b/i,
    says: 'Something that the script relies on has been withdrawn or replaced',
    advice:
      'Use what replaced it (the message, or the project’s release notes, name it), or pin the last version that had it. Building again does not bring it back.',
    side: 'distribution',
    example: 'error: the frob endpoint has been removed, use /v2 instead',
  },
  {
    id: 'plain-unsupported',
    kind: 'config',
    faint: true,
    line: /\b(?:not|un|isn['’]t|longer) ?supported\b|\bunsupported\b|\b(?:does|do)(?: not|n['’]t) support\b|\bnot (?:available|implemented|intended) (?:for|on|in|with)\b|\bnot available (?:for|on) (?:this|your)\b|\bno (?:support|build|binary|package|release|wheel|image) (?:is )?(?:available )?for\b|cannot be used with|not a supported/i,
    says: 'This system or version is not supported',
    advice:
      'Compare operating system, version and architecture of Build/ParentImage and Build/InstanceType with what the program supports; take its release for this system, or another parent image.',
    side: 'script',
    example: 'install.sh: unsupported distribution: rocky 9.4',
  },
  {
    id: 'plain-outdated',
    kind: 'config',
    line: /\b(?:out[- ]of[- ](?:date|sync)|outdated|stale|changed (?:significantly )?since|does not match the (?:lock|manifest|recorded)|lock ?file .{0,60}(?:needs|must|does not|is not|not up)|not up[- ]to[- ]date|needs to be (?:updated|regenerated|refreshed|rebuilt)|changed its )\b/i,
    says: 'Something recorded earlier no longer fits what it describes',
    advice:
      'Make the record anew with the tool that wrote it (a lock file, a cache, a list of packages) and commit it, or pin the version it was made for.',
    side: 'script',
    example: 'frob.lock is out of date with frob.toml, run `frob lock` to update it',
  },
]
