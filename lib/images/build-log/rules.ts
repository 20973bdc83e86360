/**
 * What we know about failures: one rule per mechanism, most specific first. To teach the dashboard a new one, add a
 * rule with an `example` (a line as a tool prints it); the tests check that the example meets its own rule.
 */
export interface Rule {
  id: string
  /** Matched against one line, without `Stdout: ` and the like. */
  pattern: RegExp
  /** One sentence in plain words; `$1` is the pattern's first group. */
  sentence: string
  advice: string
  /** A match that only sums up: a line that another rule knows, shortly before it, says more. */
  sumsUp?: RegExp
  /** … the only lines that do. They may stand on the other stream. Absent: any line that a rule knows, before it. */
  explainedBy?: RegExp
  /** Lines shortly before that belong to it and are quoted too. */
  also?: RegExp
  /** Lines right after that say what it is about, and are quoted too. */
  names?: RegExp
  /** Where others met the same. */
  url?: string
  example: string
}

const issue = (number: number) => `https://github.com/aws/aws-parallelcluster/issues/${number}`

export const rules: readonly Rule[] = [
  // What ParallelCluster itself checks
  {
    id: 'lustre-kernel',
    pattern:
      /(?:No candidate version available for|Unable to find a match:|Unable to locate package|No match for argument:|No package) ((?:kmod-)?lustre-client\S*)/,
    sentence: 'There is no FSx for Lustre client ($1) for the kernel of this image.',
    advice:
      'The kernel is newer than the FSx for Lustre client packages. Start from an older parent image, or keep its kernel (Build/UpdateOsPackages/Enabled: false), until AWS publishes a client for this kernel.',
    url: issue(3878),
    example: 'No candidate version available for lustre-client-modules-5.15.0-1099-aws',
  },
  {
    id: 'kernel-devel',
    pattern:
      /(?:Unable to find a match:|Unable to locate package|No candidate version available for|No package|No match for argument:) ((?:kernel-(?:devel|headers)|linux-headers|kernel-modules)\S*)/,
    sentence: 'The repositories no longer hold the headers of the running kernel ($1).',
    advice:
      'Drivers (EFA, NVIDIA, Lustre) are built against them. Use a newer parent image, or update its packages before the build (Build/UpdateOsPackages/Enabled: true).',
    url: issue(7406),
    example: 'Error: Unable to find a match: kernel-devel-5.14.0-503.11.1.el9_5.x86_64',
  },
  {
    id: 'os-unsupported',
    pattern: /Operating System '([^'$]+)' is not supported|This component does not support '([^'$]+)'/,
    sentence: 'ParallelCluster does not support the operating system of the parent image ($1).',
    advice: 'Use a parent image with an operating system that this ParallelCluster version supports.',
    url: issue(4032),
    example: "Operating System 'debian.12' is not supported. Failing build.",
  },
  {
    id: 'architecture-unsupported',
    pattern: /The '([^'$]+)' architecture is not supported|[Ee]xec format error/,
    sentence: 'Something here is not made for the CPU architecture of the build instance.',
    advice: 'Match Build/InstanceType, the parent image and your scripts: x86_64 or arm64.',
    example: "The 'ppc64le' architecture is not supported. Failing build.",
  },
  {
    id: 'cookbook-missing',
    pattern: /No such cookbook: (\S+)|Cookbook (\S+) not found/,
    sentence: 'Chef did not find the cookbook $1.',
    advice:
      'The cookbook archive was not unpacked. Look at the step DownloadCookbook, which can end well all the same.',
    example: 'No such cookbook: aws-parallelcluster-entrypoints',
  },
  {
    id: 'cfn-bootstrap',
    pattern:
      /(cfn-(?:init|signal|hup|bootstrap)\S*):? .*(?:error|fail|not found)|aws-cfn-bootstrap.*(?:error|fail|No such)/i,
    sentence: 'The CloudFormation helper scripts could not be installed or run.',
    advice: 'Check that the instance reaches S3 and that its Python is one the helper scripts support.',
    example: 'cfn-init: command not found: aws-cfn-bootstrap error',
  },

  // The machine
  {
    id: 'disk-full',
    pattern:
      /No space left on device|not enough (?:free )?(?:disk )?space|needs \S+ ?\S* (?:more space )?on the \S+ filesystem|You don't have enough free space|more space needed on the|ENOSPC/i,
    sentence: 'The disk of the build instance is full.',
    advice: 'Enlarge the root volume: Build/Image/RootVolume/Size.',
    example: 'tar: opt/slurm/lib/libslurm.a: Cannot write: No space left on device',
  },
  {
    id: 'out-of-memory',
    pattern:
      /[Oo]ut of memory|Cannot allocate memory|oom-kill|^(?:.*: line \d+:\s+\d+ )?Killed\b|c\+\+: fatal error: Killed|MemoryError|JavaScript heap/,
    sentence: 'The build instance ran out of memory.',
    advice: 'Choose a larger Build/InstanceType.',
    url: issue(7144),
    example: 'c++: fatal error: Killed signal terminated program cc1plus',
  },
  {
    id: 'read-only-filesystem',
    pattern: /Read-only file system/,
    sentence: 'A file system is mounted read-only.',
    advice: 'Check the parent image: something in it remounts or fails to check this file system.',
    example: "mkdir: cannot create directory '/opt/tools': Read-only file system",
  },

  // Reaching the network
  {
    id: 'dns',
    pattern:
      /Could not resolve (?:host|proxy)|[Tt]emporary failure (?:in name resolution|resolving)|Name or service not known|getaddrinfo|unable to resolve host|no such host|Couldn't resolve host|nodename nor servname/,
    sentence: 'A host name could not be resolved.',
    advice: 'Give the build subnet working DNS and a way out (internet or NAT gateway, or VPC endpoints).',
    example: 'curl: (6) Could not resolve host: packages.example.com',
  },
  {
    id: 's3-denied',
    pattern:
      /An error occurred \((?:403|AccessDenied|AllAccessDisabled)\)|<Code>AccessDenied|S3.*(?:403|Access ?Denied)|fatal error: .*\b403\b/,
    sentence: 'AWS denied access to an object or an operation.',
    advice: 'Allow it in the build instance role: Build/Iam/AdditionalIamPolicies or Build/Iam/InstanceRole.',
    example: 'fatal error: An error occurred (403) when calling the HeadObject operation: Forbidden',
  },
  {
    id: 'aws-denied',
    pattern:
      /is not authorized to perform: (\S+)|UnauthorizedOperation|AccessDeniedException|An error occurred \(Unauthorized/,
    sentence: 'The build instance role lacks a permission ($1).',
    advice: 'Allow it: Build/Iam/AdditionalIamPolicies or Build/Iam/InstanceRole.',
    example: 'User: arn:aws:sts::111122223333:assumed-role/r is not authorized to perform: ssm:GetParameter',
  },
  {
    id: 'aws-credentials',
    pattern: /Unable to locate credentials|NoCredentialsError|ExpiredToken|InvalidClientTokenId/,
    sentence: 'A command found no valid AWS credentials.',
    advice:
      'Check that the instance profile is attached and that the instance metadata service is reachable.',
    example: 'fatal error: Unable to locate credentials',
  },
  {
    id: 's3-missing',
    pattern:
      /An error occurred \((?:404|NoSuchKey|NoSuchBucket)\)|The specified (?:key|bucket) does not exist/,
    sentence: 'The S3 object or bucket does not exist.',
    advice: 'Check the address of the script or archive, and the region of its bucket.',
    example:
      'fatal error: An error occurred (404) when calling the HeadObject operation: Key "x.sh" does not exist',
  },
  {
    id: 'aws-throttled',
    pattern:
      /\b(?:ThrottlingException|Throttling|RequestLimitExceeded|SlowDown|TooManyRequests)|toomanyrequests|\b429\b.*Too Many|rate limit exceeded/i,
    sentence: 'A service refused the request because there were too many.',
    advice: 'Try again later, or fetch less from it at once.',
    example: 'Error response from daemon: toomanyrequests: You have reached your pull rate limit.',
  },
  {
    id: 'tls',
    pattern:
      /certificate verify failed|SSL certificate problem|unable to get local issuer|x509: certificate|certificate (?:is not yet valid|has expired)|SSL_ERROR|SSLError|curl: \(35\)|SSL routines|TLS (?:handshake|connect error)|gnutls_handshake|ERROR: cannot verify .* certificate/i,
    sentence: 'A TLS connection failed: the certificate was not trusted or the handshake broke off.',
    advice: 'Check proxies that open TLS, the certificates of the parent image and its clock.',
    example: 'curl: (60) SSL certificate problem: unable to get local issuer certificate',
  },
  {
    id: 'http-not-found',
    pattern:
      /\b404\b:? +"?(?:Not Found|\(?Not Found)|returned error: 404|ERROR 404|Status code: 404|HTTP(?:\/[\d.]+)? (?:error |status )?404|404 Client Error|does not have a Release file/i,
    sentence: 'Something to be downloaded is not there (404).',
    advice: 'Check the address; the version may have been withdrawn, or the repository moved.',
    example: 'curl: (22) The requested URL returned error: 404',
  },
  {
    id: 'http-denied',
    pattern:
      /\b40[137]\b:? +"?(?:Forbidden|Unauthorized|Proxy)|returned error: 40[137]|ERROR 40[137]|Status code: 40[137]|HTTP error code 40[137]|40[137] Client Error/i,
    sentence: 'A download was refused (401, 403 or 407).',
    advice: 'Check permissions of the object, bucket policy, proxy and any access token.',
    example: 'curl: (22) The requested URL returned error: 403 Forbidden',
  },
  {
    id: 'http-server-error',
    pattern:
      /\b50[0-4]\b:? +"?(?:Internal|Bad Gateway|Service|Gateway)|returned error: 50\d|ERROR 50\d|Status code: 50\d|50\d Server Error/i,
    sentence: 'A server answered a download with an error of its own (5xx).',
    advice: 'Usually passes by itself: build again, or use a mirror.',
    example: 'curl: (22) The requested URL returned error: 503 Service Unavailable',
  },
  {
    id: 'connection',
    pattern:
      /Connection (?:refused|reset|timed out|aborted)|Failed to connect to|Network is unreachable|No route to host|Could not connect to|Connection timed out|Operation timed out|ETIMEDOUT|ECONNREFUSED|ECONNRESET|Net::OpenTimeout|ConnectTimeout|Max retries exceeded|unexpected EOF|Empty reply from server|i\/o timeout|Resolving timed out|Operation too slow/i,
    sentence: 'A network connection failed.',
    advice: 'Check the build subnet: route to the internet (or VPC endpoints), security group, proxy.',
    example: 'curl: (28) Failed to connect to example.com port 443 after 129311 ms: Connection timed out',
  },

  // Package managers
  {
    id: 'package-lock',
    pattern:
      /Could not get lock|Unable to (?:acquire (?:the )?(?:dpkg|rpm|yum|lock)|lock (?:the )?(?:administration|directory|database))|Waiting for (?:process with pid|cache lock)|[Ee]xisting lock \/var\/run\/yum|Another app is currently holding|dpkg frontend lock|System management is locked|can't create transaction lock/,
    sentence: 'Another process held the lock of the package manager.',
    advice:
      'Often unattended upgrades or the SSM agent at boot. Build again, or disable them in the parent image.',
    example:
      'E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 2213 (unattended-upgr)',
  },
  {
    id: 'package-not-found',
    pattern:
      /Unable to locate package ([^\s'"]+)|Unable to find a match: (.+)|No candidate version available for (.+?)$|Package '?([^\s']+)'? has no installation candidate|No package ([^\s]+) available|No package matching '([^']+)' found|No provider of '([^']+)' found|[Pp]ackage '([^']+)' not found|Couldn't find any package by (?:glob|regex) '([^']+)'|Version '([^']+)' for '[^']+' was not found|^\s*(\S+) \(no such package\):?$|error: target not found: (\S+)|missing groups or modules: (.+)/,
    sentence: 'The package manager found no package $1.',
    advice:
      'Check the name and version, and that its repository is enabled for this operating system and architecture.',
    example: 'E: Unable to locate package libfoo-devel',
  },
  {
    id: 'package-signature',
    pattern:
      /NO_PUBKEY (\w+)|GPG (?:key|check|error)|(?:repositor|InRelease|package|\.rpm|\.deb).* not signed|signatures? (?:couldn't be verified|verification failed|were invalid)|Public key for .* is not installed|EXPKEYSIG|gpg: (?:no valid|can't|keyserver)|BADSIG/i,
    sumsUp: /GPG check FAILED/,
    explainedBy: /Public key for .* is not installed/,
    sentence: 'A package or repository signature could not be verified.',
    advice: 'Import the repository’s current key before the build installs from it.',
    example: 'E: The repository http://repo.example.com jammy InRelease is not signed.',
  },
  {
    id: 'package-conflict',
    pattern:
      /: Depends: .* but|nothing provides|(?<!\b(?:option|argument|flag) \S+ )conflicts (?:with|between)|trying to overwrite '.*', which is also in|^\s*Problem:|requires .*, but none of the providers|held broken packages|^\s*Requires: \S+|Protected multilib|unmet dependencies|Transaction (?:test|check) error|Failed dependencies:|^\s+\S+ is needed by /i,
    sumsUp: /^Error: Transaction/,
    sentence: 'Packages cannot be installed together.',
    advice: 'Check extra repositories and pinned versions in the parent image; update its packages first.',
    example: ' libfoo1 : Depends: libbar2 (>= 2.4) but it is not installable',
  },
  {
    id: 'repository-metadata',
    pattern:
      /Failed to (?:download|synchronize|synchronise) (?:metadata|cache) for repo '?([^':\s]+)|Cannot (?:find|retrieve) (?:a valid baseurl|repository metadata|repomd)|Cannot download repomd|[Rr]epository '?(\S+?)'? (?:is invalid|does not exist|not found)|Hash Sum mismatch|File has unexpected size|Failed to fetch|Cannot prepare internal mirrorlist|Metadata file does not match|Release file for .* is not valid yet|no longer has a Release/,
    also: /^\s*- (?:Curl error|Status code)/,
    sentence: 'A package repository could not be read.',
    advice:
      'Check that the repository still exists for this operating system and can be reached from the build subnet.',
    example: "Error: Failed to download metadata for repo 'epel': Cannot prepare internal mirrorlist",
  },
  {
    id: 'package-script',
    pattern:
      /dpkg: error processing (?:package|archive) (\S+)|post-installation script subprocess returned|scriptlet failed|Error in \w+ scriptlet|rpmdb|database disk image is malformed|dpkg was interrupted/,
    sumsUp: /^dpkg: error processing|script subprocess returned/,
    sentence: 'A package was downloaded but could not be installed.',
    advice: 'The lines before say what its own script complained about.',
    example: 'dpkg: error processing package nvidia-dkms-550 (--configure):',
  },
  {
    id: 'subscription',
    pattern: /no enabled repos|There are no enabled repositories/i,
    sentence: 'No package repository is enabled on this system.',
    advice: 'Use a parent image with pay-as-you-go RHEL repositories, or register the system first.',
    example: 'Error: There are no enabled repositories in "/etc/yum.repos.d".',
  },

  // Languages
  {
    id: 'conda',
    pattern: /PackagesNotFoundError|ResolvePackageNotFound|UnsatisfiableError|LibMambaUnsatisfiableError/,
    names: /^\s*- \S/,
    sentence: 'conda could not find or combine the packages it was asked for.',
    advice: 'Check names, versions and channels.',
    example: 'PackagesNotFoundError: The following packages are not available from current channels:',
  },
  {
    id: 'pip',
    pattern:
      /No matching distribution found for (\S+)|Could not find a version that satisfies the requirement (\S+)|ResolutionImpossible|Failed building wheel for (\S+)|Could not build wheels for (\S+?),|Failed to build installable wheels|externally-managed-environment|requires a different Python|Cannot uninstall/i,
    sumsUp: /Failed building wheel|Could not build wheels|installable wheels/,
    also: /^ERROR: Could not find a version/,
    sentence: 'pip could not install $1.',
    advice: 'Check the version, and that it supports the Python it is installed into.',
    example: 'ERROR: No matching distribution found for awscli==99.1',
  },
  {
    id: 'npm',
    pattern:
      /npm (?:ERR!|error) (?:code E\w+|notarget No matching version found for (\S+)|404 +Not Found|404 +'([^']+)' is not)/,
    sumsUp: /\bcode E/,
    sentence: 'npm could not install its packages.',
    advice: 'Check the package’s name and version, and the registry.',
    example: 'npm ERR! code ETARGET',
  },
  {
    id: 'gem',
    pattern:
      /Could not find a valid gem '([^']+)'|^ERROR: {2}Error installing (\S+):|Gem::\w+Error|requires Ruby version|Could not find gem '([^']+)'|Bundler could not find/,
    sentence: 'A Ruby gem could not be installed ($1).',
    advice: 'Check the gem’s version against the Ruby that Cinc brings.',
    example: "ERROR:  Could not find a valid gem 'ox' (= 9.9) in any repository",
  },
  {
    id: 'berks',
    pattern:
      /Unable to find a solution for demands|Unable to satisfy constraints|Berkshelf::\w+|Berksfile|Error connecting to the (?:Supermarket|Chef)/,
    sentence: 'Berkshelf could not fetch the cookbooks.',
    advice: 'Check that the instance reaches the Supermarket, and the cookbooks’ versions.',
    example: 'Berkshelf::NoSolutionError: Unable to find a solution for demands: yum (9.9.9)',
  },
  {
    id: 'python-module',
    pattern:
      /(?:ModuleNotFoundError|ImportError): (?:No module named '?([\w.]+)'?|cannot import name '?([\w.]+)'?)/,
    sentence: 'A Python program misses the module $1.',
    advice: 'Install it into the same Python, or fix the version.',
    example: "ModuleNotFoundError: No module named 'boto3'",
  },
  {
    id: 'ruby-code',
    pattern:
      /\b(NoMethodError|NameError|SyntaxError|ArgumentError|TypeError|LoadError)\b.*(?:undefined|uninitialized|syntax error|wrong number|nil|cannot load|no implicit)|Chef::Exceptions::(RecipeNotFound|CookbookNotFound|ImmutableAttributeModification|ValidationFailed)/,
    sentence:
      'A recipe of the cookbook is broken ($1): it failed before or while it ran, whatever the machine.',
    advice: 'With a custom cookbook, check it against this ParallelCluster version; else report it.',
    example: "NoMethodError: undefined method `[]' for nil:NilClass",
  },
  {
    id: 'perl-module',
    pattern: /Can't locate (\S+\.p[ml]) in @INC/,
    sentence: 'A Perl program misses the module $1.',
    advice: 'Install it with the package manager or from CPAN.',
    example: "Can't locate XML/Twig.pm in @INC (you may need to install the XML::Twig module)",
  },
  {
    id: 'python-error',
    pattern: /^\s*(?:\w+\.)*(\w+(?:Error|Exception)): \S/,
    sentence: 'A Python program ended with $1.',
    advice: 'The traceback before it names the place.',
    example: "KeyError: 'AWS_REGION'",
  },

  // Drivers and compilers
  {
    id: 'kernel-source',
    pattern:
      /Unable to find the kernel source tree|kernel headers? for (?:target|the) kernel .* (?:not|cannot)|Your kernel headers for kernel .* cannot be found|Kernel preparation unnecessary.*error|Unable to determine the (?:target|kernel) /i,
    sentence: 'A driver could not be built: the sources of the running kernel are missing.',
    advice: 'Install the headers of the running kernel, or use a parent image whose kernel is current.',
    example: 'ERROR: Unable to find the kernel source tree for the currently running kernel.',
  },
  {
    id: 'dkms',
    pattern:
      /Bad return status for module build on kernel|dkms(?:\.\w+)?:? .*(?:error|fail)|Error! .*(?:DKMS|dkms|module)/i,
    sentence: 'A kernel module did not compile for this kernel.',
    advice: 'The driver is older than the kernel. Use another driver version or an older kernel.',
    example: 'Error! Bad return status for module build on kernel: 6.8.0-1015-aws (x86_64)',
  },
  {
    id: 'nvidia',
    pattern:
      /ERROR: .*(?:NVIDIA|nvidia|nouveau)|NVIDIA-SMI has failed|modprobe: .*nvidia|Unable to load the (?:kernel module )?'?nvidia/,
    sentence: 'The NVIDIA driver could not be installed or loaded.',
    advice: 'Check that the driver supports this kernel and the instance type has the GPU.',
    example: "ERROR: Unable to load the kernel module 'nvidia.ko'.",
  },
  {
    id: 'kernel-module',
    pattern:
      /modprobe: (?:FATAL|ERROR): .*?(?:[Mm]odule (\S+) not found|could not insert '([^']+)')|insmod: ERROR/,
    sentence: 'The kernel module $1 could not be loaded.',
    advice: 'It was not built for the running kernel: a reboot into the new kernel may be missing.',
    example: 'modprobe: FATAL: Module lustre not found in directory /lib/modules/6.8.0-1015-aws',
  },
  {
    id: 'compiler',
    pattern:
      /:\d+(?::\d+)?: (?:fatal )?error: |\b(?:gcc|g\+\+|cc|c\+\+|clang|nvcc|gfortran): (?:fatal )?error|undefined reference to|ld: cannot find|configure: error: |CMake Error|Could not find a package configuration file|No rule to make target|collect2: error|error\[E\d+\]: |nvcc fatal/,
    sentence: 'Something did not compile.',
    advice: 'Check the headers and libraries it needs, and its version.',
    example: 'hello.c:1:10: fatal error: zlib.h: No such file or directory',
  },

  {
    id: 'shared-library',
    pattern:
      /error while loading shared libraries: ([^\s:]+)|version `(\w+_[\d.]+)' not found|cannot open shared object file/,
    sentence: 'A program does not find a library it was built against ($1).',
    advice: 'Install the library, or a build of the program for this operating system and its version.',
    example: './solver: error while loading shared libraries: libfoo.so.2: cannot open shared object file',
  },
  {
    id: 'crash',
    pattern: /Segmentation fault|Bus error|Illegal instruction|Floating point exception|\(core dumped\)/,
    sentence: 'A program crashed.',
    advice: 'An illegal instruction means that it was built for another CPU than Build/InstanceType has.',
    example: '/tmp/script.sh: line 8:  2207 Illegal instruction     (core dumped) ./solver --check',
  },

  // Containers, version control, archives
  {
    id: 'docker',
    pattern:
      /Error response from daemon: (.+)|Cannot connect to the Docker daemon|manifest (?:for .* )?(?:unknown|not found)|failed to solve(?=:| with frontend)/,
    sumsUp: /failed to solve/,
    sentence: 'Docker refused: it could not pull, build or run an image.',
    advice: 'Check the image’s name and tag, the registry’s rights, and that the daemon runs.',
    example:
      'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
  },
  {
    id: 'git',
    pattern:
      /^fatal: (?:unable to access|repository|could not read|Remote branch|not a git|Authentication failed|couldn't find remote)|^remote: .*(?:not found|denied)|Host key verification failed|Permission denied \(publickey/,
    sentence: 'Git could not fetch a repository.',
    advice: 'Check its address, branch and access: a build has no terminal to ask for a password.',
    example: "fatal: could not read Username for 'https://github.com': No such device or address",
  },
  {
    id: 'archive',
    pattern:
      /not in gzip format|This does not look like a tar archive|(?:gzip|unzip|xz|tar):.*[Uu]nexpected end|End-of-central-directory|is not a zip file|checksum (?:mismatch|did not match)|ChecksumMismatch|WARNING: \d+ computed checksum|FAILED open or read|^\S*[./]\S*: FAILED$|invalid (?:compressed|tar) |unrecognized archive/i,
    sumsUp: /WARNING: \d+ computed checksum/,
    explainedBy: /: FAILED$/,
    sentence: 'A downloaded archive is damaged, or is no archive.',
    advice: 'Look at what the address really answers: an error page is often saved under the archive’s name.',
    example: 'gzip: stdin: not in gzip format',
  },

  // Scripts
  {
    id: 'script-not-script',
    pattern: /line 1: .*(?:syntax error near unexpected token|<\?xml|<html|<!DOCTYPE|404:? |AccessDenied)/i,
    sentence: 'What was downloaded is no script, but probably an error page.',
    advice: 'Open the script’s address as the build instance would: rights, spelling, redirect.',
    example: "/tmp/script.sh: line 1: syntax error near unexpected token `newline'",
  },
  {
    id: 'script-crlf',
    pattern: /bad interpreter: No such|\$'\\r': command not found|\^M|: set: -: invalid option/,
    sentence: 'The script’s interpreter was not found; Windows line ends do that.',
    advice: 'Save the script with Unix line ends and check its first line.',
    example: '/tmp/script.sh: /bin/bash^M: bad interpreter: No such file or directory',
  },
  {
    id: 'script-syntax',
    pattern: /syntax error(?:: unexpected| near|:)|unexpected EOF while looking/i,
    sumsUp: /unexpected end of file|near unexpected token/,
    explainedBy: /\$'\\r': command not found/,
    sentence: 'The script has a syntax error.',
    advice: 'Run `bash -n` on it.',
    example: '/tmp/script.sh: line 9: syntax error: unexpected end of file',
  },
  {
    id: 'unbound-variable',
    pattern: /: (\w+): unbound variable|(\w+): parameter (?:null or )?not set/,
    sentence: 'The script uses the variable $1, which is not set.',
    advice: 'Set it or give it a default; the build passes no environment of yours.',
    example: '/tmp/script.sh: line 3: CLUSTER_NAME: unbound variable',
  },
  {
    id: 'command-not-found',
    pattern:
      /(\S+): [Cc]ommand not found$|(?:: (?:line )?\d+: |^\S*sh: )(\S+): not found$|(\S+): No such command|command not found: (\S+)/,
    sentence: 'The command $1 does not exist on the instance.',
    advice: 'Install it first, or correct its name or path.',
    example: '/tmp/script.sh: line 4: module: command not found',
  },
  {
    id: 'terminal-needed',
    pattern:
      /a (?:terminal|password) is required|no tty present|sudo: sorry|Inappropriate ioctl|Are you sure you want to continue connecting|stdin is not a (?:tty|terminal)/,
    sentence: 'A command wanted to ask a question, and nobody was there.',
    advice:
      'Give it its answer on the command line (`-y`, `DEBIAN_FRONTEND=noninteractive`, `BatchMode=yes`).',
    url: issue(4058),
    example: 'sudo: a terminal is required to read the password; either use the -S option',
  },
  {
    id: 'permission',
    pattern:
      /Permission denied|Operation not permitted|\bEACCES\b|\bEPERM\b|must be (?:run as )?root|requires? (?:root|superuser)/i,
    sentence: 'Something was not permitted.',
    advice: 'Check owner and mode of the file, `noexec` mounts and SELinux in the parent image.',
    example: '/tmp/script.sh: line 2: /opt/tools/setup: Permission denied',
  },
  {
    id: 'service',
    pattern:
      /Failed to (?:start|enable|restart) (?!(?:the|a|an)\b)(\S+?)(?=:|$|\.\s*$)|Job for (\S+) failed|Unit (\S+) (?:not found|could not be found|is masked|entered failed)/,
    sentence: 'The system service $1 could not be started.',
    advice: 'Its journal says why; the service may be masked or not installed.',
    example: 'Failed to start slurmd.service: Unit slurmd.service not found.',
  },
  {
    id: 'mount',
    pattern:
      /^mount(?:\.\w+)?: .*(?:denied|failed|not responding|wrong fs type|No such device|timed out|does not exist)/,
    sentence: 'A file system could not be mounted.',
    advice:
      'Check that the build subnet and security group reach it, and that its client and kernel modules are there.',
    example: 'mount.nfs4: access denied by server while mounting 10.1.2.3:/tools',
  },
  {
    id: 'user-exists',
    pattern:
      /^(?:user|group)(?:add|mod): .*'([^']+)' already exists|^add(?:user|group): .*[`'](\w+)' already exists/,
    sentence: 'The user or group $1 exists already.',
    advice:
      'Let the script look first (`id`, `getent`), or use another name or number than the parent image does.',
    example: "useradd: user 'solver' already exists",
  },
  {
    id: 'missing-file',
    pattern:
      /No such file or directory|[Cc]annot (?:open|find|stat|access) |does not exist because|because it does not exist|FileNotFound|\bnot found or does not exist/,
    sentence: 'A file or directory is missing.',
    advice: 'An earlier step should have made it, or its path is wrong.',
    example: "cp: cannot stat '/opt/tools/bin': No such file or directory",
  },

  // Checks
  {
    id: 'inspec',
    pattern:
      /(?:Test|Profile|Control) Summary: .*?([1-9]\d*) (?:control )?failures?|^\s*(?:×|✖|\[FAIL\])\s+(.+)|expected .* to .*(?:, got|\(got)|^not ok \d+ (?!.*# (?:TODO|SKIP))/i,
    also: /^\s*(?:×|✖|✗|\[FAIL\])\s/,
    sentence: 'A check of the finished image failed.',
    advice: 'The lines marked × name the checks. They compare the image with what ParallelCluster installs.',
    example: 'Test Summary: 41 successful, 2 failures, 0 skipped',
  },
  {
    id: 'time-out',
    pattern:
      /CommandTimeout|Command timed out after|execution (?:has )?timed out|[Tt]imed out after|step .*timed out|Timeout(?:Error| expired| was reached| exceeded)|timed out waiting|deadline exceeded/i,
    sentence: 'Something took longer than it was allowed to.',
    advice: 'Look for what it waited for: a lock, the network, or a question nobody answered.',
    example: 'Mixlib::ShellOut::CommandTimeout: Command timed out after 600s:',
  },
]

/** The first rule that knows the line. */
export function ruleFor(text: string): { rule: Rule; match: RegExpExecArray } | undefined {
  for (const rule of rules) {
    const match = rule.pattern.exec(text)
    if (match) return { rule, match }
  }
  return undefined
}

/** The rule's sentence with what the line named; empty brackets and double blanks go. */
export function sentenceOf(rule: Rule, match: RegExpExecArray): string {
  const named = match.slice(1).find((group) => group !== undefined) ?? ''
  return rule.sentence
    .replace('$1', named.trim().replace(/[.,;:]+$/, ''))
    .replace(/ ?\(\)/, '')
    .replace(/ +([.,])/g, '$1')
    .replace(/ {2,}/g, ' ')
}
