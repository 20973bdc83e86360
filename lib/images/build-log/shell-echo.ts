/** What a line of stderr is: the script itself (`set -v`), a trace of it (`set -x`), or something a program said. */
export type StderrLine = 'echo' | 'trace' | 'said'

/** No compound command of a component's script is longer; bounds the search for its end. */
const LONGEST_COMPOUND = 400
/** So often, on average, a line may be read again because an opening before it never closed. */
const MOST_REREADS = 20

/**
 * Tells the echoed script from what programs wrote between its lines. Bash reads a compound command, a here-document
 * or an open quote to its end before it runs anything, so everything inside one is echo whatever it looks like;
 * outside, a line is echo when it reads as shell. An opening that never closes was no opening.
 */
export function readStderr(lines: readonly string[]): StderrLine[] {
  const kinds: StderrLine[] = new Array(lines.length).fill('said')
  let index = 0
  let toRead = LONGEST_COMPOUND + MOST_REREADS * lines.length
  while (index < lines.length) {
    const line = lines[index] ?? ''
    const trace = TRACE.test(line)
    const json = line.trim() === '{' && /^\s*"[^"]*" *:/.test(lines[index + 1] ?? '')
    if (!trace && (json || !looksLikeShell(line))) {
      index++
      continue
    }
    const { end, read } = endOfCommand(lines, index, Math.min(LONGEST_COMPOUND, toRead))
    toRead -= read
    kinds.fill(trace ? 'trace' : 'echo', index, end)
    index = end
  }
  return kinds
}

/** The index after the last line of the command that begins at `from`, and how many lines were read for it. */
function endOfCommand(lines: readonly string[], from: number, most: number): { end: number; read: number } {
  const open = { quote: '', depth: 0, heredoc: '', continued: false }
  const last = Math.min(lines.length, from + most)
  for (let index = from; index < last; index++) {
    const line = lines[index] ?? ''
    if (open.heredoc) {
      if (line.trim() === open.heredoc) open.heredoc = ''
    } else {
      readLine(line, open)
    }
    if (!open.quote && open.depth <= 0 && !open.heredoc && !open.continued)
      return { end: index + 1, read: index + 1 - from }
  }
  return { end: from + 1, read: last - from }
}

interface Open {
  quote: string
  depth: number
  heredoc: string
  continued: boolean
}

const OPENS = new Set(['if', 'case', 'for', 'while', 'until', 'select', '{'])
const CLOSES = new Set(['fi', 'esac', 'done', '}'])
const BEFORE_COMMAND = new Set(['then', 'do', 'else', 'elif', '!', '{', 'time'])

function readLine(line: string, open: Open): void {
  open.continued = false
  const bare = withoutQuotes(line, open)
  if (open.quote) return
  const heredoc = /<<-?\s*["'\\]?([A-Za-z_]\w*)/.exec(line)
  if (heredoc?.[1] && !/<<</.test(line)) open.heredoc = heredoc[1]
  let command = true
  for (const word of bare.match(/\(\)|;;|[;|&()]|[^\s;|&()]+/g) ?? []) {
    if (/^[;|&()]/.test(word)) {
      command = true
    } else if (command) {
      if (OPENS.has(word)) open.depth++
      else if (CLOSES.has(word)) open.depth--
      command = BEFORE_COMMAND.has(word) || word === 'if' || word === 'while' || word === 'until'
    }
  }
  if (bare.trimEnd().endsWith('(')) open.depth++
  else if (open.depth > 0 && /^\s*\)\s*$/.test(bare)) open.depth--
  open.continued = /(?:\\|\|\||&&|\|)\s*$/.test(bare)
}

/** The line with quoted text and comments blanked; leaves a quote that stays open in `open`. */
function withoutQuotes(line: string, open: Open): string {
  let bare = ''
  for (let index = 0; index < line.length; index++) {
    const char = line[index] ?? ''
    if (open.quote) {
      if (char === '\\' && open.quote === '"') index++
      else if (char === open.quote) open.quote = ''
      continue
    }
    if (char === '\\' && index < line.length - 1) index++
    else if (char === '"' || char === "'") {
      open.quote = char
      bare += 'q'
    } else if (char === '#' && /^\s?$/.test(bare.slice(-1))) break
    else bare += char
  }
  return bare
}

