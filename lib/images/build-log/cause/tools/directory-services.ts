import { shell } from '../change'
import type { Tool } from '../tool'

/** Joining a domain, Kerberos, LDAP and sssd. */
export const directoryServices: Tool = {
  name: 'Directories: realmd, Kerberos, LDAP, sssd',
  failures: [
    {
      kind: 'account',
      exits: [1],
      line: /^realm: (?:Couldn't join realm: |Couldn't discover realms: |Couldn't .{1,40}: )?(.{1,200})/,
      cases: [
        {
          id: 'realm-packages',
          when: (s) => /[Nn]ecessary packages are not installed/.test(s.line.said),
          says: (s) =>
            `realm cannot join the domain: packages are missing (${/installed: (.{1,120})/.exec(s.line.said)?.[1] ?? 'see the line'}).`,
          advice: 'Install them first; realm installs them itself only where PackageKit runs.',
          side: 'script',
          again: 'useless',
          change: [
            shell(
              'dnf -y install sssd sssd-tools adcli oddjob oddjob-mkhomedir samba-common-tools krb5-workstation',
              '# Ubuntu: apt-get install -y sssd-ad sssd-tools adcli packagekit krb5-user oddjob oddjob-mkhomedir',
            ),
          ],
          proven: true,
          example: ["realm: Couldn't join realm: Necessary packages are not installed: oddjob, sssd, adcli"],
        },
        {
          id: 'realm-not-found',
          when: (s) => /No such realm|not configured|discover/i.test(s.line.said),
          says: 'The domain was not found from the build instance.',
          advice:
            'Its name servers must answer for it: the VPC’s DHCP options or a Route 53 Resolver rule must point to the directory. A domain is better joined when an instance starts than while its image is built.',
          side: 'network',
          again: 'useless',
          change: [shell('host -t SRV _ldap._tcp.<domain>')],
          example: ['realm: No such realm found: corp.example.com'],
        },
        {
          id: 'realm-already',
          when: (s) => /[Aa]lready joined/.test(s.line.said),
          says: 'The instance is in the domain already, by its parent image.',
          advice:
            'Leave the domain before the image is made (realm leave): instances of one image must not share one account.',
          side: 'parentImage',
          again: 'useless',
          change: [shell('realm leave')],
          proven: true,
          example: ['realm: Already joined to this domain'],
        },
        {
          id: 'realm-join',
          says: (s) => `realm could not join the domain: ${s.name().slice(0, 140)}.`,
          advice:
            'The lines before it, from adcli or net, say why. In order of likelihood: wrong user or password, no right to add computers, ports 88, 389 and 445 closed, a clock that is wrong.',
          side: 'script',
          again: 'useless',
          example: ["realm: Couldn't join realm: Failed to join the domain"],
        },
      ],
    },
    {
      kind: 'account',
      exits: [1, 3, 5],
      line: /^(?:! |adcli: )(?:Couldn't authenticate as: (.{1,60}?): |[Cc]ouldn't connect to .{1,80}: |Insufficient permissions .{0,40}|joining domain .{1,60} failed: )(.{0,200})|^kinit: (.{1,200})|^(?:kadmin|klist|kpasswd): (.{1,160})|(Clock skew too great)|KDC has no support for encryption type|^(?:gss_init_sec_context|GSSAPI Error).{0,160}/,
      cases: [
        {
          id: 'kerberos-clock',
          when: (s) => /[Cc]lock skew/.test(s.line.said),
          says: 'Kerberos refused: the clocks of the instance and of the domain differ by more than five minutes.',
          advice: 'Let chrony set the clock first.',
          side: 'parentImage',
          again: 'mayHelp',
          change: [shell('chronyc makestep')],
          proven: true,
          example: ['kinit: Clock skew too great while getting initial credentials'],
        },
        {
          id: 'kerberos-password',
          when: (s) =>
            /Preauthentication failed|Password incorrect|not found in Kerberos database|Client's (?:credentials|entry)|revoked|expired/.test(
              s.line.said,
            ),
          says: (s) =>
            `The domain did not accept the account: ${s.line.said.replace(/^(?:! |adcli: |kinit: )/, '').slice(0, 140)}.`,
          advice:
            'Check user, password (quotes and $ in the script) and domain in capitals (user@CORP.EXAMPLE.COM), and that the account is neither locked nor expired.',
          side: 'script',
          again: 'useless',
          example: ['kinit: Preauthentication failed while getting initial credentials'],
        },
        {
          id: 'kerberos-no-kdc',
          when: (s) =>
            /KDC for realm|contact any KDC|resolve network address|[Cc]annot find KDC/.test(s.line.said),
          says: 'No domain controller could be reached by Kerberos.',
          advice:
            'The domain must resolve from this subnet, port 88 must be open, and /etc/krb5.conf must name the realm (in capitals) or use DNS.',
          side: 'network',
          again: 'useless',
          example: [
            "kinit: Cannot contact any KDC for realm 'CORP.EXAMPLE.COM' while getting initial credentials",
          ],
        },
        {
          id: 'kerberos-encryption',
          when: (s) => /encryption type|enctype/.test(s.line.said) || s.has(/fips|FIPS/),
          says: 'The domain and this image have no encryption in common for Kerberos.',
          advice:
            'RHEL 9 and FIPS mode no longer use RC4: the domain’s accounts must have AES keys. For the time being, update-crypto-policies --set DEFAULT:AD-SUPPORT.',
          side: 'parentImage',
          again: 'useless',
          change: [shell('update-crypto-policies --set DEFAULT:AD-SUPPORT')],
          example: [
            "adcli: couldn't connect to corp.example.com domain: Couldn't authenticate as: joiner@CORP.EXAMPLE.COM: KDC has no support for encryption type",
          ],
        },
        {
          id: 'domain-join',
          says: (s) =>
            `The domain refused: ${s.line.said.replace(/^(?:! |adcli: |kinit: )/, '').slice(0, 160)}.`,
          advice:
            'Check the account’s right to add computers (in this OU), the network to the domain (ports 88, 389, 445, 464) and the clock.',
          side: 'script',
          again: 'useless',
          example: [
            "adcli: joining domain corp.example.com failed: Couldn't set password for computer account: HOST$: Message stream modified",
          ],
        },
      ],
    },
    {
      kind: 'network',
      exits: [1, 49, 32, 53, 255],
      line: /^ldap_(?:s?asl_)?(?:interactive_)?bind(?:\(\w+\))?: (.{1,100})|^ldap_(?:start_tls|modify|add|search|delete|sasl_bind)\S{0,20}: (.{1,100})|^(?:ldapsearch|ldapadd|ldapmodify): (.{1,120})/,
      cases: [
        {
          id: 'ldap-credentials',
          when: (s) => /\(49\)|\(50\)|Insufficient access|Invalid credentials/.test(s.line.said),
          says: (s) => `The LDAP server refused the account: ${s.name()}.`,
          advice: 'Check the whole name of the account (DN), its password and its rights.',
          side: 'script',
          again: 'useless',
          proven: true,
          example: ['ldap_bind: Invalid credentials (49)'],
        },
        {
          id: 'ldap-tls',
          when: (s) => /start_tls|\(-11\)|TLS|certificate/.test(s.line.said),
          says: 'The LDAP server’s certificate was not accepted, or it speaks no TLS.',
          advice:
            'Install the directory’s CA certificate (TLS_CACERT in ldap.conf, ldap_tls_cacert in sssd.conf) and use the name that stands in the certificate.',
          side: 'script',
          again: 'useless',
          example: ['ldap_start_tls: Connect error (-11)'],
        },
        {
          id: 'ldap-unreachable',
          says: (s) => `The LDAP server could not be used: ${s.name()}.`,
          advice:
            'It must resolve and be reachable from the build subnet on port 389 or 636; for ldaps:// its CA certificate must be installed as well.',
          side: 'network',
          again: 'useless',
          example: ["ldap_sasl_bind(SIMPLE): Can't contact LDAP server (-1)"],
        },
      ],
    },
    {
      kind: 'config',
      exits: [1, 4],
      line: /^(?:\(.{1,60}\): )?SSSD couldn't load the configuration database|^(?:\[sssd\] )?.{0,40}(?:File ownership and permissions check failed|Cannot read config file|SSSD configuration .{0,30}failed).{0,80}|^(?:Failed to|Issues identified by).{0,40}(?:validat|sssd\.conf).{0,60}|^\[rule\/\w+\]: (.{1,160})/,
      cases: [
        {
          id: 'sssd-config',
          says: 'sssd does not accept its configuration.',
          advice:
            'In order of likelihood: sssd.conf is not 0600 or not root’s (sssd’s on RHEL 10), it has no domain yet, or a line is wrong, which sssctl config-check names.',
          side: 'script',
          again: 'useless',
          change: [
            shell(
              'chown root:root /etc/sssd/sssd.conf && chmod 0600 /etc/sssd/sssd.conf',
              'sssctl config-check',
            ),
          ],
          example: ["SSSD couldn't load the configuration database [2]: No such file or directory."],
        },
      ],
    },
    {
      kind: 'account',
      exits: [1, 3],
      line: /^(?:Unable to discover domain, not provided|IPA client is already configured|Joining realm failed: (.{1,140})|Failed to obtain host TGT.{0,100}|Unable to find IPA Server.{0,60}|Client uninstall|Installation failed\. Rolling back)/,
      cases: [
        {
          id: 'ipa-client',
          says: (s) => `The IPA client was not set up: ${s.line.said.slice(0, 140)}.`,
          advice:
            'The IPA server must resolve and be reachable; a host that is enrolled already is refused (--force-join). Enroll when an instance starts rather than while its image is built.',
          side: 'network',
          again: 'useless',
          change: [shell('ipa-client-install --uninstall --unattended || true')],
          example: ['IPA client is already configured on this system.'],
        },
      ],
    },
  ],
}
