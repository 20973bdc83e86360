import type { Case, Sight, Tool } from '../tool'

/** Host names whose servers are gone for everybody, or are reached by another name now. */
const goneHost = (s: Sight): string | undefined => {
  const hosts = `${s.line.said} ${s.above(/(https?:\/\/\S+)/, 4)?.[1] ?? ''}`
  return /mirrorlist\.centos\.org|mirror\.centos\.org|vault\.centos\.org|security\.debian\.org.{0,60}(?:jessie|stretch)|ftp\.\S{1,200}\.debian\.org|archive\.ubuntu\.com.{0,60}(?:trusty|xenial)|old-releases\.ubuntu\.com|arc\.liv\.ac\.uk|packages\.chef\.io|dl\.bintray\.com|apt\.kubernetes\.io|packages\.cloud\.google\.com|repo\.anaconda\.com\/pkgs\/free|jcenter\.bintray/.exec(
    hosts,
  )?.[0]
}

const centosGone: Case = {
  id: 'centos-end-of-life',
  when: (s) =>
    /mirrorlist\.centos\.org|mirror\.centos\.org/.test(s.line.said) || s.has(/mirrorlist\.centos\.org/),
  says: 'mirrorlist.centos.org was shut down: CentOS 7 and CentOS 8 have reached their end of life.',
  advice:
    'The subnet and its DNS are fine. Use a parent image of a supported distribution, or point the repositories at the archive vault.centos.org.',
  side: 'distribution',
  again: 'useless',
  change: [
    {
      language: 'bash',
      text: "sed -i -e 's|^mirrorlist=|#mirrorlist=|' -e 's|^#\\?baseurl=http://mirror.centos.org|baseurl=http://vault.centos.org|' /etc/yum.repos.d/CentOS-*.repo",
    },
  ],
  proven: true,
  url: 'https://github.com/epics-base/epics-base/issues/524',
  example: [
    'Could not retrieve mirrorlist http://mirrorlist.centos.org?arch=x86_64&release=7&repo=os error was',
    '14: curl#6 - "Could not resolve host: mirrorlist.centos.org; Name or service not known"',
  ],
}

const rhui: Case = {
  id: 'rhui-region',
  when: (s) => /\.?REGION\.aws\.ce\.redhat|rhui\d?\.REGION\b/.test(s.line.said),
  says: 'The address of the RHUI repository still holds the placeholder REGION: the RHUI client did not put the region in.',
  advice:
    'DNS is fine. The client reads the region from the instance metadata: check that it is reachable (IMDSv2) and that the package manager does not run before the client has set itself up; updating rh-amazon-rhui-client helps.',
  side: 'parentImage',
  again: 'mayHelp',
  change: [
    {
      language: 'bash',
      text: 'TOKEN=$(curl -sX PUT http://169.254.169.254/latest/api/token -H "X-aws-ec2-metadata-token-ttl-seconds: 300")\nREGION=$(curl -s -H "X-aws-ec2-metadata-token: $TOKEN" http://169.254.169.254/latest/meta-data/placement/region)\nsed -i "s/REGION/$REGION/" /etc/yum.repos.d/redhat-rhui*.repo',
    },
  ],
  proven: true,
  url: 'https://github.com/ansible/ansible/issues/70391',
  example: [
    "Error: Failed to download metadata for repo 'rhui': Curl error (6): Couldn't resolve host name for https://rhui3.REGION.aws.ce.redhat.com/pulp/x [Could not resolve host: rhui3.REGION.aws.ce.redhat.com]",
  ],
}

const rhuiClient: Case = {
  id: 'rhui-client-old',
  when: (s) =>
    /rhui[\w.-]{0,40}\.redhat\.com|rhui-client-config/.test(s.line.said) &&
    /404|403|certificate|expired|Not Found/i.test(s.line.said),
  says: 'Red Hat’s update infrastructure (RHUI) no longer serves the address that this image’s client asks for.',
  advice:
    'The RHUI client of an old parent image names servers that were retired. Use a newer RHEL parent image, or update rh-amazon-rhui-client from a newer one; DNS and the subnet are fine.',
  side: 'parentImage',
  again: 'useless',
  example: [
    'https://rhui3.ap-southeast-2.aws.ce.redhat.com/pulp/content/rhui-client-config/rhel/server/7/x86_64/os/repodata/repomd.xml: [Errno 14] HTTPS Error 404 - Not Found',
  ],
}

