/** What bash means by an exit code, where it means something: as a sentence, and what to do. */
const CODES: Readonly<Record<number, { says: string; advice: string }>> = {
  124: {
    says: 'A command was stopped by `timeout` (exit code 124).',
    advice: 'Look for what it waited for, or give it more time.',
  },
  126: {
    says: 'A command was found but could not be executed (exit code 126).',
    advice: 'Check its mode (chmod +x), noexec mounts and its architecture.',
  },
  127: {
    says: 'A command was not found (exit code 127).',
    advice: 'Install it first, or correct its name and the PATH.',
  },
  137: {
    says: 'A command was killed (exit code 137), most often because memory ran out.',
    advice: 'Choose a larger Build/InstanceType.',
  },
  139: {
    says: 'A program crashed with a segmentation fault (exit code 139).',
    advice: 'Run it by hand on such an instance.',
  },
  141: {
    says: 'A command ended by SIGPIPE (exit code 141 = 128 + 13): what it piped into, such as head or grep -q, closed the pipe first, and `set -o pipefail` makes that a failure.',
    advice:
      'It depends on timing, so another run may pass. Read all of the output first (out=$(command); head <<<"$out"), or allow it with `|| true`.',
  },
  143: {
    says: 'A command was terminated (exit code 143), for example by a time limit.',
    advice: 'Look for what stopped it.',
  },
}

export const exitMeaning = (exitCode: number | undefined) =>
  exitCode === undefined ? undefined : CODES[exitCode]

export function exitAdvice(exitCode: number | undefined): string | undefined {
  const meaning = exitMeaning(exitCode)
  return meaning && `${meaning.says} ${meaning.advice}`
}
