import { describe, expect, it } from 'vitest'
import { explain, failing } from './failing-build'
import { chefFatal, document, FAILED, GOOD, step } from './fixture'

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
