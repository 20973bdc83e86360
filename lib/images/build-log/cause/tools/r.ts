import { shell } from '../change'
import type { Sight, Tool } from '../tool'

/** What the loader said of a package that was built. */
const unloadable = (s: Sight) => s.lineAbove(/cannot open shared object file|\bundefined symbol: /, 60)

/** R and its packages. */
export const r: Tool = {
  name: 'R',
  failures: [
    {
      kind: 'compile',
      line: /is in the repositories but depends on R \(>= ([\d.]+)\)|this R is version ([\d.]+), package ['‘]([^'’]+)['’] requires R >= ([\d.]+)|package ['‘]([^'’]+)['’] requires R (?:>=|≥) ?([\d.]+)|namespace ['‘]([^'’]+)['’] .{1,40}is (?:being loaded|already loaded), but|built under R version/,
      cases: [
        {
          id: 'r-version',
          says: (s) =>
            `An R package needs a newer version of R or of another package: ${s.line.said.slice(0, 160)}.`,
          advice:
            'Install an older version of the package from CRAN’s archive (remotes::install_version), or a newer R.',
          side: 'script',
          again: 'useless',
          example: ['ERROR: this R is version 4.1.2, package ‘Matrix’ requires R >= 4.4.0'],
        },
      ],
    },
    {
      kind: 'compile',
      exits: [1],
      line: /^Configuration failed because (\S+) was not found|^ERROR: configuration failed for package ['‘]([^'’]+)|^Configuration failed to find/,
      cases: [
        {
          id: 'r-configuration',
          says: (s) =>
            `An R package needs a system library that is not installed: ${s.find(/Configuration failed because (\S+) was not found/)?.[1] ?? s.name()}.`,
          advice:
            'Install its development package first; the lines below it name the packages for deb and rpm systems (libcurl, openssl, libxml2 …).',
          side: 'script',
          again: 'useless',
          change: [
            shell(
              'apt-get install -y libcurl4-openssl-dev libssl-dev libxml2-dev || dnf -y install libcurl-devel openssl-devel libxml2-devel',
            ),
          ],
          proven: true,
          example: [
            'Configuration failed because libcurl was not found. Try installing:',
            'ERROR: configuration failed for package ‘curl’',
          ],
        },
      ],
    },
    {
      kind: 'package',
      exits: [1],
      line: /package[s]? ['‘](.{1,80}?)['’] (?:is|are) not available|there is no package called ['‘]([^'’]+)/,
      cases: [
        {
          id: 'r-package',
          says: 'The R package $1 is not available for this version of R, or was not installed.',
          advice:
            'It may need a newer R, have left CRAN (use its archive), or have failed to install above. install.packages only warns: a script has to check itself.',
          side: 'script',
          again: 'useless',
          example: ['Error in library(foo) : there is no package called ‘foo’'],
        },
      ],
    },
    {
      kind: 'package',
      exits: [1],
      closes: true,
      line: /^ERROR: (?:dependenc|compilation failed|lazy loading failed|loading failed).{1,120}for package ['‘]([^'’]+)|installation of package ['‘]([^'’]{1,60})['’] had non-zero exit|^Execution halted/,
      reason: (s) =>
        unloadable(s) ??
        s.lineAbove(
          /: (?:fatal )?error: |^Error(?: in .{1,80})?:|^ERROR: dependenc|there is no package|not found/,
          60,
        ),
      cases: [
        {
          id: 'r-install',
          says: (s) => `R could not install the package ${s.name()}.`,
          advice: 'Look for the first package that failed: the others only depend on it.',
          side: 'script',
          again: 'useless',
          example: ['ERROR: dependency ‘curl’ is not available for package ‘httr’'],
        },
      ],
    },
    {
      kind: 'language',
      exits: [1],
      line: /^Error in (.{1,100}?) ?: (.*)|^Error: (?:package or namespace|object|could not find function) .{0,120}/,
      cases: [
        {
          id: 'r-error',
          says: (s) => `An R script ended with an error: ${s.line.said.slice(0, 160)}.`,
          advice: 'The call named in it is the place.',
          side: 'script',
          again: 'useless',
          example: ['Error in readRDS(file) : unknown input format'],
        },
      ],
    },
  ],
}
