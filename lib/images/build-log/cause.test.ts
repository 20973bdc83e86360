import { describe, expect, it } from 'vitest'
import { explainBuild } from './cause'
import { chefFatal, document, FAILED, GOOD, parse, SCRIPT, type StepText, step } from './fixture'

const explain = (messages: readonly string[]) => explainBuild({ outline: parse(messages) })

/** A build whose one step fails so. */
function failing(text: StepText, name = 'Execute') {
  const { cause } = explain([...document(SCRIPT), ...step(name, { exit: 1, ...text }), ...FAILED])
  return { ...cause, quoted: cause?.lines.map((line) => line.text) }
}

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
      'package-script',
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
      'terminal-needed',
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
    expect(found).toMatchObject({ ruleId: rule, sure: true, step: 'Execute', exitCode: 1 })
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

  it('is none for a step that says nothing', () => {
    expect(failing({ exit: 137 })).toMatchObject({
      quoted: [],
      sure: false,
      advice: expect.stringContaining('memory'),
    })
  })
})

describe('a Chef run that failed', () => {
  const chain =
    'Net::HTTPClientException: remote_file[/opt/x.tgz] (aws-parallelcluster-slurm::install line 14) had an error: Net::HTTPClientException: 404 "Not Found"'

  it('is quoted by its FATAL line, with the place', () => {
    expect(failing({ stdout: chefFatal(chain) }, 'InstallPClusterPackages')).toMatchObject({
      quoted: [expect.stringContaining('404 "Not Found"')],
      ruleId: 'http-not-found',
      recipe: 'aws-parallelcluster-slurm::install line 14',
      resource: 'remote_file[/opt/x.tgz]',
    })
  })

  it('is quoted by what its command wrote on stderr', () => {
    const found = failing({
      stdout: chefFatal(
        "Mixlib::ShellOut::ShellCommandFailed: bash[make install] (aws-parallelcluster-slurm::install line 70) had an error: Mixlib::ShellOut::ShellCommandFailed: Expected process to exit with [0], but received '2'",
        '---- Begin output of "bash" ----',
        'STDOUT: checking for error codes... yes',
        'STDERR: + make -j4',
        "conftest.c:3: undefined reference to `foo_bar'",
        'make: *** [all] Error 2',
        '---- End output of "bash" ----',
        'Ran "bash" returned 2',
      ),
    })
    expect(found.quoted).toEqual(["conftest.c:3: undefined reference to `foo_bar'"])
  })

  it('is quoted by stdout of its command when stderr is empty', () => {
    const found = failing({
      stdout: chefFatal(
        "Mixlib::ShellOut::ShellCommandFailed: execute[x] (a::b line 1) had an error: Mixlib::ShellOut::ShellCommandFailed: Expected process to exit with [0], but received '1'",
        '---- Begin output of x ----',
        'STDOUT: Loading',
        'ERROR: Unable to find the kernel source tree for the currently running kernel.',
        'STDERR: ',
        '---- End output of x ----',
        'Ran x returned 1',
      ),
    })
    expect(found).toMatchObject({
      ruleId: 'kernel-source',
      quoted: [expect.stringContaining('kernel source tree')],
    })
  })

  it('is quoted as Expected process when no output follows', () => {
    const found = failing({
      stdout: chefFatal(
        "Mixlib::ShellOut::ShellCommandFailed: execute[x] (a::b line 1) had an error: Mixlib::ShellOut::ShellCommandFailed: Expected process to exit with [0], but received '1'",
      ),
    })
    expect(found.quoted?.[0]).toContain('Expected process to exit with [0]')
  })

  it('is read from its error block when the log stops before FATAL', () => {
    const { cause } = explain([
      ...document(),
      ...step('InstallPClusterPackages', {
        stdout: [
          '================================================================================',
          "Error executing action `create` on resource 'remote_file[/opt/y.tgz]'",
          '================================================================================',
          '',
          'Errno::ECONNREFUSED',
          '-------------------',
          'Connection refused - connect(2) for "example.com" port 443',
        ],
        exit: 1,
      }),
    ])
    expect(cause).toMatchObject({ ruleId: 'connection', resource: 'remote_file[/opt/y.tgz]' })
  })

  it('is not one that a second attempt made good', () => {
    const { outcome, warning } = explain([
      ...document(),
      ...step('InstallPClusterPackages', {
        stdout: [
          ...chefFatal(chain),
          'Infra Phase starting',
          'Infra Phase complete, 3/9 resources updated in 10 seconds',
        ],
      }),
      ...GOOD,
    ])
    expect({ outcome, warning }).toEqual({ outcome: 'ok', warning: undefined })
  })

  it('hidden by a green step is a warning, not a cause', () => {
    const { outcome, cause, warning } = explain([
      ...document(),
      ...step('InstallPClusterPackages', { stdout: chefFatal(chain) }),
      ...step('AmiCleanup', { stdout: ["removed '/var/log/chef-failed-resources.json'"] }),
      ...GOOD,
    ])
    expect({ outcome, cause }).toEqual({ outcome: 'warning', cause: null })
    expect(warning).toMatchObject({
      step: 'InstallPClusterPackages',
      exitCode: 0,
      lines: [{ text: expect.stringContaining('404') }],
    })
  })

  it('hidden by a green step explains a later red one', () => {
    const { cause } = explain([
      ...document(),
      ...step('InstallPClusterPackages', { stdout: chefFatal(chain) }),
      ...step('AmiCleanup', {
        stderr:
          '/usr/local/sbin/ami_cleanup.sh\n/tmp/s.sh: line 1: /usr/local/sbin/ami_cleanup.sh: No such file or directory',
        exit: 127,
      }),
      ...FAILED,
    ])
    expect(cause).toMatchObject({
      step: 'AmiCleanup',
      exitCode: 127,
      causeStep: 'InstallPClusterPackages',
      ruleId: 'http-not-found',
    })
  })

  it('without cookbooks sends the reader back to their download', () => {
    const { cause } = explain([
      ...document(),
      ...step('DownloadCookbook', {
        stderr:
          'set -v\ntar -xzf cookbook.tgz\ngzip: stdin: not in gzip format\ntar: Child returned status 1\ntar: Error is not recoverable: exiting now',
      }),
      ...step('InstallPClusterPackages', {
        stdout: [
          'Error Resolving Cookbooks for Run List:',
          'Missing Cookbooks:',
          '------------------',
          'No such cookbook: aws-parallelcluster-entrypoints',
          ...chefFatal('Net::HTTPClientException: 412 "Precondition Failed"'),
        ],
        exit: 1,
      }),
      ...FAILED,
    ])
    expect(cause).toMatchObject({
      step: 'InstallPClusterPackages',
      causeStep: 'DownloadCookbook',
      lines: [{ text: 'gzip: stdin: not in gzip format' }],
    })
  })
})

