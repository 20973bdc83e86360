import { shell } from '../change'
import type { Failure } from '../tool'

/** dnf, yum and rpm before anything is installed: repositories by name, their files, certificates and rights. */
export const dnfSetup: readonly Failure[] = [
  {
    kind: 'permission',
    exits: [1],
    line: /^Error: This command has to be run (?:with superuser privileges|under the root user)|^You need to be root to perform this command/,
    cases: [
      {
        id: 'dnf-not-root',
        says: 'dnf ran without root’s rights.',
        advice:
          'Components run as root, so the script has changed the user (su, runuser, sudo -u): call dnf before that, or with sudo.',
        side: 'script',
        again: 'useless',
        change: [shell('sudo dnf -y install …')],
        proven: true,
        example: [
          'Error: This command has to be run with superuser privileges (under the root user on most systems).',
        ],
      },
    ],
  },
  {
    kind: 'config',
    exits: [1],
    line: /^(?:Config error: |Error: )?(?:File contains no section headers|Error parsing "?(\S{1,160}?)"?:|Parsing file "?(\S{1,160}?)"? failed|Bad id for repo|Repository .{1,60} has no mirror or baseurl set|.{0,40}Invalid configuration value: \S{1,60} in (\S{1,120}))|^Warning: failed loading '(\S{1,120})', skipping/,
    cases: [
      {
        id: 'repo-file-broken',
        says: 'A file in /etc/yum.repos.d cannot be read: it is no repository file, or a page was saved in its place.',
        advice:
          'Fetch it with curl -f, so that an error stops the script, and look at its first line: it must be [name].',
        side: 'script',
        again: 'useless',
        change: [shell('head -n 3 /etc/yum.repos.d/*.repo')],
        example: ['File contains no section headers.'],
      },
    ],
  },
  {
    kind: 'credentials',
    exits: [1],
    line: /Curl error \(58\)|could not load PEM client certificate|unable to (?:set|load) (?:private key|client certificate|PEM client).{0,80}|Problem with the local SSL certificate|Curl error \(77\): .{0,60}CA cert/,
    cases: [
      {
        id: 'rhui-certificate',
        says: 'dnf has no valid client certificate for Red Hat’s repositories on EC2 (RHUI).',
        advice:
          'The certificate comes in the package rh-amazon-rhui-client and expires: the parent image is too old, or the package was removed. Install its newest version (from another instance), or use a current RHEL image.',
        side: 'parentImage',
        again: 'useless',
        change: [
          shell('dnf -y update rh-amazon-rhui-client --disablerepo="*" --enablerepo="rhui-client-config*"'),
        ],
        example: [
          '- Curl error (58): Problem with the local SSL certificate for https://rhui.eu-west-1.aws.example.com/x [could not load PEM client certificate, OpenSSL error error:0200100D]',
        ],
      },
    ],
  },
  {
    kind: 'repository',
    exits: [1],
    line: /Certificate .{0,80}(?:policy violation|Policy rejects|invalid: policy)|Policy rejects (\S{1,60})|Signature not supported\. Hash algorithm SHA1|(?:Header|Package) V\d \w{2,5}\/SHA1 Signature.{0,60}: (?:BAD|NOTTRUSTED|NOKEY)|Verifying a signature using certificate .{0,120}|[Kk]ey import failed \(code 2\)/,
    cases: [
      {
        id: 'rpm-sha1',
        says: 'The key or signature of a package uses SHA-1, which this release (RHEL 9, Amazon Linux 2023 and later) no longer trusts.',
        advice:
          'Use the vendor’s newer repository or key. For the time of the install only, the policy can be loosened.',
        side: 'distribution',
        again: 'useless',
        change: [
          shell(
            'update-crypto-policies --set DEFAULT:SHA1',
            'dnf -y install …',
            'update-crypto-policies --set DEFAULT',
          ),
        ],
        example: [
          'warning: Signature not supported. Hash algorithm SHA1 not available.',
          'Key import failed (code 2). Failing package is: tool-1.2-1.x86_64',
        ],
      },
    ],
  },
  {
    kind: 'repository',
    exits: [1],
    line: /^Error: Cache-only enabled but no cache for '?([^'\s]{1,60})|^Error: Failed to (?:load|read) .{0,40}(?:metadata|solv).{0,80}|(?:repomd|primary|comps)\.xml\S{0,10}: .{0,40}(?:parser error|not well-formed|[Dd]amaged)|^Error: Loading repository .{1,60} has failed|librepo.{0,60}(?:corrupt|damaged)/,
    cases: [
      {
        id: 'dnf-cache-damaged',
        says: 'dnf’s stored metadata is missing or damaged.',
        advice: 'Delete it and fetch it again; a proxy that answers with pages does the same.',
        side: 'chance',
        again: 'mayHelp',
        change: [shell('dnf clean all && dnf makecache')],
        example: ["Error: Cache-only enabled but no cache for 'baseos'"],
      },
    ],
  },
  {
    kind: 'package',
    exits: [1],
    line: /^Error: (?:transaction|Transaction) .{0,20}(?:would|will) (?:remove|erase).{0,80}|^(?:Error: |Problem(?: \d)?: )?The operation would result in removing the following protected packages: (.{1,120})|^Error: .{0,40}protected packages?: (.{1,120})/,
    cases: [
      {
        id: 'dnf-protected',
        says: 'dnf was to remove packages without which the system does not run ($1), and refused.',
        advice:
          'A package of another release or repository pulls them out, or the running kernel was to be removed. Look at the list above it, and do not remove them: replace what is to be replaced in one step (dnf swap, or install with --allowerasing).',
        side: 'script',
        again: 'useless',
        proven: true,
        example: [
          ' Problem: The operation would result in removing the following protected packages: sudo, systemd',
        ],
      },
    ],
  },
  {
    kind: 'package',
    exits: [1],
    line: /conflicts with (\S{1,80}-(?:minimal|single))\b|package ([a-z][a-z\d]{1,30}-minimal)-\d.{0,80} conflicts with|problem with installed package ([\w.-]{1,60}-(?:minimal|single))-\d/,
    cases: [
      {
        id: 'minimal-package',
        when: (s) => !/curl/.test(s.line.said),
        says: 'The image has the small version of a package (…-minimal, coreutils-single), which the full one cannot be installed beside.',
        advice: 'Swap them, or let dnf erase the small one.',
        side: 'parentImage',
        again: 'useless',
        change: [shell('dnf -y swap gnupg2-minimal gnupg2-full --allowerasing')],
        proven: true,
        example: [
          '- package gnupg2-full-2.3.7-1.amzn2023.x86_64 from amazonlinux conflicts with gnupg2-minimal provided by gnupg2-minimal-2.3.7-1.amzn2023.x86_64',
        ],
      },
      {
        id: 'curl-minimal',
        proven: true,
        says: 'The image has curl-minimal, and another package wants the full curl beside it.',
        advice: 'Leave curl out of the list (curl-minimal has the command), or let dnf swap them.',
        side: 'parentImage',
        again: 'useless',
        change: [shell('dnf -y install --allowerasing curl')],
        example: [
          '- package curl-minimal-8.5.0-1.amzn2023.x86_64 from amazonlinux conflicts with curl provided by curl-8.5.0-1.amzn2023.x86_64',
        ],
      },
    ],
  },
  {
    kind: 'package',
    exits: [1],
    line: /^Error: (?:Packages? .{1,80} (?:is|are) not (?:available|installed)|Failed to (?:swap|downgrade|remove)|No packages? marked for|Not tolerating missing names on install, stopping)|^No packages? marked for (?:distro|removal|downgrade|reinstall)|^Unable to find (?:a match|package).{0,20}versionlock|excluded? by .{0,20}versionlock|^Package (\S{1,80}) (?:not installed, cannot|available, but not installed)/,
    cases: [
      {
        id: 'versionlock',
        when: (s) => /versionlock/.test(s.line.said) || s.has(/versionlock/),
        says: 'A package is locked to a version (versionlock), which keeps dnf from what it was asked for.',
        advice:
          'The parent image (EKS and ECS images lock containerd, docker and the NVIDIA driver) or an earlier step has locked it. Remove the lock for the install.',
        side: 'parentImage',
        again: 'useless',
        change: [shell('dnf versionlock list', 'dnf versionlock delete <package>')],
        example: ['Error: No packages marked for downgrade, all excluded by versionlock'],
      },
      {
        id: 'dnf-nothing-to-do',
        says: (s) =>
          `yum or dnf stops where there is nothing to do: ${s.line.said.replace(/^Error: /, '').slice(0, 120)}.`,
        advice:
          'A name in the list does not exist in this release, or the package is not there to be removed or replaced. Leave it out, or allow it (|| true).',
        side: 'script',
        again: 'useless',
        example: ['Error: Not tolerating missing names on install, stopping.'],
      },
    ],
  },
]