export const hostCases: readonly Case[] = [centosGone, rhui, rhuiClient]

const hostOf = (s: Sight): string =>
  /(?:host(?: name)?(?: for)?:? |resolve |resolving |addrinfo |lookup |host=['"])['"‘`]?(?:https?:\/\/)?([\w-]+(?:\.[\w-]+)+)/i.exec(
    s.line.said,
  )?.[1] ??
  s.above(/https?:\/\/([\w-]+(?:\.[\w-]+)+)/, 4)?.[1] ??
  ''

/** What every program says when a host cannot be found, reached or trusted. */
export const network: Tool = {
  name: 'The network',
  failures: [
    {
      kind: 'network',
      line: /getaddrinfo\(\) thread failed to start/,
      cases: [
        {
          id: 'thread-refused',
          says: 'A program could not start the thread that resolves host names: the container runtime’s seccomp profile refuses a newer system call (clone3).',
          advice:
            'DNS is fine. The image’s C library is newer than the docker on the host: update docker (20.10.10 or later), or run with --security-opt seccomp=unconfined.',
          side: 'parentImage',
          again: 'useless',
          change: [{ language: 'bash', text: 'docker build --security-opt seccomp=unconfined …' }],
          example: ['curl: (6) getaddrinfo() thread failed to start'],
        },
      ],
    },
    {
      kind: 'network',
      exits: [6, 4],
      line: /Could ?n[o']t resolve (?:host|proxy)|Could not resolve '|[Tt]emporary failure (?:in name resolution|resolving)|Name or service not known|getaddrinfo|no such host|nodename nor servname|unable to resolve host address|NameResolutionError|server misbehaving|The remote name could not be resolved|ENOTFOUND|EAI_AGAIN/,
      cases: [
        ...hostCases,
        {
          id: 'proxy-dns',
          when: (s) => /resolve proxy/.test(s.line.said),
          says: (s) => `The name of the proxy could not be resolved: ${s.line.said.slice(-100)}.`,
          advice:
            'Correct the proxy in the environment of the script (https_proxy, http_proxy) or in the configuration of the parent image.',
          side: 'configuration',
          again: 'useless',
          proven: true,
          example: ['curl: (5) Could not resolve proxy: proxy.corp.example.com'],
        },
        {
          id: 'host-gone',
          when: (s) => goneHost(s) !== undefined,
          says: (s) => `The host ${goneHost(s)} no longer exists or has moved.`,
          advice:
            'The subnet is fine. Use the address the project publishes today, or keep a copy of the file in S3.',
          side: 'distribution',
          again: 'useless',
          example: ['curl: (6) Could not resolve host: dl.bintray.com'],
        },
        {
          id: 'region-endpoint',
          when: (s) =>
            /(?<![\w-])[\w-]{1,200}\.(?:[a-z]{2}-[a-z]{1,200}-\d\.)?amazonaws\.com/.test(s.line.said) &&
            !/s3|ec2/.test(hostOf(s)),
          says: (s) => `The AWS endpoint ${hostOf(s)} could not be resolved.`,
          advice:
            'The service may not exist in this region, the region may be misspelled, or the build subnet has neither DNS nor a VPC endpoint for it.',
          side: 'network',
          again: 'useless',
          example: ['curl: (6) Could not resolve host: fsx.eu-nowhere-1.amazonaws.com'],
        },
        {
          id: 'dns',
          says: (s) => `A host name could not be resolved: ${hostOf(s)}.`,
          advice:
            'Check how the name is spelled and whether it exists outside. If no name resolves, give the build subnet working DNS and a way out (internet or NAT gateway, or VPC endpoints).',
          side: 'network',
          again: 'mayHelp',
          example: ['curl: (6) Could not resolve host: packages.example.com'],
        },
      ],
    },
    {
      kind: 'network',
      exits: [60, 35, 5, 77],
      line: /certificate is not yet valid|CERTIFICATE_VERIFY_FAILED.{0,40}not yet valid|certificate has expired|certificate has been revoked|certificate verify failed|CERTIFICATE_VERIFY_FAILED|SSL certificate problem|unable to get local issuer|x509: |SSLError|SSL_ERROR\w*|SSL routines|TLS (?:handshake|connect error)|gnutls_handshake|^ERROR: cannot verify .{0,100}certificate|curl: \((?:35|60|77)\)|error setting certificate|Could not create SSL\/TLS secure channel|underlying connection was closed|no alternative certificate subject name|self.signed certificate|Certificate verification failed|PKIX path building failed/i,
      cases: [
        {
          id: 'tls-legacy',
          when: (s) =>
            /unsafe legacy renegotiation|legacy sigalg|dh key too small|ee key too small|no protocols available|ca md too weak/i.test(
              s.line.said,
            ),
          says: (s) =>
            `OpenSSL 3 refuses the server, which speaks only an old form of TLS: ${/routines:[\w ]{0,40}:([^:]{1,80})$/.exec(s.line.said)?.[1] ?? s.line.said.slice(-80)}.`,
          advice:
            'The certificate is not the matter. Have the server updated, fetch the file elsewhere, or allow this one connection: an openssl.cnf with Options = UnsafeLegacyRenegotiation (OPENSSL_CONF), or SECLEVEL=1 for weak keys.',
          side: 'network',
          again: 'useless',
          example: ['curl: (35) error:0A000152:SSL routines::unsafe legacy renegotiation disabled'],
        },
        {
          id: 'tls-version',
          when: (s) =>
            /secure channel|underlying connection was closed|unsupported protocol|protocol version|tlsv1 alert|wrong version number/i.test(
              s.line.said,
            ),
          says: 'The server and the instance could not agree on a TLS version; servers demand TLS 1.2 or later.',
          advice:
            'Enable TLS 1.2 before the download (PowerShell on Windows Server 2016 does not by default), or update OpenSSL and the tool. `wrong version number` means plain HTTP or a proxy behind an https address.',
          side: 'parentImage',
          again: 'useless',
          change: [
            {
              language: 'powershell',
              text: '[Net.ServicePointManager]::SecurityProtocol = [Net.SecurityProtocolType]::Tls12',
            },
          ],
          example: ['Invoke-WebRequest : The request was aborted: Could not create SSL/TLS secure channel.'],
        },
        {
          id: 'clock',
          when: (s) => /not yet valid/i.test(s.line.said),
          says: 'The clock of the instance is behind: the certificate is not valid yet.',
          advice: 'Let the clock be set before the download (chronyc makestep, or wait for chronyd).',
          side: 'parentImage',
          again: 'mayHelp',
          change: [{ language: 'bash', text: 'chronyc -a makestep' }],
          proven: true,
          example: ['curl: (60) SSL certificate problem: certificate is not yet valid'],
        },
        {
          id: 'certificate-expired',
          when: (s) => /expired/i.test(s.line.said),
          says: 'A certificate has expired: the server’s, or an old root certificate on the parent image.',
          advice:
            'If browsers accept the server, update the root certificates of the image (ca-certificates) first; old OpenSSL stumbles over expired roots such as DST Root CA X3. Otherwise its operator has to renew it.',
          side: 'parentImage',
          again: 'useless',
          change: [
            {
              language: 'bash',
              text: 'yum -y update ca-certificates || apt-get install -y --only-upgrade ca-certificates',
            },
          ],
          example: ['curl: (60) SSL certificate problem: certificate has expired'],
        },
        {
          id: 'tls-intercepted',
          when: (s) => /self.signed certificate/i.test(s.line.said),
          says: 'The server’s certificate is self-signed, or was replaced by a proxy that inspects TLS.',
          advice:
            'Add the certificate authority of the proxy or server to the parent image (update-ca-trust, update-ca-certificates; for pip and Python also REQUESTS_CA_BUNDLE).',
          side: 'network',
          again: 'useless',
          example: ['curl: (60) SSL certificate problem: self signed certificate in certificate chain'],
        },
        {
          id: 'tls',
          says: 'A TLS connection failed: the certificate was not trusted, or the handshake broke off.',
          advice:
            'Update the root certificates of the parent image (ca-certificates), and check for TLS-intercepting proxies and the clock of the instance.',
          side: 'network',
          again: 'mayHelp',
          example: ['curl: (60) SSL certificate problem: unable to get local issuer certificate'],
        },
      ],
    },
    {
      kind: 'network',
      exits: [7, 28, 56, 52, 18, 4],
      line: /169\.254\.169\.254.{0,120}(?:timed out|refused|unreachable|No route)|(?:connect to|Connecting to) 169\.254\.169\.254/,
      cases: [
        {
          id: 'imds-unreachable',
          says: 'The instance metadata service (169.254.169.254) did not answer.',
          advice:
            'It is switched off, blocked for this process (a container needs a hop limit of 2, a firewall rule may forbid it), or must not go through the proxy (NO_PROXY=169.254.169.254).',
          side: 'configuration',
          again: 'useless',
          example: [
            'curl: (28) Failed to connect to 169.254.169.254 port 80 after 129311 ms: Connection timed out',
          ],
        },
      ],
    },
    {
      kind: 'network',
      exits: [7, 28, 56, 52, 18, 92],
      line: /Connection refused|Connection reset|Connection (?:timed out|aborted)|[Ff]ailed to connect to|Network is unreachable|No route to host|Could not connect to (?!.{0,40}daemon)|Operation timed out|ETIMEDOUT|ECONNREFUSED|ECONNRESET|Net::(?:Open|Read)Timeout|ConnectTimeout|ReadTimeout|Max retries exceeded|unexpected EOF|Empty reply from server|i\/o timeout|Resolving timed out|Operation too slow|Unable to connect to the remote server|IncompleteRead|RPC failed; curl|early EOF|transfer closed with|HTTP\/2 stream \d|Recv failure|connection was forcibly closed|Cannot initiate the connection to|Unable to connect to /i,
      cases: [
        ...hostCases,
        {
          id: 'ipv6-unreachable',
          when: (s) => /\b[0-9a-f]{1,4}:[0-9a-f:]{6,}/i.test(s.line.said) && /unreachable/i.test(s.line.said),
          says: 'The server was tried over IPv6, which the build subnet does not route; IPv4 failed as well or was not tried.',
          advice:
            'Give the subnet a route (internet or NAT gateway); let the tool prefer IPv4 (curl -4, Acquire::ForceIPv4=true).',
          side: 'network',
          again: 'useless',
          example: [
            'Cannot initiate the connection to archive.ubuntu.com:80 (2620:2d:4000:1::16). - connect (101: Network is unreachable)',
          ],
        },
        {
          id: 'host-gone',
          when: (s) => goneHost(s) !== undefined && !/archive\.ubuntu/.test(goneHost(s) ?? ''),
          says: (s) => `The host ${goneHost(s)} is down or no longer serves this.`,
          advice:
            'The connection fails for everybody, not only from this subnet. Use another source or a copy in S3, or a version whose sources are elsewhere.',
          side: 'distribution',
          again: 'mayHelp',
          example: ['Failed to connect to arc.liv.ac.uk port 443: Connection timed out'],
        },
        {
          id: 'local-service-down',
          when: (s) => /localhost|127\.0\.0\.1|\[::1\]|unix:/.test(s.line.said),
          says: 'A service on the instance itself did not accept the connection.',
          advice:
            'It was not started, had not come up yet, or listens elsewhere. Wait for it in the script, and look at its journal.',
          side: 'script',
          again: 'mayHelp',
          example: ['curl: (7) Failed to connect to localhost port 8080 after 0 ms: Connection refused'],
        },
        {
          id: 'transfer-broken',
          when: (s) =>
            /reset|EOF|IncompleteRead|RPC failed|transfer closed|HTTP\/2 stream|Recv failure|Empty reply|forcibly closed|too slow/i.test(
              s.line.said,
            ),
          says: (s) => `A connection broke off during a transfer: ${s.line.said.slice(0, 160)}.`,
          advice:
            'Usually temporary: build again. Let the script retry downloads (curl --retry 5 --retry-all-errors), and keep large files in S3.',
          side: 'network',
          again: 'helps',
          example: ['curl: (56) Recv failure: Connection reset by peer'],
        },
        {
          id: 'connection',
          says: (s) => `A server could not be reached: ${s.line.said.slice(0, 200)}.`,
          advice:
            'Check the build subnet: a route to the internet (or VPC endpoints), security group, network ACL, proxy. If others cannot reach the host either, it is down: build again later or use another source.',
          side: 'network',
          again: 'mayHelp',
          example: [
            'curl: (28) Failed to connect to example.com port 443 after 129311 ms: Connection timed out',
          ],
        },
      ],
    },
  ],
  noise: [/^sudo: unable to resolve host /],
}
