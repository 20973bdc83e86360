import { shell } from '../change'
import type { Sight, Tool } from '../tool'

const last = (s: Sight, length = 160) => s.line.said.slice(0, length)

/** Whether the version that is asked for comes right after the last one there is. */
function followsOn(s: Sight): boolean {
  const wanted = /==(\d+(?:\.\d+){1,3})/.exec(s.line.said)?.[1]
  const last = s
    .find(/from versions: ([^):]{1,4000})\)/)?.[1]
    ?.split(', ')
    .at(-1)
  if (!wanted || !last) return false
  const [head, tail] = [wanted.slice(0, wanted.lastIndexOf('.')), Number(wanted.split('.').at(-1))]
  return last === `${head}.${tail - 1}`
}

/** pip, setuptools and Python's own exceptions. */
export const python: Tool = {
  name: 'pip and Python',
  failures: [
    {
      kind: 'compile',
      exits: [1],
      line: /AttributeError: cython_sources|cython\S{0,200} .{0,80}(?:not compatible|3\.0)/i,
      cases: [
        {
          id: 'pyyaml-cython',
          says: 'PyYAML before 6.0.1 does not build with Cython 3, which pip fetches for the build.',
          advice: 'Ask for PyYAML 6.0.1 or later, or hold Cython below 3 during the build.',
          side: 'distribution',
          again: 'useless',
          change: [
            shell(
              'pip install "PyYAML>=6.0.1"',
              'echo "cython<3" > /tmp/constraint.txt && PIP_CONSTRAINT=/tmp/constraint.txt pip install "PyYAML==5.4.1"',
            ),
          ],
          proven: true,
          url: 'https://github.com/yaml/pyyaml/issues/601',
          example: ['AttributeError: cython_sources'],
        },
      ],
    },
    {
      kind: 'compile',
      exits: [1],
      line: /can't find Rust compiler|Rust (?:toolchain|compiler) .{0,60}(?:not found|required|is required)|Cargo, the Rust package manager, is not installed|cargo.{0,20} is not installed or is not on PATH/i,
      cases: [
        {
          id: 'rust-missing',
          says: (s) =>
            `A Python package has to be compiled and needs a Rust compiler, which is not installed${s.has(/cryptography/) ? ' (cryptography)' : ''}.`,
          advice:
            'pip is too old to use the prebuilt wheel: upgrade pip first. If there is no wheel for this Python or architecture, install Rust.',
          side: 'script',
          again: 'useless',
          change: [shell('python3 -m pip install --upgrade pip setuptools wheel')],
          proven: true,
          example: ["error: can't find Rust compiler", '  ERROR: Failed building wheel for cryptography'],
        },
      ],
    },
    {
      kind: 'compile',
      line: /pg_config executable not found|mysql_config(?:: | )not found|Python\.h: No such file|ffi\.h: No such file|openssl\/\w{1,60}\.h: No such file|(?:libxml\/\w{1,60}|xmlsec\S{0,200})\.h: No such file|krb5-config.{0,20}not found|\b(\w{1,60})-config: (?:command )?not found|Could not find (\w{1,60}) headers? or library/i,
      cases: [
        {
          id: 'python-headers',
          says: (s) =>
            `A Python package has to be compiled and its headers are not installed: ${last(s, 100)}.`,
          advice:
            'Install the development package first (python3-devel or python3-dev, libffi, openssl, libpq, libxml2 …), or a version of the package that has a wheel.',
          side: 'script',
          again: 'useless',
          change: [shell('dnf -y install gcc python3-devel || apt-get install -y gcc python3-dev')],
          proven: true,
          example: [
            '      src/x.c:12:10: fatal error: Python.h: No such file or directory',
            '  ERROR: Failed building wheel for x',
          ],
        },
      ],
    },
    {
      kind: 'language',
      exits: [1],
      line: /externally-managed-environment|This environment is externally managed/,
      cases: [
        {
          id: 'externally-managed',
          says: 'pip refuses to install into the operating system’s Python (externally managed environment).',
          advice: 'Install into a virtual environment, or override it knowingly.',
          side: 'script',
          again: 'useless',
          change: [
            shell(
              'python3 -m venv /opt/venv && /opt/venv/bin/pip install …',
              'pip install --break-system-packages …',
            ),
          ],
          proven: true,
          example: ['error: externally-managed-environment'],
        },
      ],
    },
    {
      kind: 'language',
      exits: [1],
      line: /Cannot uninstall '?([^'\s]+)'?[.,:]? ?.{0,80}(?:distutils|RECORD|It is a)|uninstall-(?:no-record-file|distutils-installed-package)/,
      cases: [
        {
          id: 'pip-cannot-uninstall',
          says: 'pip cannot replace $1: the operating system’s package manager installed it.',
          advice: 'Install into a virtual environment, or let pip leave the old one alone.',
          side: 'script',
          again: 'useless',
          change: [shell('pip install --ignore-installed …')],
          proven: true,
          example: [
            "ERROR: Cannot uninstall 'PyYAML'. It is a distutils installed project and thus we cannot accurately determine which files belong to it",
          ],
        },
      ],
    },
    {
      kind: 'language',
      exits: [1],
      line: /requires a different Python|(?:Requires|requires) Python '?[<>=!~\d., ]+'?|python_requires|Python (?:version )?[\d.]+ (?:is )?(?:not supported|or (?:later|newer|higher) is required)|This version of pip does not support python|pip [\d.]+ .{0,40}dropped support|requires Python [>=]|ERROR: This script does not work on Python ([\d.]+)/,
      cases: [
        {
          id: 'python-version',
          says: (s) => `The package does not support the Python it is installed into: ${last(s)}.`,
          advice:
            'Install a version of the package for this Python, or use a newer Python. For get-pip.py, take the one made for the version (bootstrap.pypa.io/pip/3.6/get-pip.py).',
          side: 'script',
          again: 'useless',
          proven: true,
          example: ["ERROR: Package 'foo' requires a different Python: 3.6.8 not in '>=3.7'"],
        },
      ],
    },
    {
      kind: 'package',
      exits: [1],
      line: /No matching distribution found for (\S+)|Could not find a version that satisfies the requirement (\S+)/,
      cases: [
        {
          id: 'pip-no-network',
          when: (s) =>
            s.has(/^WARNING: Retrying .{0,200}(?:NewConnectionError|ConnectTimeout|resolution)/) ||
            (s.has(/from versions: none/) && s.has(/SSLError|Connection/)),
          says: 'pip could not reach the package index, so it found no $1.',
          advice:
            'Give the build subnet a way to pypi.org and files.pythonhosted.org, or point pip at a mirror (PIP_INDEX_URL).',
          side: 'network',
          again: 'mayHelp',
          example: [
            "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError('x: Failed to establish a new connection: [Errno 110] timed out')': /simple/boto3/",
            'ERROR: No matching distribution found for boto3',
          ],
        },
        {
          id: 'pip-python-too-old',
          when: (s) =>
            s.has(/Ignored the following versions that require a different python/i) ||
            /python3?\.?(?:6|7)|cp3[67]/.test(s.find(/(python3?\.\d+|cp3\d)/)?.[1] ?? ''),
          says: 'pip found no version of $1 for this Python, which is too old or too new for it.',
          advice: 'Ask for a version that supports this Python, or install a newer Python.',
          side: 'script',
          again: 'useless',
          example: [
            'ERROR: Ignored the following versions that require a different python version: 2.0 Requires-Python >=3.9',
            'ERROR: No matching distribution found for foo==2.0',
          ],
        },
        {
          id: 'pip-not-published-yet',
          when: (s) => followsOn(s),
          says: (s) =>
            `pip found no ${s.name()}: the index had the version just before it, so that a release was probably only half published, or the mirror lags behind.`,
          advice:
            'Build again later. Until then pin the release before (of the package that asks for it, too).',
          side: 'chance',
          again: 'mayHelp',
          example: [
            'ERROR: Could not find a version that satisfies the requirement botocore==1.29.21 (from awscli) (from versions: 1.29.19, 1.29.20)',
            'ERROR: No matching distribution found for botocore==1.29.21 (from awscli)',
          ],
        },
        {
          id: 'pip',
          says: 'pip found no version $1 for this Python and architecture.',
          advice:
            'Check the name and version: it may not exist, may have been withdrawn, or may have no build for this Python version or for arm64. An old pip does not see newer wheels: upgrade it first.',
          side: 'script',
          again: 'useless',
          change: [shell('python3 -m pip install --upgrade pip')],
          example: ['ERROR: No matching distribution found for awscli==99.1'],
        },
      ],
    },
    {
      kind: 'language',
      exits: [1],
      line: /ResolutionImpossible|Cannot install .{1,200} because these package versions have conflicting|conflicting dependencies/,
      reason: (s) => s.lineAbove(/^ERROR: Cannot install/, 30),
      cases: [
        {
          id: 'pip-conflict',
          says: 'pip cannot satisfy all version requirements at once.',
          advice: 'The lines above it name the packages that disagree. Loosen one of the pins.',
          side: 'script',
          again: 'useless',
          proven: true,
          example: [
            'ERROR: Cannot install a==1 and b==2 because these package versions have conflicting dependencies.',
            'ERROR: ResolutionImpossible: for help visit x',
          ],
        },
      ],
    },
    {
      kind: 'archive',
      exits: [1],
      line: /THESE PACKAGES DO NOT MATCH THE HASHES/,
      cases: [
        {
          id: 'pip-hash',
          says: 'A downloaded Python package does not have the expected hash.',
          advice:
            'The download was cut off or changed by a proxy: build again, without cache. If it comes again, the hash in the requirements is outdated.',
          side: 'network',
          again: 'mayHelp',
          change: [shell('pip install --no-cache-dir …')],
          example: ['ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.'],
        },
      ],
    },
    {
      kind: 'language',
      exits: [1],
      line: /module 'setuptools' has no attribute|No module named 'pkg_resources'|No module named 'distutils'|cannot import name '\w+' from '(?:setuptools|pkg_resources|distutils)|use_2to3 is invalid|setup\.py install is deprecated.{0,40}error|module 'pkgutil' has no attribute 'ImpImporter'|install_layout|canonicalize_version\(\)|'build_wheel' backend|bdist_wheel'?$/,
      cases: [
        {
          id: 'setuptools',
          says: (s) => `A Python package does not build with the installed setuptools: ${last(s)}.`,
          advice:
            'Newer setuptools and Python 3.12 dropped what old packages use (distutils, pkg_resources). Take a newer version of the package, or hold setuptools back during the build.',
          side: 'distribution',
          again: 'useless',
          change: [shell('pip install "setuptools<66" wheel', 'pip install --no-build-isolation …')],
          example: ["ModuleNotFoundError: No module named 'pkg_resources'"],
        },
      ],
    },
    {
      kind: 'language',
      exits: [1],
      line: /The Python ssl extension was not compiled|WARNING: The Python (\w+) extension was not compiled|(?:pip is configured with locations that require TLS|the ssl module in Python is not available|No module named '?_ssl|No module named '_(?:ctypes|bz2|sqlite3|lzma)')/,
      cases: [
        {
          id: 'python-built-without',
          says: (s) => `Python was compiled without a module it needs: ${last(s, 120)}.`,
          advice:
            'Install the libraries’ development packages before Python is compiled (openssl 1.1.1 or later, libffi, bzip2, xz, sqlite); on CentOS 7 and Amazon Linux 2 that is openssl11-devel.',
          side: 'script',
          again: 'useless',
          proven: true,
          example: ['ERROR: The Python ssl extension was not compiled. Missing the OpenSSL lib?'],
        },
      ],
    },
    {
      kind: 'language',
      line: /module 'numpy' has no attribute '(\w{1,60})/,
      cases: [
        {
          id: 'numpy-name-gone',
          says: 'The program uses numpy.$1, which the installed NumPy does not have.',
          advice:
            'Names leave NumPy with its releases: aliases such as np.float and np.int with 1.24, more with 2.0. Take a newer release of the program, or hold NumPy at one that still has the name.',
          side: 'script',
          again: 'useless',
          example: ["AttributeError: module 'numpy' has no attribute 'float'."],
        },
      ],
    },
    {
      kind: 'compile',
      line: /NumPy .{0,60}(?:(?<!which is )incompatible|_ARRAY_API not found)|numpy\.dtype size changed|compiled using NumPy 1\.x cannot be run in/i,
      cases: [
        {
          id: 'numpy-abi',
          says: (s) => `A Python package was built for another version of NumPy: ${last(s)}.`,
          advice:
            'Hold NumPy below 2 (pip install "numpy<2"), or take versions of the packages built for NumPy 2.',
          side: 'script',
          again: 'useless',
          change: [shell('pip install "numpy<2"')],
          proven: true,
          example: [
            'A module that was compiled using NumPy 1.x cannot be run in NumPy 2.0.1 as it may crash.',
          ],
        },
      ],
    },
    {
      kind: 'language',
      exits: [1],
      absent: true,
      line: /(?:ModuleNotFoundError|ImportError): No module named '?([\w.]+)'?|ImportError: cannot import name '?([\w.]+)'?|(?:^|: )No module named '?([\w.-]+)'?$/,
      cases: [
        {
          id: 'pip-missing',
          when: (s) => /^(?:pip|ensurepip|venv|virtualenv)$/.test(s.name()),
          says: 'This Python has no $1 module.',
          advice:
            'Install it with the package manager (python3-pip, python3-venv); cloud images leave it out.',
          side: 'script',
          again: 'useless',
          change: [shell('apt-get install -y python3-pip python3-venv || dnf -y install python3-pip')],
          proven: true,
          example: ['/usr/bin/python3: No module named pip'],
        },
        {
          id: 'dnf-python',
          when: (s) => /^(?:dnf|rpm|yum|apt_pkg|libdnf)$/.test(s.name()),
          says: 'The operating system’s own tools no longer find their Python module $1: the system’s python3 was replaced by another.',
          advice:
            'Do not point /usr/bin/python3 at another version; install Python beside it (python3.11) and name it where it is wanted. For Ansible set ansible_python_interpreter=/usr/bin/python3.',
          side: 'script',
          again: 'useless',
          example: ["ModuleNotFoundError: No module named 'apt_pkg'"],
        },
        {
          id: 'python-module',
          says: 'Python module not found: $1.',
          advice:
            'Install it into the same Python that runs the program (python3 -m pip install), or correct the version: it may have moved or been removed in a newer one.',
          side: 'script',
          again: 'useless',
          example: ["ModuleNotFoundError: No module named 'boto3'"],
        },
      ],
    },
    {
      kind: 'wrapper',
      closes: true,
      line: /Failed building wheel for (\S+)|Could not build wheels for (\S+?),|Failed to build installable wheels|Failed to build (\S+)$|^ERROR: Could not install packages due to|Command errored out with exit status|Command "python setup\.py|python setup\.py egg_info did not run/i,
      reason: (s) =>
        s.lineAbove(
          /^(?:\w{1,60}\.)*\w{0,60}(?:Error|Exception): \S|^error: (?!subprocess-exited|command |metadata-generation|legacy-install)|: (?:fatal )?error: |^(?:RuntimeError|OSError)|not found|No such file|CMake Error|is required/,
          120,
        ),
      cases: [
        {
          id: 'pip-build',
          says: (s) => `pip could not build ${s.name()} from source.`,
          advice:
            'There is no prebuilt wheel for this Python or architecture, or pip is too old to use it. Upgrade pip, take a version with a wheel, or install the compiler and headers it asks for.',
          side: 'script',
          again: 'useless',
          change: [shell('python3 -m pip install --upgrade pip setuptools wheel')],
          example: ['ERROR: Failed building wheel for zed'],
        },
      ],
    },
    {
      kind: 'config',
      exits: [1],
      line: /^(?:\w+\.)*(UnicodeDecodeError|UnicodeEncodeError): (.*)/,
      cases: [
        {
          id: 'python-locale',
          says: 'A Python program met text that its locale cannot read: the build runs in an ASCII locale.',
          advice: 'Set a UTF-8 locale before it.',
          side: 'script',
          again: 'useless',
          change: [shell('export LC_ALL=C.UTF-8 LANG=C.UTF-8')],
          proven: true,
          example: [
            "UnicodeDecodeError: 'ascii' codec can't decode byte 0xe2 in position 8: ordinal not in range(128)",
          ],
        },
      ],
    },
    {
      kind: 'language',
      exits: [1],
      general: true,
      line: /^(?:\w{1,60}\.)*(\w{1,60}(?:Error|Exception|Exit|Warning)): (\S.{0,300})/,
      cases: [
        {
          id: 'python-not-permitted',
          when: (s) => /PermissionError: \[Errno 1\]/.test(s.line.said),
          says: (s) =>
            `A Python program was refused a file though it may run as root: ${s.name(2).slice(0, 160)}.`,
          advice:
            'Operation not permitted (Errno 1) is no matter of file modes: an application allow list of a hardened image (fapolicyd, STIG), SELinux or an immutable file denies it. Switch the control off while building, add a rule, or enable it last.',
          side: 'parentImage',
          again: 'useless',
          change: [shell('systemctl stop fapolicyd', 'lsattr <file>; ausearch -m avc,fanotify -ts recent')],
          example: ["PermissionError: [Errno 1] Operation not permitted: '/usr/lib64/python3.6/base64.py'"],
        },
        {
          id: 'python-error',
          says: (s) => `A Python program ended with ${s.name(1)}: ${s.name(2).slice(0, 160)}.`,
          advice:
            'The traceback before it names the place. The last file of it that is yours is where to look.',
          side: 'script',
          again: 'useless',
          example: ["KeyError: 'AWS_REGION'"],
        },
      ],
    },
  ],
  closers: [
    /^error: (?:subprocess-exited|metadata-generation-failed|legacy-install-failure)/,
    /^ERROR: (?:Could not build wheels|Failed to build)/,
    /^× |^╰─>|^note: This |^hint: |^\[end of output\]/,
    /^error: command '.{1,200}' failed/,
  ],
  noise: [
    /^WARNING: (?:Running pip|You are using pip|Retrying|The script|Discarding|Ignoring invalid)/,
    /^DEPRECATION: /,
    /^(?:rustc|cargo): n\/a/,
    /^ERROR: pip's dependency resolver does not currently/,
    /^If you are (?:seeing|using)|^\d\) /,
  ],
}
