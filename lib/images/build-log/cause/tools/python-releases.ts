import { shell } from '../change'
import type { Sight, Tool } from '../tool'

const python2 = (s: Sight) =>
  s.shows(/python ?2\.|python2|pip version [89]\.|Python 2\.7|py2/i) || s.has(/\bf["'][^{]{0,200}\{/)

/** Code and tools that were written for a newer or an older Python than runs them. */
export const pythonReleases: Tool = {
  name: 'Python’s releases',
  failures: [
    {
      kind: 'config',
      exits: [1],
      line: /^RuntimeError: Click will abort further execution because Python/,
      cases: [
        {
          id: 'python-ascii-locale',
          says: 'Python took ASCII for the encoding, because the locale that is exported is not installed on the image (or none is set), and Click refuses to go on.',
          advice:
            'Export a locale that is there: C.UTF-8 is on nearly every image. Else generate the one that is exported.',
          side: 'script',
          again: 'useless',
          change: [shell('export LC_ALL=C.UTF-8 LANG=C.UTF-8')],
          proven: true,
          example: [
            'RuntimeError: Click will abort further execution because Python was configured to use ASCII as encoding for the environment.',
          ],
        },
      ],
    },
    {
      kind: 'language',
      exits: [1],
      line: /^SyntaxError: (?:invalid syntax|Missing parentheses in call to 'print')/,
      cases: [
        {
          id: 'python-two-code',
          when: (s) => /parentheses/.test(s.line.said),
          says: 'The program is written for Python 2 and runs under Python 3 (print without parentheses).',
          advice: 'Use a release of it for Python 3, or run it with python2 where that still exists.',
          side: 'script',
          again: 'useless',
          proven: true,
          example: ["SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)?"],
        },
        {
          id: 'python-too-old-for-code',
          when: (s) => s.above(/\bf["']|:=|\bmatch \w|\basync def|\bnonlocal\b|->/, 6) !== null && python2(s),
          says: (s) =>
            `The code uses syntax of a newer Python (an f-string, for example) than the one that runs it, an old Python 2 or 3: ${packageOf(s) || 'the newest release of a dependency'} no longer supports it.`,
          advice:
            'A dependency without an upper bound got a release for Python 3 only. Pin the last version that supports the old Python (for aws-cfn-bootstrap: pystache 0.5.4), use python3, or for ParallelCluster’s own steps a newer ParallelCluster.',
          side: 'distribution',
          again: 'useless',
          change: [shell("pip install 'pystache==0.5.4'")],
          example: [
            'out: File "/tmp/pip-build-x/pystache/setup.py", line 183',
            'out: command = f"pandoc {x}"',
            'out: SyntaxError: invalid syntax',
          ],
        },
        {
          id: 'python-syntax',
          says: 'Python does not understand a line of code: SyntaxError: invalid syntax.',
          advice:
            'Either it is written for another release of Python than runs it (compare `python --version` with what it supports), or the file is broken. The lines before it show the place.',
          side: 'script',
          again: 'useless',
          example: ['File "/opt/a.py", line 3', 'SyntaxError: invalid syntax'],
        },
      ],
    },
    {
      kind: 'language',
      exits: [1],
      line: /^(?:AttributeError: module '(?!pkgutil|setuptools|numpy)([\w.]+)' has no attribute '\w+'|ImportError: cannot import name '?\w+'? from '(?!setuptools|pkg_resources|distutils)([\w.]+)'|AttributeError: type object '([\w.]+)' has no attribute .*)/,
      cases: [
        {
          id: 'python-packages-apart',
          when: (s) => packagesOf(s).length > 0,
          says: (s) =>
            `Two Python packages do not fit each other: ${packagesOf(s).join(' and ')} (${s.line.said.slice(0, 140)}). One was upgraded, the other is older and expects what the new one no longer has, or the other way round.`,
          advice: (s) =>
            `Upgrade them together, or pin the older release of the one that is newer. Packages of the distribution (dist-packages) beside those of pip are how they drift apart: use a virtual environment.${packagesOf(s).some((name) => /OpenSSL/.test(name)) ? ' OpenSSL is the package pyOpenSSL, which has to keep up with cryptography.' : ''}`,
          side: 'script',
          again: 'useless',
          change: [shell('python3 -m pip install --upgrade <one> <other>')],
          example: [
            'File "/usr/lib/python3/dist-packages/josepy/util.py", line 16, in <module>',
            'File "/usr/lib/python3/dist-packages/OpenSSL/crypto.py", line 1573, in X',
            "AttributeError: module 'lib' has no attribute 'X509_V_FLAG'",
          ],
        },
        {
          id: 'python-attribute',
          says: (s) => `A Python module lacks what the program expects of it: ${s.line.said.slice(0, 160)}.`,
          advice:
            'Another release of it is installed than the program was written for, or a file of the same name hides it: pin the release that fits.',
          side: 'script',
          again: 'useless',
          example: ["AttributeError: module 'frob' has no attribute 'quux'"],
        },
      ],
    },
    {
      kind: 'language',
      exits: [1, 2],
      line: /module 'pkgutil' has no attribute 'ImpImporter'/,
      cases: [
        {
          id: 'pip-older-than-python',
          says: 'The pip (or setuptools) that runs is older than Python 3.12, which no longer has pkgutil.ImpImporter.',
          advice:
            'It is usually the distribution’s pip run with a newer Python: bring that Python its own (python3.12 -m ensurepip --upgrade, or get-pip.py), use a venv, or the older Python.',
          side: 'script',
          again: 'useless',
          change: [
            shell('python3.12 -m ensurepip --upgrade', 'python3.12 -m pip install --upgrade pip setuptools'),
          ],
          proven: true,
          example: [
            "AttributeError: module 'pkgutil' has no attribute 'ImpImporter'. Did you mean: 'zipimporter'?",
          ],
        },
      ],
    },
  ],
}

const packageOf = (s: Sight) =>
  /\/([\w.-]{2,60})\/setup\.py/.exec(s.above(/setup\.py/, 8)?.input ?? '')?.[1] ?? ''

/** The installed packages that the traceback went through last. */
function packagesOf(s: Sight): string[] {
  const names: string[] = []
  for (const { said } of s.scene.above(s.line, 30)) {
    if (/^(?:Traceback|During handling)/.test(said) && names.length > 0) break
    const name = /(?:site|dist)-packages\/([\w.-]{1,60})\//.exec(said)?.[1]
    if (name && !names.includes(name)) names.push(name)
    if (names.length === 2) break
  }
  return names
}
