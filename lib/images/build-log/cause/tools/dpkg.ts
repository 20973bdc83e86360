import { shell } from '../change'
import type { Line } from '../line'
import type { Failure, Sight } from '../tool'

const FRAME =
  /^(?:dpkg|sudo|dpkg-deb): |^E: |^Errors? were|^dependency problems|^update-alternatives|^WARNING|^ERROR - Script|^Err:\d|Setting up|Unpacking|Processing triggers|Preparing to|Reading |; however:$|^update-initramfs: (?:Gen|def)|subprocess (?:returned|was)/
const COMPLAINS =
  /^Error! |\berror\b|\b[Ff]ail|cannot |Cannot |No space left|not (?:found|supported)|by snap|unable to/

/**
 * dpkg's own line names the package; the reason is the line after it, unless that only says that the package's script
 * failed: then it is what the script said, before it or on stdout.
 */
function dpkgReason(s: Sight): Line | undefined {
  const after = s.scene.below(s.line, 3).find(({ kind, said }) => kind === 'said' && said !== '')
  if (after && !FRAME.test(after.said)) return after
  const complains = ({ kind, said }: Line) => kind === 'said' && COMPLAINS.test(said) && !FRAME.test(said)
  return s.scene.above(s.line, 25).find(complains) ?? s.scene.out.findLast(complains)
}

/** dpkg itself: archives it cannot unpack, and what packages do when they are set up. */
export const dpkg: readonly Failure[] = [
  {
    kind: 'package-script',
    exits: [1, 100],
    line: /^(?:-> )?Amazon-ssm-agent is installed in this instance by snap|snap .{0,9}amazon-ssm-agent.{0,60}already|amazon-ssm-agent.{0,60} by (?:a )?snap/i,
    cases: [
      {
        id: 'ssm-agent-snap',
        says: 'The SSM agent is already on the image as a snap; its .deb package refuses to be installed beside it.',
        advice:
          'Leave it out of the script: Ubuntu’s images bring the agent. Refresh the snap instead if a newer one is needed.',
        side: 'script',
        again: 'useless',
        change: [shell('snap refresh amazon-ssm-agent --classic')],
        proven: true,
        url: 'https://github.com/awsdocs/aws-systems-manager-user-guide/issues/20',
        example: [
          'out: -> Amazon-ssm-agent is installed in this instance by snap, please use snap to update or uninstall.',
        ],
      },
    ],
  },
  {
    kind: 'file',
    exits: [100, 1],
    absent: true,
    line: /^dpkg: error: cannot access archive '?([^':]+)|^dpkg: error processing archive (\S+) \(--unpack\)|^E: Unsupported file (\S+) given|^dpkg-deb: error: .{0,200}(?:not a (?:Debian|debian)|unexpected end)/,
    cases: [
      {
        id: 'deb-missing',
        when: (s) => /cannot access|Unsupported file/.test(s.line.said),
        says: 'The package file $1 is not there.',
        advice: 'Its download failed or has another name. Look at the download before it.',
        side: 'script',
        again: 'useless',
        example: ["dpkg: error: cannot access archive 'tools.deb': No such file or directory"],
      },
      {
        id: 'deb-broken',
        when: (s) => /not a|unexpected end/.test(s.line.said),
        says: 'A downloaded file is no Debian package, or only half of one.',
        advice:
          'The address answered with a page of its own, or the download was cut off. Use curl -f so that an error stops the script.',
        side: 'script',
        again: 'mayHelp',
        example: ["dpkg-deb: error: 'tools.deb' is not a Debian format archive"],
      },
      {
        id: 'deb-unpack',
        says: 'dpkg could not unpack $1.',
        advice: 'The line after it says why: wrong architecture, a file of another package, a damaged file.',
        side: 'script',
        again: 'useless',
        example: ['dpkg: error processing archive tools.deb (--unpack):'],
      },
    ],
  },
  {
    kind: 'package-script',
    line: /package architecture \((\w+)\) does not match system \((\w+)\)/,
    cases: [
      {
        id: 'deb-architecture',
        says: (s) => `A package for ${s.name(1)} was to be installed on ${s.name(2)}.`,
        advice:
          'Download the package for the architecture of Build/InstanceType (dpkg --print-architecture).',
        side: 'script',
        again: 'useless',
        proven: true,
        example: [' package architecture (amd64) does not match system (arm64)'],
      },
    ],
  },
  {
    kind: 'package-script',
    exits: [100, 1],
    closes: true,
    reason: dpkgReason,
    line: /^dpkg: error processing (?:package|archive) (\S{1,200})|(?:installed |new |old )?(?:(?<!\S)(\S{1,200}) package )?(?:post|pre)-(?:installation|removal|install) script subprocess (?:returned|was)|^dpkg: dependency problems prevent configuration of (\S{1,200}?):?$/,
    cases: [
      {
        id: 'dpkg-dkms',
        when: (s) => s.has(/DKMS|dkms/) || /dkms/.test(s.name()),
        says: 'The package $1 could not be set up: its kernel module did not build.',
        advice:
          'Install the headers of the running kernel, and check that the driver supports it and that the compiler is the kernel’s. make.log in /var/lib/dkms has the compiler’s words.',
        side: 'parentImage',
        again: 'useless',
        example: [
          'dpkg: error processing package nvidia-dkms-550 (--configure):',
          ' installed nvidia-dkms-550 package post-installation script subprocess returned error exit status 10',
        ],
      },
      {
        id: 'package-script',
        says: 'The package $1 was unpacked but could not be set up: its own script failed.',
        advice:
          'The lines before it, on both streams, are what that script said: a service that did not start, a question, a missing user.',
        side: 'distribution',
        again: 'mayHelp',
        example: [
          'dpkg: error processing package tools (--configure):',
          ' installed tools package post-installation script subprocess returned error exit status 10',
        ],
      },
    ],
  },
]
