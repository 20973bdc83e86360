import { shell } from '../change'
import type { Tool } from '../tool'

/** Python packages that do not fit the Python, OpenSSL or each other; pip's refusals before it installs anything. */
export const pythonVersions: Tool = {
  name: 'Python packages among each other',
  failures: [
    {
      kind: 'language',
      exits: [1],
      line: /cannot import name '(Mapping|MutableMapping|Iterable|Callable|Sequence|Sized|Hashable)' from 'collections'|module '(?:collections|inspect|asyncio|time|fractions|unittest|configparser|imp|ast)' has no attribute '(\w+)'|No module named '(imp|asyncore|asynchat|cgi|pipes|crypt|telnetlib|smtpd)'$/,
      cases: [
        {
          id: 'python-too-new',
          says: 'A Python package is too old for this Python: it uses $1, which newer versions have removed.',
          advice:
            'Upgrade the package that the lines before it name, or run the program with an older Python of its own (python3.9, a virtual environment).',
          side: 'script',
          again: 'useless',
          change: [shell('python3 -m pip install --upgrade <package>')],
          example: [
            "ImportError: cannot import name 'Mapping' from 'collections' (/usr/lib/python3.10/collections/__init__.py)",
          ],
        },
      ],
    },
    {
      kind: 'language',
      exits: [1],
      line: /SyntaxError: future feature (\w+) is not defined|SyntaxError: (?:invalid syntax.{0,40}(?:walrus|:=)|f-string: .{0,60})|TypeError: '?(?:type|ABCMeta|_GenericAlias)'? object is not subscriptable|TypeError: unsupported operand type\(s\) for \|: '(?:type|NoneType|_GenericAlias)'|No module named '(dataclasses|importlib\.metadata|importlib\.resources|zoneinfo|tomllib|graphlib|contextvars)'$/,
      cases: [
        {
          id: 'python-too-old',
          says: 'A Python program is too new for this Python ($1).',
          advice:
            'Amazon Linux 2 has Python 3.7, RHEL 8 3.6, RHEL 9 and Amazon Linux 2023 3.9: install a newer one beside it (python3.11) and call it by that name, or pin an older version of the package. Do not replace the system’s python3.',
          side: 'script',
          again: 'useless',
          change: [shell('dnf -y install python3.11 python3.11-pip && python3.11 -m venv /opt/venv')],
          example: ['SyntaxError: future feature annotations is not defined'],
        },
      ],
    },
    {
      kind: 'language',
      exits: [1],
      line: /cannot import name '(soft_unicode|escape|Markup|contextfilter|environmentfilter|url_quote|json|parse_rule|escape_silent|BaseResponse|ContextVar|_request_ctx_stack)' from '(markupsafe|jinja2|werkzeug\.?\w*|flask|itsdangerous)'|Descriptors cannot(?: not)? be created directly|'EntryPoints' object has no attribute 'get'|cannot import name 'packaging' from 'pkg_resources'|cannot import name 'html5lib' from 'pip\._vendor'|No module named 'pip\._(?:internal|vendor)\S{0,40}|cannot import name '\w+' from 'pip\._?\w+/,
      cases: [
        {
          id: 'pip-broken',
          when: (s) => /'pip\./.test(s.line.said),
          says: 'pip itself is broken: two versions of it, or pip and Python, are mixed.',
          advice:
            'Install pip anew for this Python, and do not upgrade the distribution’s pip in place: use a virtual environment.',
          side: 'script',
          again: 'useless',
          change: [
            shell(
              'python3 -m ensurepip --upgrade || (curl -fsSL https://bootstrap.pypa.io/get-pip.py | python3)',
            ),
          ],
          example: [
            "ImportError: cannot import name 'html5lib' from 'pip._vendor' (/usr/lib/python3/dist-packages/pip/_vendor/__init__.py)",
          ],
        },
        {
          id: 'python-package-mix',
          says: 'Two Python packages do not fit each other: one of them was upgraded past what the other expects.',
          advice:
            'The last lines of the traceback name both. Pin the newer one (protobuf<4, markupsafe<2.1, jinja2<3.1, importlib-metadata<5), or upgrade the other, in a virtual environment with all versions pinned.',
          side: 'script',
          again: 'useless',
          change: [shell('python3 -m pip install "protobuf<4" "markupsafe<2.1" "importlib-metadata<5"')],
          example: ['TypeError: Descriptors cannot be created directly.'],
        },
      ],
    },
    {
      kind: 'language',
      exits: [1],
      line: /ensurepip is not available|virtual environment was not created successfully|No module named (?:'?venv'?|'?ensurepip'?|'?virtualenv'?)$|'-m', 'ensurepip'.{0,200}returned non-zero|^ERROR: ensurepip is disabled in Debian/,
      cases: [
        {
          id: 'venv-missing',
          says: 'A virtual environment could not be made: Debian and Ubuntu keep that part of Python in a package of its own.',
          advice:
            'Install python3-venv, for the same version of Python; on Amazon Linux and RHEL it comes with python3 and python3-pip.',
          side: 'script',
          again: 'useless',
          change: [shell('apt-get install -y python3-venv python3-pip')],
          proven: true,
          example: [
            'The virtual environment was not created successfully because ensurepip is not available.  On Debian/Ubuntu',
          ],
        },
      ],
    },
    {
      kind: 'language',
      exits: [2],
      line: /no such option: (--\S{1,60})|^ERROR: Can(?:not| not) (?:set --home and --prefix|combine '--user'|perform a '--user').{0,80}|^ERROR: Invalid requirement: (.{1,120})|^(?:ERROR: )?(\S{1,160}\.whl) is not a supported wheel on this platform|^ERROR: Directory '([^']{1,120})' is not installable|^ERROR: (?:Could not open requirements file|Requirements file).{0,160}|^ERROR: (?:Wheel '[^']{1,160}' .{0,100}is invalid|Requested .{1,120} has (?:invalid|inconsistent).{0,80})/,
      cases: [
        {
          id: 'pip-option-unknown',
          when: (s) => /no such option/.test(s.line.said),
          says: 'pip does not know the option $1: it is older than the option, or newer than its removal.',
          advice:
            'Upgrade pip first, or leave the option out where pip is old (--break-system-packages since 23.0.1, --root-user-action since 22.1).',
          side: 'script',
          again: 'useless',
          change: [shell('python3 -m pip install --upgrade pip')],
          proven: true,
          example: ['no such option: --break-system-packages'],
        },
        {
          id: 'pip-wheel-platform',
          when: (s) => /supported wheel/.test(s.line.said),
          says: 'A wheel does not fit this Python or this machine: $1.',
          advice:
            'Its name tells the Python (cp39), system (manylinux) and processor (x86_64, aarch64) it was made for. Take the one that fits, and a recent pip.',
          side: 'script',
          again: 'useless',
          change: [shell('python3 -m pip debug --verbose | head -n 20')],
          proven: true,
          example: [
            'ERROR: tool-1.0-cp310-cp310-manylinux_2_28_x86_64.whl is not a supported wheel on this platform.',
          ],
        },
        {
          id: 'pip-nothing-to-install',
          when: (s) => /not installable|requirements file/i.test(s.line.said),
          says: (s) =>
            `pip was told to install something that is not there: ${s.line.said.replace(/^ERROR: /, '').slice(0, 140)}.`,
          advice: 'It runs in the wrong folder, or the checkout or download before it failed.',
          side: 'script',
          again: 'useless',
          example: [
            "ERROR: Directory '.' is not installable. Neither 'setup.py' nor 'pyproject.toml' found.",
          ],
        },
        {
          id: 'pip-requirement-invalid',
          says: (s) =>
            `pip does not accept what it was given: ${s.line.said.replace(/^ERROR: /, '').slice(0, 140)}.`,
          advice:
            'A variable in it may be empty (tool==), a blank may stand where none belongs, or the package’s own description is outdated: newer pip no longer takes it (pin pip<24.1).',
          side: 'script',
          again: 'useless',
          example: ["ERROR: Invalid requirement: 'tool=='"],
        },
      ],
    },
    {
      kind: 'language',
      exits: [1],
      line: /No matching distribution found for (\S{1,80}\+(?:cu|cpu|rocm|xpu)\S{0,20})|Could not find a version that satisfies the requirement (\S{1,80}\+(?:cu|cpu|rocm|xpu)\S{0,20})/,
      cases: [
        {
          id: 'pip-local-version',
          says: 'pip found no $1: such versions are not on PyPI but in an index of the publisher.',
          advice: 'Name the index, and check that it has the version for this Python and processor.',
          side: 'script',
          again: 'useless',
          change: [shell('pip install torch --index-url https://download.pytorch.org/whl/cu121')],
          proven: true,
          example: ['ERROR: No matching distribution found for torch==2.1.0+cu118'],
        },
      ],
    },
    {
      kind: 'language',
      exits: [1],
      line: /setuptools-scm was unable to detect version|error: Multiple top-level packages discovered|InvalidVersion: Invalid version: '([^']{1,60})'|error in .{1,60} setup command: (.{1,120})|LookupError: .{0,40}unable to detect version|error: 'egg_base' must be a directory|invalid command 'bdist_wheel'|error: option --\S{1,40} not recognized|TypeError: .{0,60}dist must be a Distribution instance/,
      cases: [
        {
          id: 'scm-version',
          when: (s) => /scm|detect version/.test(s.line.said),
          says: 'A Python source could not tell its own version: it takes it from git, and was unpacked without it.',
          advice: 'Install from PyPI or a full clone with tags, or name the version.',
          side: 'script',
          again: 'useless',
          change: [shell('export SETUPTOOLS_SCM_PRETEND_VERSION=1.2.3')],
          proven: true,
          example: ['LookupError: setuptools-scm was unable to detect version for /tmp/tool.'],
        },
        {
          id: 'setuptools-refuses',
          says: (s) => `setuptools does not accept the package as it is: ${s.line.said.slice(0, 140)}.`,
          advice:
            'The package is older than today’s setuptools. Take a newer version of it, or build with an older setuptools.',
          side: 'distribution',
          again: 'useless',
          change: [
            shell(
              "echo 'setuptools<66' >/tmp/constraints.txt",
              'PIP_CONSTRAINT=/tmp/constraints.txt pip install <package>',
            ),
          ],
          example: ["error: invalid command 'bdist_wheel'"],
        },
      ],
    },
    {
      kind: 'language',
      exits: [1, 2],
      line: /^(?:error: )?No interpreter found for (Python \S{1,40})|^(?:× |error: )?No solution found when resolving|^(?:╰─▶ )?Because \S{1,80} (?:was not found in|\S{0,40} ?depends on|has no|\S{0,40} ?cannot be used)|^(?:╰─▶ )?Because (?:only|there (?:is|are) no) |^error: (?:Failed to (?:fetch|download|extract|build): ?`?(.{1,160})|No virtual environment found.{0,60}|The requested interpreter .{0,80})/,
      cases: [
        {
          id: 'uv-no-python',
          when: (s) => /interpreter/.test(s.line.said),
          says: 'uv found no $1 on the image and did not install one.',
          advice: 'Install it (uv python install), or name one that is there.',
          side: 'script',
          again: 'useless',
          change: [shell('uv python install 3.11')],
          example: ['error: No interpreter found for Python 3.13 in managed installations or search path'],
        },
        {
          id: 'uv-no-venv',
          when: (s) => /No virtual environment/.test(s.line.said),
          says: 'uv wanted a virtual environment to install into, and there is none.',
          advice: 'Make one first, or allow the system’s Python.',
          side: 'script',
          again: 'useless',
          change: [shell('uv venv /opt/venv && VIRTUAL_ENV=/opt/venv uv pip install <package>')],
          proven: true,
          example: [
            'error: No virtual environment found; run `uv venv` to create an environment, or pass `--system` to install into a non-virtual environment',
          ],
        },
        {
          id: 'uv-fetch',
          when: (s) => /Failed to/.test(s.line.said),
          says: (s) => `uv could not get or build a package: ${s.name().slice(0, 140)}.`,
          advice:
            'The lines after it say why: the network, an index that asks for a login, or a build that failed.',
          side: 'network',
          again: 'mayHelp',
          example: ['error: Failed to fetch: `https://pypi.org/simple/tool/`'],
        },
        {
          id: 'uv-no-solution',
          says: 'uv found no set of versions that fits all that was asked for.',
          advice:
            'The lines that begin with “Because” name what excludes what: a version that does not exist for this Python, or two packages that want different ones.',
          side: 'script',
          again: 'useless',
          example: [
            '× No solution found when resolving dependencies:',
            '╰─▶ Because tool was not found in the package registry and you require tool, we can conclude that',
          ],
        },
      ],
    },
  ],
}
