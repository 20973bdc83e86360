import { shell } from '../change'
import type { Tool } from '../tool'

/** SELinux, FIPS, auditd, PAM and the scripts that harden an image (CIS, STIG, OpenSCAP). */
export const securityPolicies: Tool = {
  name: 'Hardening and SELinux',
  failures: [
    {
      kind: 'config',
      exits: [1],
      line: /^(?:ValueError: |semanage: |semodule: )?.{0,40}(?:SELinux policy is not managed|store cannot be (?:accessed|read))|^(?:setsebool|getsebool|sestatus|semanage|restorecon): +SELinux is disabled/,
      cases: [
        {
          id: 'selinux-off',
          says: 'A command for SELinux failed because SELinux is off on this instance.',
          advice:
            'ParallelCluster’s components switch SELinux off, and Ubuntu does not use it. Run such commands only where getenforce says that it is on.',
          side: 'script',
          again: 'useless',
          change: [shell('if selinuxenabled; then setsebool -P … ; fi')],
          example: ['setsebool:  SELinux is disabled.'],
        },
      ],
    },
    {
      kind: 'config',
      exits: [1],
      line: /^ValueError: ((?:Port|File context|Boolean|Login mapping|Type|Local policy|SELinux user|Interface) .{1,160})|^libsemanage\.\S{1,60}: (.{1,160})|^(?:Failed to resolve|Failed to install) (.{0,40}(?:statement|policy|module).{0,120})|^semodule: +(Failed.{0,120})|^chcon: (can't apply partial context.{0,120}|failed to change context.{0,160})/,
      cases: [
        {
          id: 'selinux-already',
          when: (s) => /already defined|already exists/.test(s.line.said),
          says: (s) => `SELinux’s policy has this entry already: ${s.name().slice(0, 140)}.`,
          advice: 'Change it with -m in place of adding it with -a, or try the one after the other.',
          side: 'script',
          again: 'useless',
          change: [shell('semanage port -a -t … -p tcp … || semanage port -m -t … -p tcp …')],
          proven: true,
          example: ['ValueError: Port tcp/8080 already defined'],
        },
        {
          id: 'selinux-policy',
          says: (s) => `SELinux’s policy was not changed: ${s.line.said.slice(0, 160)}.`,
          advice:
            'The type or module does not exist in this release’s policy, or its package is not installed (selinux-policy-targeted, policycoreutils-python-utils). Build the module against this policy.',
          side: 'script',
          again: 'useless',
          example: ['ValueError: Type tool_port_t is invalid, must be a port type'],
        },
      ],
    },
    {
      kind: 'config',
      exits: [1, 2],
      line: /^\[error\] (\[\/.{1,120}|Unexpected changes to the configuration.{0,100}|Refusing to activate profile.{0,100}|.{0,20}[Pp]rofile \[.{1,100}|.{0,10}[Uu]nknown profile feature.{1,80}|Unable to (?:activate|enable|read) .{1,80})|^File \[[^\]]+\] (?:exists but|is not).{0,60}|^authselect: (.{1,120})/,
      cases: [
        {
          id: 'authselect-changed',
          when: (s) =>
            /Unexpected|Refusing|exists but|is not/.test(s.line.said) ||
            s.has(/Refusing to activate|Unexpected changes/),
          says: 'authselect does not touch the login configuration (PAM, nsswitch), because somebody has changed those files by hand.',
          advice:
            'The parent image or a hardening script wrote them. Let authselect overwrite them, after the changes were moved into a custom profile.',
          side: 'parentImage',
          again: 'useless',
          change: [shell('authselect select sssd with-mkhomedir --force')],
          proven: true,
          example: [
            '[error] Unexpected changes to the configuration were detected.',
            '[error] Refusing to activate profile unless those changes are removed or overwrite is requested.',
          ],
        },
        {
          id: 'authselect-profile',
          says: (s) => `authselect does not know the profile or feature: ${s.name().slice(0, 120)}.`,
          advice:
            'Names differ between releases (minimal became local in RHEL 10). List them with authselect list and list-features.',
          side: 'script',
          again: 'useless',
          change: [shell('authselect list', 'authselect list-features sssd')],
          example: ['[error] Profile [minimal] does not exist'],
        },
      ],
    },
    {
      kind: 'config',
      exits: [1],
      line: /^(?:Error sending (?:add|delete) rule.{0,60}|There was an error in line \d{1,6} of (\S{1,120})|Error - (?:can't open|could not).{0,80}audit.{0,60}|Syscall name unknown: \S{1,60}|-F unknown field: \S{1,40}|auditctl: .{1,100})/,
      cases: [
        {
          id: 'audit-rule',
          says: (s) => `An audit rule was not accepted: ${s.line.said.slice(0, 140)}.`,
          advice:
            'The rule is there already, names a file or system call that this release or architecture does not have (arm64 has no open or chmod calls), or the rules are locked. Put -c or -i at the top of the rules to go on.',
          side: 'script',
          again: 'useless',
          example: ['Error sending add rule data request (Rule exists)'],
        },
      ],
    },
    {
      kind: 'account',
      exits: [1, 10],
      line: /^(?:BAD PASSWORD: (.{1,140})|.{0,20}passwd: (?:Have exhausted maximum number of retries|Authentication (?:token manipulation|information cannot be recovered|failure)).{0,40}|chpasswd: .{1,160}|.{0,60}pam_chauthtok\(\) failed.{0,80}|passwd: (?:user \S{1,40} does not exist|password unchanged))/,
      cases: [
        {
          id: 'password-quality',
          when: (s) => /BAD PASSWORD/.test(s.line.said) || s.has(/^BAD PASSWORD/),
          says: 'A password was refused by the rules for passwords of this (hardened) image.',
          advice:
            'Take a longer, mixed one, or set the hash itself, which the rules do not check. Better, create the account without a password and log in by key.',
          side: 'script',
          again: 'useless',
          change: [shell("usermod -p '<hash of openssl passwd -6>' <user>")],
          example: ['BAD PASSWORD: The password is shorter than 14 characters'],
        },
        {
          id: 'password-not-set',
          says: (s) => `A password could not be set: ${s.line.said.slice(0, 140)}.`,
          advice:
            'The user does not exist yet, /etc/shadow is locked or immutable (lsattr), or the rules for passwords forbid it; a BAD PASSWORD line then stands nearby.',
          side: 'script',
          again: 'useless',
          example: [
            'chpasswd: (user tool) pam_chauthtok() failed, error:',
            'Authentication token manipulation error',
          ],
        },
      ],
    },
    {
      kind: 'check',
      exits: [1, 2],
      line: /not in compliance with (V-\d{1,9})|STIG configuration script failed to run|(Failed to (?:set|configure|disable|enable|apply) .{1,140}), not in compliance/,
      cases: [
        {
          id: 'stig-not-applied',
          says: 'Amazon’s STIG component could not apply a rule ($1), and stops at it.',
          advice:
            'The image does not allow the change: a file has another form than on a plain image (sshd_config of ParallelCluster), a package is absent, or the component is for another release. Run the STIG component on the parent image before ParallelCluster is installed, take a lower level, or leave the rule out.',
          side: 'configuration',
          again: 'useless',
          url: 'https://docs.aws.amazon.com/imagebuilder/latest/userguide/ib-stig.html',
          example: ['Failed to set restriction for unauthenticated users, not in compliance with V-260526.'],
        },
      ],
    },
    {
      kind: 'check',
      exits: [1, 2],
      line: /^OpenSCAP Error: ?(.{0,160})|^No profile matching suffix "([^"]{1,100})" was found|^Profile "([^"]{1,100})" was not found|^Unable to open file: '?([^']{1,160})|^WARNING: .{0,40}(?:remote resources|fetch-remote-resources)/,
      cases: [
        {
          id: 'scap-profile',
          when: (s) => /[Pp]rofile/.test(s.line.said),
          says: 'OpenSCAP does not know the profile $1 in this content.',
          advice:
            'Profiles differ between releases. List those of the file, and take the content made for this release.',
          side: 'script',
          again: 'useless',
          change: [shell('oscap info /usr/share/xml/scap/ssg/content/ssg-rhel9-ds.xml')],
          proven: true,
          example: ['No profile matching suffix "cis_server_l3" was found. Get available profiles using:'],
        },
        {
          id: 'scap-content',
          says: (s) => `OpenSCAP could not read its content: ${s.line.said.slice(0, 160)}.`,
          advice:
            'Install scap-security-guide (ssg-base on Ubuntu) and check the path; content for one release does not run on another. oscap exits with 2 when rules only failed: decide whether that may stop the build.',
          side: 'script',
          again: 'useless',
          change: [shell('oscap xccdf eval … || [ $? -eq 2 ]')],
          example: [
            "OpenSCAP Error: Unable to open file: '/usr/share/xml/scap/ssg/content/ssg-al2023-ds.xml'",
          ],
        },
      ],
    },
    {
      kind: 'module',
      exits: [32, 1],
      line: /unknown filesystem type '(squashfs|udf|cramfs|vfat|hfs|hfsplus|jffs2|freevxfs|overlay|fuse)'|^modprobe: (?:ERROR|FATAL): .{0,40}(?:blacklist|install \/bin\/(?:false|true)).{0,60}|^modprobe: ERROR: (?:\S{1,80} )?Error running install command '[^']*\/bin\/(?:false|true)' for module (\S+)|^install \/(?:usr\/)?bin\/(?:false|true)/,
      cases: [
        {
          id: 'module-disabled',
          says: 'The kernel module $1 is switched off on this image, as hardening guides (CIS, STIG) ask.',
          advice:
            'snap needs squashfs, EFI partitions vfat, containers overlay. Remove its “install … /bin/false” or blacklist line from /etc/modprobe.d for the build, or choose another profile.',
          side: 'parentImage',
          again: 'useless',
          change: [shell('grep -rl squashfs /etc/modprobe.d | xargs -r rm', 'modprobe squashfs')],
          example: ["mount: /mnt: unknown filesystem type 'squashfs'."],
        },
      ],
    },
    {
      kind: 'config',
      exits: [1, 255],
      line: /^(?:Error: )?(?:FIPS mode|fips-mode-setup).{0,40}(?:[Cc]annot|[Ff]ailed|not (?:supported|installed|possible)|[Ee]rror)|^Cannot (?:handle|determine|find) .{0,60}(?:\/boot|FIPS|BLS)|^Unknown policy|^update-crypto-policies: |^(?:Error: )?(?:[Uu]nknown|[Ii]nvalid) .{0,20}policy\b|\.p(?:ol|mod)['`’]? (?:not found|is missing)/,
      cases: [
        {
          id: 'fips-setup',
          when: (s) => /fips|FIPS|BLS|boot/.test(s.line.said),
          says: (s) => `FIPS mode could not be switched on: ${s.line.said.slice(0, 160)}.`,
          advice:
            'It needs the dracut-fips parts, a kernel command line that can be changed, and a reboot. RHEL 10 has no fips-mode-setup any more: FIPS is chosen when the system is installed. Begin with a FIPS-enabled parent image instead.',
          side: 'script',
          again: 'useless',
          example: ['fips-mode-setup: error: cannot install FIPS module'],
        },
        {
          id: 'crypto-policy',
          says: (s) => `The system-wide crypto policy was not set: ${s.line.said.slice(0, 160)}.`,
          advice:
            'The policy or module does not exist in this release: look into /usr/share/crypto-policies/policies.',
          side: 'script',
          again: 'useless',
          change: [shell('update-crypto-policies --set DEFAULT')],
          example: ['Unknown policy `LEGACY-X`: file `LEGACY-X.pol` not found'],
        },
      ],
    },
    {
      kind: 'service',
      exits: [252, 1],
      line: /^FirewallD is not running|^Error: (ALREADY_ENABLED|INVALID_SERVICE|INVALID_ZONE|NOT_ENABLED|COMMAND_FAILED|INVALID_PORT|ZONE_CONFLICT)\b.{0,120}|^ERROR: (?:problem running|Couldn't determine iptables version|initcaps).{0,80}/,
      cases: [
        {
          id: 'firewall-not-running',
          when: (s) => /not running/.test(s.line.said),
          says: 'firewall-cmd was called while firewalld does not run.',
          advice: 'Start the service first, or write the rules into its files with firewall-offline-cmd.',
          side: 'script',
          again: 'useless',
          change: [shell('systemctl start firewalld || true', 'firewall-offline-cmd --add-service=ssh')],
          proven: true,
          example: ['FirewallD is not running'],
        },
        {
          id: 'firewall-rule',
          says: (s) => `The firewall did not accept a rule: ${s.line.said.slice(0, 140)}.`,
          advice:
            'The rule is there already, its service or zone is unknown on this release, or the kernel’s tables are not loaded (another kernel was installed: reboot first).',
          side: 'script',
          again: 'useless',
          example: ['Error: INVALID_SERVICE: tool'],
        },
      ],
    },
    {
      kind: 'module',
      exits: [3, 1, 4],
      line: /^ip6?tables(?:-restore|-save)?(?: v[\d.]+)?(?: \((?:legacy|nf_tables)\))?: (?:can't initialize ip6?tables table|Could not fetch rule set|unknown option|Couldn't load (?:target|match)|Failed to initialize nft|line \d{1,6}: ).{0,160}|^(?:Perhaps ip6?tables or your kernel needs to be upgraded)|^Error: Could not process rule: (.{1,60})|^nft: .{1,100}|modprobe: FATAL: Module (ip6?_tables|nf_tables|iptable_nat|xt_\w+|br_netfilter) not found/,
      cases: [
        {
          id: 'netfilter-module',
          says: 'The firewall’s kernel modules are not there: iptables or nft cannot reach its tables.',
          advice:
            'The running kernel’s modules were replaced by an update (reboot first), kernel-modules-extra is not installed, or the command runs in a container.',
          side: 'parentImage',
          again: 'useless',
          change: [shell('dnf -y install kernel-modules-extra-$(uname -r)')],
          example: [
            'iptables v1.8.7 (nf_tables): Could not fetch rule set generation id: Permission denied (you must be root)',
          ],
        },
      ],
    },
  ],
}
