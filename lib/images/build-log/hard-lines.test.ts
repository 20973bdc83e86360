import { describe, expect, it } from 'vitest'
import { explain, failing } from './failing-build'
import { chefFatal, document, FAILED, type StepText, step } from './fixture'

const script = (...said: string[]): StepText => ({
  stdout: ['Installing', 'ERROR - Script execution failure. Exit code != 0'],
  stderr: ["if /tmp/tmp.x ; then\n  echo 'fine'\nelse\n  echo 'ERROR'\n  exit 1\nfi", ...said].join('\n'),
})

describe('among lines that mislead, the quoted one is', () => {
  it.each<[string, StepText, string]>([
    [
      'the last error, though a rule knows one that was got over',
      script("rm: cannot remove '/etc/x.conf': No such file or directory", 'flux: error: it is inverted'),
      'flux: error: it is inverted',
    ],
    [
      'the module that did not compile, not the package that could not be configured',
      script(
        'Error! Bad return status for module build on kernel: 6.8.0-1-aws (x86_64)',
        'Consult /var/lib/dkms/x/make.log for more information.',
        'dpkg: error processing package x-dkms (--configure):',
        ' installed x-dkms package post-installation script subprocess returned error exit status 10',
        'E: Sub-process /usr/bin/dpkg returned an error code (1)',
      ),
      'Bad return status for module build',
    ],
    [
      'the missing header, not the wheel that was not built',
      script(
        '      src/MPI.c:3:10: fatal error: mpi.h: No such file or directory',
        '      compilation terminated.',
        "      error: command '/usr/bin/gcc' failed with exit code 1",
        '  ERROR: Failed building wheel for mpi4py',
        'ERROR: Could not build wheels for mpi4py, which is required to install projects',
      ),
      'mpi.h: No such file',
    ],
    [
      'the error a warning is treated as, not the sentence about it',
      script(
        'a.c:12:5: error: unused variable [-Werror=unused-variable]',
        'cc1: all warnings being treated as errors',
      ),
      'a.c:12:5: error',
    ],
    [
      'the disk, not the head of rpm’s summary',
      script(
        'Error: Transaction test error:',
        '  installing package cuda-12 needs 3GB more space on the / filesystem',
        'Error Summary',
        '-------------',
      ),
      'needs 3GB more space',
    ],
    [
      'the unsigned repository, not apt’s note after it',
      script(
        "E: The repository 'http://repo.example.com x InRelease' is not signed.",
        "N: Updating from such a repository can't be done securely, and is therefore disabled by default.",
      ),
      'is not signed',
    ],
    [
      'the error, not Red Hat’s word on the subscription',
      script(
        'This system is not registered with an entitlement server. You can use subscription-manager to register.',
        'Error: Unable to find a match: foo',
      ),
      'Unable to find a match: foo',
    ],
    [
      'the last thing a silent command said, not what its wrapper made of it',
      script('the gadget sleeps'),
      'the gadget sleeps',
    ],
    [
      'the failed task, neither one that was ignored nor the recap',
      {
        stdout: [
          'fatal: [localhost]: FAILED! => {"msg": "optional thing not found"}',
          '...ignoring',
          'fatal: [localhost]: FAILED! => {"msg": "No package matching \'foo\' found available"}',
          'localhost : ok=2  changed=1  unreachable=0  failed=1  ignored=1',
        ],
      },
      "No package matching 'foo'",
    ],
    [
      'the test that failed, not those named after errors',
      {
        stdout: [
          'ok 11 - error handling',
          'not ok 12 - munge decodes',
          'ok 13 - failed login',
          '# Looks like you failed 1 test.',
        ],
      },
      'not ok 12 - munge decodes',
    ],
    [
      'what was last said, when the only error words are a feature’s name',
      { stdout: ['Configuring error handling... done', 'Widget is 17, wanted 18'] },
      'wanted 18',
    ],
    [
      'a log line in key=value form',
      script('time="x" level=fatal msg="cannot pull the image"'),
      'cannot pull',
    ],
    [
      'a sentence that begins with a command’s name',
      script('git clone of the tools failed'),
      'git clone of the tools failed',
    ],
    ['a sentence about a path', script('/usr/sbin/munged was not found'), 'munged was not found'],
    [
      'what ended it, not an attempt that was made again',
      script('ERROR: Connection reset by peer (attempt 1 of 4), retrying', 'depot: index 9 is not valid'),
      'index 9 is not valid',
    ],
    [
      'the failure, not the tidying up after it',
      script(
        "make: *** No rule to make target 'wheel'.  Stop.",
        "rm: cannot remove '/opt/wheel/tmp': No such file or directory",
      ),
      'No rule to make target',
    ],
    [
      'the tool that is missing, not the word that ends the script',
      script('[setup] ERROR: could not find toolchain gcc-21', '[setup] ERROR: giving up'),
      'toolchain gcc-21',
    ],
    [
      'the host’s key, not git’s word on what it could not read',
      script(
        'Host key verification failed.',
        'fatal: Could not read from remote repository.',
        'Please make sure you have the correct access rights',
      ),
      'Host key verification failed',
    ],
    [
      'the file rsync missed, not its sum',
      script(
        'rsync: [sender] link_stat "/srv/tools" failed: No such file or directory (2)',
        'rsync error: some files could not be transferred (see previous errors) (code 23)',
      ),
      'link_stat "/srv/tools"',
    ],
    [
      'the exception in setup.py, not pip’s frame around it',
      script(
        'error: subprocess-exited-with-error',
        '  ╰─> [2 lines of output]',
        '      RuntimeError: ROCM_HOME is not set',
        '      [end of output]',
        'error: metadata-generation-failed',
      ),
      'ROCM_HOME is not set',
    ],
    [
      'the mirror’s answer, not that all were asked',
      script(
        '[MIRROR] zed.rpm: Status code: 404 for https://repo.example.com/zed.rpm',
        '[FAILED] zed.rpm: No more mirrors to try - All mirrors were already tried without success',
        'Error: Error downloading packages:',
        '  Cannot download zed.rpm: All mirrors were tried',
      ),
      'Status code: 404',
    ],
    [
      'the module stream that does not exist, not the heading over it',
      script('Error: Problems in request:', 'missing groups or modules: zed:9'),
      'modules: zed:9',
    ],
    [
      'the command docker ran, though it holds shell',
      script("The command '/bin/sh -c apt-get update && apt-get install x' returned a non-zero code: 100"),
      'returned a non-zero code',
    ],
  ])('%s', (_, text, line) => {
    const { quoted } = failing(text)
    expect(quoted).toHaveLength(1)
    expect(quoted?.[0]).toContain(line)
  })

  it('Chef’s own, 9,000 lines of compiler output before the end of the step', () => {
    const compiler = Array.from({ length: 9000 }, (_, i) => `  CC  error_${i}.lo`)
    const found = failing({
      stdout: chefFatal(
        "Mixlib::ShellOut::ShellCommandFailed: bash[make] (aws-parallelcluster-slurm::install line 70) had an error: Mixlib::ShellOut::ShellCommandFailed: Expected process to exit with [0], but received '2'",
        '---- Begin output of "bash" ----',
        `STDOUT: ${compiler[0]}`,
        ...compiler,
        'STDERR: x.c:3:10: fatal error: hdf5.h: No such file or directory',
        'make: *** [all] Error 2',
        '---- End output of "bash" ----',
      ),
    })
    expect(found).toMatchObject({
      quoted: ['x.c:3:10: fatal error: hdf5.h: No such file or directory'],
      recipe: 'aws-parallelcluster-slurm::install line 70',
    })
  })

  it('the shell’s after a Chef run that completed in spite of an ignored error', () => {
    const found = failing({
      stdout: [
        'Infra Phase starting',
        '  * service[gone] action stop',
        "    Error executing action `stop` on resource 'service[gone]'",
        '    Chef::Exceptions::Service',
        '    -------------------------',
        '    no such service',
        'Infra Phase complete, 3 resources updated in 04 seconds',
      ],
      stderr: "cinc-client --local-mode\ncp: cannot stat '/opt/x': No such file or directory",
    })
    expect(found.quoted).toEqual(["cp: cannot stat '/opt/x': No such file or directory"])
  })

  it('what a package helper wrote, when Chef’s message goes on over lines', () => {
    const found = failing({
      stdout: chefFatal(
        'RuntimeError: dnf_package[jq] (a::b line 3) had an error: RuntimeError: dnf-helper.py had stderr output:',
        '',
        "Error: Failed to download metadata for repo 'epel': Cannot prepare internal mirrorlist",
      ),
    })
    expect(found).toMatchObject({ ruleId: 'repository-metadata' })
  })
})