const KEYWORD =
  /^\s*(?:#|if |then\b|else$|elif |fi\b|for \w+ in\b|(?:while|until) (?:.*;\s*do\b|\[|!|read\b|true\b|:)|do$|done\b|case .*\bin\b|esac\b|function \w+|\w+ ?\(\) *\{?$|[{}]\s*$|\[\[? |exit(?: \S+)?$|return(?: \S+)?$|set [-+]|export |local |readonly |declare |source [./$~"]|\. \S*[/$]|trap |eval |exec |unset |cd |:$)/
const ASSIGNMENT = /^\s*[A-Za-z_]\w*\+?=/
const COMMAND =
  /^\s*(?:echo|printf|cat|mkdir|rm|cp|mv|ln|chmod|chown|touch|curl|wget|tar|unzip|gzip|gunzip|apt-get|apt|apt-cache|apt-key|apt-mark|add-apt-repository|yum|dnf|zypper|rpm|dpkg|amazon-linux-extras|yum-config-manager|subscription-manager|pip3?|python[\d.]*|bash|sh|sudo|systemctl|sed|awk|grep|xargs|sleep|tee|aws|git|docker|cmake|gcc|gem|bundle|berks|cinc-client|chef-client|inspec|modprobe|update-initramfs|grubby|dracut|reboot|shutdown|useradd|usermod|groupadd|ls|uname|jq|hostnamectl|timedatectl|sysctl|umount|modinfo|dkms|lsmod|depmod|gpg|openssl|ssh|scp|npm|node|conda|spack|nvidia-smi|ldconfig|locale-gen|debconf-set-selections|pushd|popd|\[)(?:\s+(?!:)|$)/
/** Commands that are English words too: only with an option, a path or a variable. */
const WORD_COMMAND =
  /^\s*(?:install|find|command|type|test|kill|make|service|sort|head|tail|which|mount|time|timeout|env|nohup|patch|ping|host|module|wait) .*(?:(?:^|\s)-\w|[/$])/
const PATH_COMMAND = /^\s*(?:\/|\.\.?\/|~\/|\$\{?\w)[\w./${}-]*(?:\s(?!:)|$)/
const SYNTAX = /\$\{|\$\(|\s(?:&&|\|\|)\s|2>&1|>\s*\/dev\/null/
/** `+ cp a b`, and with a `PS4` that names the place: `+script.sh:3: cp a b`. */
const TRACE = /^\++ |^\++[\w(][^ ]*:\d+[:)]/
/** Whether a line of stdout is a trace: of a script whose streams are merged. */
export const isTrace = (text: string): boolean => text.charCodeAt(0) === 43 && /^\++ [\w./'"[:({$]/.test(text)

/** `/tmp/script: line 4: …`, `curl: (22) …`: a program speaking, even when it quotes the script. */
const SPEAKER =
  /: line \d+: |^npm (?:ERR!|WARN|error|warn|notice)|^[\w./+-]+(?: \(child\))?: [(\w'"`]|^\w+: |^\s*\[ *[A-Z]+ *\] |^\[\d{4}-|^#\d+ /
/** `time="…" level=error msg="…"` looks like assignments, and is a log. */
const LOGFMT =
  /(?:^|\s)(?:level|lvl|severity|msg|err|error)=\S+ .{0,300}\w=|(?:^|\s)(?:level|lvl|severity)=\S/
/** A sentence that begins with a command's name, a path or a keyword: `git clone failed`, `/opt/x was not found`. */
const SENTENCE =
  /\b(?:failed(?: (?:to|with|because|for|on|at)\b|[.!]?$)|(?:is|was|are|were|has|have|had|does|did|could|would|can|must)(?: not|n't)\b|cannot\b|unable to|(?:is|are|was|were) (?:missing|corrupt|already|broken|empty|gone|too)\b|not found[.!]?$|exited with|returned (?:an?|non-zero)|unreachable|timed out|crashed|terminated)/
const SAYS = /\b(?:echo|printf|logger|grep|warn|die|fail|abort|log|err(?:or)?)\s+['"$\w]/

function isSentence(line: string): boolean {
  if (/^[A-Z][a-z]+ [a-z]/.test(line)) return true
  return SENTENCE.test(line) && !SAYS.test(line) && !/[$;|<>]|\s--?\w/.test(line)
}

function looksLikeShell(line: string): boolean {
  if (LOGFMT.test(line)) return false
  if (ASSIGNMENT.test(line)) return true
  if (SPEAKER.test(line.trimStart()) && !KEYWORD.test(line.replace(/^\s*\[ *[A-Z]+ *\] |^#\d+ /, '')))
    return false
  if (isSentence(line)) return false
  return (
    KEYWORD.test(line) ||
    COMMAND.test(line) ||
    WORD_COMMAND.test(line) ||
    PATH_COMMAND.test(line) ||
    SYNTAX.test(line)
  )
}
