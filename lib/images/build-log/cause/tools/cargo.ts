import { shell } from '../change'
import type { Tool } from '../tool'

/** cargo, rustc and Go. */
export const cargo: Tool = {
  name: 'cargo, rustc and Go',
  failures: [
    {
      kind: 'command',
      line: /^Missing dependency: (.*)/,
      cases: [
        {
          id: 'build-dependency',
          says: 'A program that the build needs is not installed: $1.',
          advice: 'Install it before the build.',
          side: 'script',
          again: 'useless',
          proven: true,
          example: ['  Missing dependency: Go is required for FIPS.'],
        },
      ],
    },
    {
      kind: 'compile',
      exits: [101, 1],
      line: /requires rustc ([\d.]+) or newer|cannot be built because it requires rustc ([\d.]+)|feature `(edition\d+)` is required|lock file version `?\d+`? .{0,40}(?:requires|was found)|is not supported by the following package|rustc [\d.]+ is not supported/,
      cases: [
        {
          id: 'rust-too-old',
          says: (s) => `A Rust package needs a newer compiler: ${s.line.said.slice(0, 140)}.`,
          advice:
            'Install a current toolchain with rustup instead of the distribution’s, or pin an older version of the package.',
          side: 'script',
          again: 'useless',
          change: [shell('curl --proto "=https" -sSf https://sh.rustup.rs | sh -s -- -y')],
          proven: true,
          example: [
            'error: package `clap v4.5.0` cannot be built because it requires rustc 1.74 or newer, while the currently active rustc version is 1.66.1',
          ],
        },
      ],
    },
    {
      kind: 'compile',
      exits: [101, 1],
      line: /^error\[E\d+\]: (.*)|^error: linker `(\w+)` not found|^error: could not find native static library/,
      cases: [
        {
          id: 'cargo-linker',
          when: (s) => /linker/.test(s.line.said),
          says: 'Rust found no linker ($1).',
          advice: 'Install a C compiler before it.',
          side: 'script',
          again: 'useless',
          change: [shell('dnf -y install gcc || apt-get install -y build-essential')],
          proven: true,
          example: ['error: linker `cc` not found'],
        },
        {
          id: 'cargo',
          says: (s) => `A Rust program did not compile: ${s.line.said.slice(0, 140)}.`,
          advice:
            'Check its version against the toolchain, and the system libraries its build script asks for.',
          side: 'script',
          again: 'useless',
          example: ['error[E0433]: no crate named zed'],
        },
      ],
    },
    {
      kind: 'compile',
      exits: [1, 2],
      line: /go\.mod requires go >= ([\d.]+)|invalid go version|^go: (?:module |errors parsing|cannot find|downloading|unknown).{0,160}|note: module requires Go ([\d.]+)/,
      cases: [
        {
          id: 'go-version',
          when: (s) => /requires (?:go|Go)|invalid go version/.test(s.line.said),
          says: 'A Go program needs a newer Go than is installed ($1).',
          advice: 'Install Go from go.dev instead of the distribution’s package.',
          side: 'script',
          again: 'useless',
          proven: true,
          example: ['go: go.mod requires go >= 1.22 (running go 1.18.1; GOTOOLCHAIN=local)'],
        },
        {
          id: 'go',
          says: (s) => `Go failed: ${s.line.said.slice(0, 160)}.`,
          advice: 'Check the module’s name and version, and that the instance reaches proxy.golang.org.',
          side: 'script',
          again: 'mayHelp',
          example: ['go: downloading example.com/tool v1.2.3: unexpected answer'],
        },
      ],
    },
    {
      kind: 'network',
      exits: [101],
      closes: true,
      reason: (s) =>
        s.lineBelow(/feature `|Could not resolve|timed out|spurious|SSL|status code|failed to select/, 25),
      line: /^error: failed to (?:get|fetch|download|load source) .{0,140}|spurious network error/,
      cases: [
        {
          id: 'cargo-fetch',
          says: 'cargo could not download a crate.',
          advice:
            'Build again if it was a passing fault; else give the subnet a way to crates.io and static.crates.io.',
          side: 'network',
          again: 'mayHelp',
          example: ['error: failed to get `serde` as a dependency of package `x v0.1.0`'],
        },
      ],
    },
  ],
  closers: [
    /^error: failed to run custom build command|^process didn't exit successfully|^thread '.{1,60}' panicked|^called `\w+::unwrap/,

    /^error: (?:could not compile|aborting due|build failed)/,
    /^For more information about this error/,
  ],
}