describe('a step whose action is no command', () => {
  const built = (...lines: string[]) =>
    explain([...document(), ...step('A'), 'Step Fetch', 'S3Download: STARTED EXECUTION', ...lines, ...FAILED])

  it('failed when the run did, and it was the last', () => {
    expect(
      built('Failed to download s3://b/k: AccessDenied: Access Denied', 'S3Download: FINISHED EXECUTION')
        .cause,
    ).toMatchObject({ step: 'Fetch', lines: [{ text: expect.stringContaining('AccessDenied') }] })
  })

  it('failed when it says so', () => {
    expect(built('S3Download: [ ERROR ] Access Denied').cause).toMatchObject({
      step: 'Fetch',
      lines: [{ text: 'S3Download: [ ERROR ] Access Denied' }],
    })
  })
})

describe('a line that only sums up gives way to the one that explains it', () => {
  it.each<[string, StepText, string[]]>([
    [
      'dnf’s on stderr to the key on stdout',
      { stdout: ['Public key for zed-1.0.rpm is not installed'], stderr: 'Error: GPG check FAILED' },
      ['Public key for zed-1.0.rpm is not installed'],
    ],
    [
      'sha256sum’s count on stderr to the file on stdout',
      {
        stdout: ['a.tar: OK', 'b.tar: FAILED'],
        stderr: 'sha256sum: WARNING: 1 computed checksum did NOT match',
      },
      ['b.tar: FAILED'],
    ],
    [
      'the end of file that bash did not expect to the carriage returns it met before',
      {
        stderr:
          "/tmp/x: line 2: $'\\r': command not found\n/tmp/x: line 9: syntax error: unexpected end of file",
      },
      ["/tmp/x: line 2: $'\\r': command not found"],
    ],
    [
      'rpm’s transaction to the scriptlet that failed in it',
      { stderr: 'warning: %post(lic-1.0.noarch) scriptlet failed, exit status 1\nError: Transaction failed' },
      ['warning: %post(lic-1.0.noarch) scriptlet failed, exit status 1'],
    ],
  ])('%s', (_, text, quoted) => {
    expect(failing(text)).toMatchObject({ quoted })
  })

  it('but not to just any error before it: that one was got over', () => {
    const found = failing({
      stderr:
        'cp: cannot stat /x: No such file or directory\n/tmp/x: line 9: syntax error: unexpected end of file',
    })
    expect(found.quoted).toEqual(['/tmp/x: line 9: syntax error: unexpected end of file'])
  })

  it('and one that announces a list is quoted with what it lists, and with no other list', () => {
    const found = failing({
      stderr:
        'PackagesNotFoundError: The following packages are not available from current channels:\n\n  - foo=9\n\nCurrent channels:\n\n  - https://conda.example.org',
    })
    expect(found.quoted).toEqual([
      'PackagesNotFoundError: The following packages are not available from current channels:',
      '- foo=9',
    ])
  })
})

describe('no rule speaks for a line that only uses its words', () => {
  it.each([
    'Failed to start the solver: the mesh is empty',
    'error: keepermanent was set twice',
    'ERROR: the contract is not signed by its owner',
    'ERROR: stage two Requires: stage one',
    'error: option --fast conflicts with --exact',
    'Unable to acquire a licence: error 12',
    'ERROR: failed to solve the equations',
    'tests of the solver: FAILED',
    'ERROR: key solver.steps: not found',
    'Error installing driver: error 7',
  ])('%s', (line) => {
    expect(failing(script(line))).toMatchObject({ sure: false, quoted: [line] })
  })

  it('and an interpreter that may not be run is no matter of line ends', () => {
    expect(failing(script('/opt/x.sh: /opt/bin/zsh: bad interpreter: Permission denied'))).toMatchObject({
      ruleId: 'permission',
    })
  })
})

it('links and titles of a terminal are no part of a line', () => {
  const esc = String.fromCharCode(27)
  const linked = `${esc}]8;;https://docs.example.com${esc}\\error[E0433]${esc}]8;;${esc}\\: ${esc}[31mno crate named zed${esc}[0m`
  expect(failing(script(linked)).quoted).toEqual(['error[E0433]: no crate named zed'])
})
