import { describe, expect, it } from 'vitest'
import { failing } from '../failing-build'
import type { StepText } from '../fixture'

const WRAPPER = `if /tmp/parallelcluster/tmp.abc ; then
  echo 'Script executed successfully'
else
  echo 'ERROR - Script execution failure. Exit code != 0'
  exit 1
fi`
const custom = (...said: string[]): StepText => ({
  stdout: ['Installing', 'ERROR - Script execution failure. Exit code != 0'],
  stderr: [WRAPPER, ...said].join('\n'),
})

describe('the line that is quoted', () => {
  it.each([
    [
      'the last error of stderr',
      custom('curl: (6) Could not resolve host: repo.example.com'),
      'curl: (6) Could not resolve host: repo.example.com',
      'dns',
    ],
    [
      'what explains, not what closes',
      custom(
        'hello.c:1:10: fatal error: zlib.h: No such file or directory',
        'compilation terminated.',
        'make: *** [Makefile:3: hello.o] Error 1',
      ),
      'hello.c:1:10: fatal error: zlib.h: No such file or directory',
      'compiler',
    ],
    [
      'the archive, not tar giving up',
      custom(
        'gzip: stdin: not in gzip format',
        'tar: Child returned status 1',
        'tar: Error is not recoverable: exiting now',
      ),
      'gzip: stdin: not in gzip format',
      'archive',
    ],
    [
      'the exception, not the traceback',
      custom(
        'Traceback (most recent call last):',
        '  File "/tmp/x.py", line 2, in <module>',
        '    import boto3',
        "ModuleNotFoundError: No module named 'boto3'",
      ),
      "ModuleNotFoundError: No module named 'boto3'",
      'python-module',
    ],
    [
      'the package whose script failed, not apt summing up',
      custom(
        'dpkg: error processing package nvidia-dkms-550 (--configure):',
        ' installed post-installation script subprocess returned error exit status 10',
        'Errors were encountered while processing:',
        ' nvidia-dkms-550',
        'E: Sub-process /usr/bin/dpkg returned an error code (1)',
      ),
      'nvidia-dkms-550',
      'dpkg-dkms',
    ],
    [
      'the last error when earlier ones were got over',
      custom(
        'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 77 (apt)',
        'curl: (22) The requested URL returned error: 404',
      ),
      'curl: (22) The requested URL returned error: 404',
      'http-not-found',
    ],
    [
      'a killed command',
      custom('/tmp/parallelcluster/tmp.abc: line 9:  4121 Killed                  ./build.sh'),
      'Killed',
      'out-of-memory',
    ],
    [
      'a full disk',
      custom("cp: error writing '/opt/x/y': No space left on device"),
      'No space left on device',
      'disk-full',
    ],
    [
      'S3 saying no',
      custom('fatal error: An error occurred (403) when calling the HeadObject operation: Forbidden'),
      '(403)',
      's3-denied',
    ],
    [
      'a variable that is not set',
      custom('/tmp/parallelcluster/tmp.abc: line 3: CLUSTER: unbound variable'),
      'CLUSTER: unbound variable',
      'unbound-variable',
    ],
    [
      'a page instead of a script',
      custom("/tmp/parallelcluster/tmp.abc: line 1: syntax error near unexpected token `newline'"),
      'line 1: syntax error',
      'script-not-script',
    ],
    [
      'a question nobody could answer',
      custom(
        'sudo: a terminal is required to read the password; either use the -S option to read from standard input',
      ),
      'sudo: a terminal is required',
      'sudo-password',
    ],
    [
      'a daemon that is not there',
      custom(
        'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
      ),
      'Cannot connect to the Docker daemon',
      'docker',
    ],
    [
      'git without a password',
      custom(
        "Cloning into 'tools'...",
        "fatal: could not read Username for 'https://git.example.com': No such device or address",
      ),
      'could not read Username',
      'git',
    ],
  ])('is %s', (_, text, line, rule) => {
    const found = failing(text)
    expect(found.quoted).toHaveLength(1)
    expect(found.quoted?.[0]).toContain(line)
    expect(found).toMatchObject({ ruleId: rule, step: 'Execute', exitCode: 1 })
  })

  it('is unmet dependencies on stdout when stderr only closes', () => {
    const found = failing({
      stdout: [
        'The following packages have unmet dependencies:',
        ' libfoo1 : Depends: libbar2 (>= 2.4) but it is not installable',
      ],
      stderr:
        'set -e\napt-get install -y libfoo1\nE: Unable to correct problems, you have held broken packages.',
      exit: 100,
    })
    expect(found).toMatchObject({
      quoted: ['libfoo1 : Depends: libbar2 (>= 2.4) but it is not installable'],
      exitCode: 100,
    })
  })

  it('is dnf’s problem, not the word Error that begins it', () => {
    const found = failing({
      stderr:
        'dnf install -y foo\nError: \n Problem: package foo-1.el9.x86_64 requires bar >= 2, but none of the providers can be installed\n  - nothing provides baz needed by bar-2.el9.x86_64',
      live: false,
    })
    expect(found.ruleId).toBe('package-conflict')
    expect(found.quoted?.[0]).toMatch(/foo|baz/)
  })

  it('is never the echoed script, a trace or a heredoc in it', () => {
    const found = failing({
      stdout: ['doing things', 'the gadget sleeps'],
      stderr: `set -e
cat > /tmp/check.sh <<'EOF'
echo "ERROR: cannot find the gadget"
EOF
for host in a b; do
  echo "fatal: $host unreachable" && exit 1
done
+ echo 'error: not really'
/tmp/check.sh || \\
  echo "error: check failed"`,
    })
    expect(found).toMatchObject({ quoted: ['the gadget sleeps'], sure: false, ruleId: 'last-line' })
  })

  it('is not sure when no rule knows it, and shows the lines around', () => {
    const found = failing(custom('frobnicator: error: the flux is inverted'))
    expect(found).toMatchObject({
      quoted: ['frobnicator: error: the flux is inverted'],
      sure: false,
      ruleId: 'last-error-line',
    })
    expect(found.nearby?.map((line) => line.text)).toContain('frobnicator: error: the flux is inverted')
  })

  it.each([
    [
      'iptables v1.8.10: iptables: No chain/target/match by that name, while adding the rule of SITE-IN',
      'docker-chains',
    ],
    ['solver 2.15.0 requires numpy<2.0, but you have numpy 2.0.2 which is incompatible.', 'numpy-abi'],
    ["AttributeError: module 'numpy' has no attribute 'float'.", 'numpy-abi'],
  ])('is not what it only resembles: %s', (said, ruleId) => {
    expect(failing(custom(said)).ruleId).not.toBe(ruleId)
  })

  it('is none for a step that says nothing', () => {
    expect(failing({ exit: 137 })).toMatchObject({
      quoted: [],
      sure: false,
      sentence: expect.stringContaining('memory'),
    })
  })
})
