import { config, shell } from '../change'
import type { Tool } from '../tool'

/** InSpec and other tests of the image, and limits of time. */
export const checks: Tool = {
  name: 'InSpec and other checks',
  failures: [
    {
      kind: 'check',
      exits: [1],
      line: /^((?:Service|Package|File|Command|Port|User|Group|Process|KernelParam|Mount|Interface|HTTP|DNS|Addr|Matching|Gossfile): .{1,200}: \w[\w-]*):?$/,
      cases: [
        {
          id: 'goss',
          says: (s) => `A goss test of the image failed: ${s.name()} is not as expected.`,
          advice:
            'The lines after it say what was expected and what is there. Either the test and what the build itself did (a service it disabled) disagree, or something was not installed.',
          side: 'script',
          again: 'useless',
          example: [
            'out: Service: apt-daily.timer: enabled:',
            'out: Expected',
            'out:     <bool>: false',
            'out: Count: 41, Failed: 1, Skipped: 0',
          ],
        },
      ],
    },
    {
      kind: 'prompt',
      exits: [172, 1],
      line: /cannot execute without accepting the license|without accepting the (?:license|licence|EULA)|(?:license|licence|EULA) .{0,60}(?:must be|not|was not) accepted|must (?:first )?accept the (?:license|licence|EULA|terms)|Do you accept the (?:license|licence|EULA)/i,
      cases: [
        {
          id: 'licence-prompt',
          says: (s) =>
            `A program wants its licence accepted before it runs, and nobody could do so: ${s.line.said.slice(0, 140)}.`,
          advice:
            'Accept it on the command line or by a variable (InSpec and Chef: --chef-license accept-silent or CHEF_LICENSE=accept-silent; others: --accept-license, ACCEPT_EULA=Y).',
          side: 'script',
          again: 'useless',
          change: [shell('export CHEF_LICENSE=accept-silent')],
          proven: true,
          example: ['Chef InSpec cannot execute without accepting the license'],
        },
      ],
    },
    {
      kind: 'check',
      exits: [100, 101, 1],
      line: /^(?:×|✖|✗|\[FAIL\]) +(?!Getting|Preparing|Building|python|pip|Encountered|Running|Failed to build)(.{1,300})|^not ok \d{1,9} (?!.*# (?:TODO|SKIP))(.*)|^expected .{1,160} to .*|^expected: .*|^# Failure|^FAILED (\S*::.*)/i,
      cases: [
        {
          id: 'inspec',
          says: (s) =>
            `A check of the finished image failed: ${s.line.said.replace(/^(?:×|✖|✗|\[FAIL\]) +/, '').slice(0, 160)}.`,
          advice:
            'It compares the image with what ParallelCluster installs. Something before it was skipped or installed in another version; a custom script may have changed it.',
          side: 'parentImage',
          again: 'useless',
          change: [config('DevSettings/TerminateInstanceOnFailure', false)],
          example: ['out:   ×  File /opt/slurm/bin/sinfo is expected to exist'],
        },
      ],
    },
    {
      kind: 'check',
      exits: [100, 101],
      closes: true,
      line: /(?:Test|Profile|Control) Summary: .{0,80}?([1-9]\d*) (?:control )?failures?/,
      reason: (s) => s.lineAbove(/^(?:×|✖|✗|\[FAIL\])/, 200),
      quotes: (s) => {
        const failed = s.scene.above(s.line, 200).filter(({ said }) => /^(?:×|✖|✗|\[FAIL\])/.test(said))
        return [...failed.slice(0, 3), s.line]
      },
      cases: [
        {
          id: 'inspec',
          says: (s) =>
            `${s.name()} checks of the finished image failed${s.above(/^(?:×|✖|✗|\[FAIL\]) +(.+)/, 200)?.[1] ? `: ${s.above(/^(?:×|✖|✗|\[FAIL\]) +(.+)/, 200)?.[1]?.slice(0, 140)}` : ''}.`,
          advice:
            'The lines marked × name the checks. They compare the image with what ParallelCluster installs.',
          side: 'parentImage',
          again: 'useless',
          example: ['out: Test Summary: 41 successful, 2 failures, 0 skipped'],
        },
      ],
    },
    {
      kind: 'timeout',
      exits: [124, 143],
      line: /Command timed out|execution (?:has )?timed out|^timeout: |[Tt]imed out (?:after|waiting)|step .{0,60}timed out|Timeout(?:Error|Expired)|Timeout (?:expired|was reached|exceeded)|deadline exceeded|^E: .{0,80}timed out/,
      cases: [
        {
          id: 'time-out',
          says: (s) => `Something took longer than its limit of time: ${s.line.said.slice(0, 140)}.`,
          advice:
            'Look for what it waited for: a lock, the network, or a question nobody answered. A larger instance type or a longer limit helps if it only was slow.',
          side: 'script',
          again: 'mayHelp',
          example: [
            'cloud-setup: operation timed out after 600 seconds waiting for the volume'.replace(
              'operation ',
              'step ',
            ),
          ],
        },
      ],
    },
  ],
  closers: [
    /^Count: \d+, Failed: \d+/,

    /^={3,} .{0,200}\b(?:failed|errors?)\b|^# Looks like you failed|^\d{1,9} examples?, \d{1,9} failures?/,
  ],
}
