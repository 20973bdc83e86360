import { expect, it } from 'vitest'
import { readStderr } from './shell-echo'

const said = (text: string) => {
  const lines = text.split('\n')
  const kinds = readStderr(lines)
  return lines.filter((_, index) => kinds[index] === 'said')
}

it('everything inside a compound command is echo', () => {
  expect(said('if [ -n "$X" ]; then\n  some words: error\n  frob the gadget\nfi\nfrob: not here')).toEqual([
    'frob: not here',
  ])
})

it('nested compounds, case patterns and functions close where they should', () => {
  const script =
    'case $ARCH in\n  x86_64)\n    if true; then\n      a b\n    fi\n    ;;\n  *)\n    odd words\n    ;;\nesac\nf() {\n  odd words\n}\nreally said'
  expect(said(script)).toEqual(['really said'])
})

it('a here-document ends at its word', () => {
  expect(said("cat <<'EOF' > /x\nError: in a file\nEOF\nError: for real")).toEqual(['Error: for real'])
})

it('a line that goes on, goes on', () => {
  expect(said('apt-get install -y \\\n  jq \\\n  curl\nE: Unable to locate package jq')).toEqual([
    'E: Unable to locate package jq',
  ])
})

it('an open quote is echo to its end', () => {
  expect(said('echo "one\ntwo error\nthree"\nfour')).toEqual(['four'])
})

it('an opening that never closes hides nothing after it', () => {
  expect(said("echo don't\nError: for real")).toEqual(['Error: for real'])
})

it('a program that speaks is not the script, even when its name is a command’s', () => {
  const errors = [
    'curl: (22) The requested URL returned error: 404',
    'rm: cannot remove /x',
    '/tmp/a.sh: line 4: foo: command not found',
    'tar: Child returned status 1',
    'make: *** [all] Error 2',
    'E: Unable to locate package x',
    'Error: Unable to find a match: y',
    'fatal: Remote branch z not found',
  ]
  expect(said(errors.join('\n'))).toEqual(errors)
})

it('a trace is neither', () => {
  expect(readStderr(['+ dnf install x', '++ uname -r', 'Error: x'])).toEqual(['trace', 'trace', 'said'])
})