describe('no cause', () => {
  it('on a good build full of error words', () => {
    const { outcome, cause } = explain([
      ...document(),
      ...step('InstallPrerequisites', {
        stdout: [
          'Error: nothing to do for foo',
          'E: this was tolerated',
          'Test Summary: 3 successful, 0 failures',
        ],
        stderr: 'false || echo "ERROR: failed"\nrm: cannot remove \'/x\': No such file or directory',
      }),
      ...GOOD,
    ])
    expect({ outcome, cause }).toEqual({ outcome: 'ok', cause: null })
  })

  it('on a running build whose last step complains', () => {
    expect(explain([...document(), ...step('A', { stdout: ['fatal: oh no'], exit: null })])).toMatchObject({
      outcome: 'running',
      cause: null,
    })
  })

  it('for a step that failed and was tried again with success', () => {
    const retried = step('Flaky', { stderr: 'curl: (6) Could not resolve host: x', exit: 1 })
    expect(explain([...document(), ...retried, ...step('Flaky'), ...GOOD]).outcome).toBe('ok')
  })

  it('for a run that failed before another one succeeded', () => {
    const first = [...document(), ...step('A', { exit: 1 }), ...FAILED]
    expect(explain([...first, ...document(), ...step('A'), ...GOOD])).toMatchObject({
      outcome: 'ok',
      cause: null,
    })
  })

  it('on a reboot, which ends a step with 194', () => {
    const reboot = step('RebootStep', { exit: 194, action: 'Reboot' })
    const outline = parse([
      ...document(),
      ...reboot,
      ...document(),
      ...step('RebootStep', { action: 'Reboot' }),
      ...GOOD,
    ])
    expect(outline.outcome).toBe('ok')
    expect(outline.runs.map((run) => run.afterReboot)).toEqual([false, true])
  })
})

describe('joined with what AWS says', () => {
  const outline = parse([
    ...document(),
    ...step('InstallPClusterPackages', { stdout: ['working'], exit: null }),
  ])

  it('a log that stops in a step of a failed build names the step and is not sure', () => {
    const { cause } = explainBuild({ outline, image: { imageBuildStatus: 'BUILD_FAILED' } })
    expect(cause).toMatchObject({ step: 'InstallPClusterPackages', ruleId: 'log-stops', sure: false })
  })

  it('a build that died before any component is explained by its reason', () => {
    const { cause } = explainBuild({
      image: {
        imageBuildStatus: 'BUILD_FAILED',
        imagebuilderImageStatusReason:
          "SSM execution 'x' failed with status = 'TimedOut' in state = 'BUILDING' and failure message = 'SSM Agent verification failed'",
      },
    })
    expect(cause).toMatchObject({
      source: 'stack',
      ruleId: 'ssm-unreachable',
      sure: true,
      lines: [{ text: 'SSM Agent verification failed' }],
    })
  })

  it('a good image whose clean-up failed is good', () => {
    const explained = explainBuild({
      outline,
      image: { ec2AmiInfo: {}, cloudformationStackStatus: 'DELETE_FAILED' },
    })
    expect(explained).toMatchObject({ outcome: 'cleanupFailed', cause: null })
  })

  it('an available image has no cause, whatever its log looks like', () => {
    const failed = parse([...document(), ...step('A', { exit: 1 }), ...FAILED])
    expect(explainBuild({ outline: failed, image: { ec2AmiInfo: {} } })).toMatchObject({
      outcome: 'ok',
      cause: null,
    })
  })

  it('the failed-step summary names the step when no step line does', () => {
    const { cause } = explain([
      '  Document: Tools\n  ComponentArn: arn:aws:imagebuilder:eu-west-1:111122223333:component/tools/1.0.0/1\n  Phase: build\n  Step: Compile\n  Action: ExecuteBash\n  ErrorMessage: exit status 2\n  Stderr: make all\nx.c:3:1: error: expected declaration\nmake: *** [x.o] Error 1',
    ])
    expect(cause).toMatchObject({
      step: 'Compile',
      phase: 'build',
      component: 'tools',
      lines: [{ text: 'x.c:3:1: error: expected declaration' }],
    })
  })
})
