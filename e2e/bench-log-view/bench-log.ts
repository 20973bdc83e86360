/**
 * The log that every viewer shows: lines such as a real build has, 130 bytes on average. `{n}` is the 1-based number
 * of the line; the embedded endpoint makes the same lines from the same templates.
 */
export const templates: readonly string[] = [
  'Stdout:   * dnf_package[libexample-{n}, libexample-devel-{n}, libexample-static-{n}] action install (up to date)',
  'Stdout:   * directory[/opt/example/releases/current/share/applications/part-{n}] action create (up to date)',
  'Stdout:     - create new directory /opt/example/releases/current/share/{n} with mode 0755, owner root, group root',
  'Stdout: [2026-01-02T03:04:05+00:00] INFO: Processing template[/etc/example/conf.d/{n}.conf] action create (example::install_{n} line 42)',
  'Stdout:     Get:{n} http://archive.example.com/ubuntu jammy-updates/main amd64 libexample-runtime-{n} amd64 2.35.{n}-0ubuntu3.6 [1,048 kB]',
  'Stdout:     gcc -DHAVE_CONFIG_H -I. -I../include -I/usr/local/include -O2 -g -Wall -Wextra -pthread -fPIC -MMD -MP -c -o src/object_{n}.o src/object_{n}.c',
  'Stdout:     libtool: compile:  gcc -DHAVE_CONFIG_H -I./include -O3 -g -Wall -Wundef -fno-strict-aliasing -MT libmca_{n}.lo -MD -c mca_{n}.c -fPIC -DPIC',
  'Stdout:     Setting up libexample-runtime-{n}:amd64 (2.35.{n}-0ubuntu3.6) and its alternatives in /usr/lib/x86_64-linux-gnu/example/{n} ...',
  'Stdout:     checking whether the linker (/usr/bin/ld -m elf_x86_64) supports shared libraries with symbol versions, probe number {n}... yes',
  'Stdout:     [{n}] Downloading https://packages.example.com/simple/example-{n}/example_package_{n}-1.26.4-cp311-manylinux_2_17_x86_64.whl (18.2 MB)',
]

/** Epoch milliseconds of the first line, and from one line to the next: a million lines are an hour and a half. */
export const [startTime, everyMs] = [Date.UTC(2026, 0, 2, 3, 4, 5), 5]

/** The log as a file: what a viewer that takes text is given. */
export function logFile(lines: number): Buffer {
  const chunks: Buffer[] = []
  for (let from = 0; from < lines; from += 10_000) {
    let text = ''
    for (let n = from + 1; n <= Math.min(from + 10_000, lines); n++) {
      text += `${(templates[(n - 1) % templates.length] ?? '').replaceAll('{n}', String(n))}\n`
    }
    chunks.push(Buffer.from(text))
  }
  return Buffer.concat(chunks)
}
