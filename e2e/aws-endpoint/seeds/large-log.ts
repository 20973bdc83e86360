import type { BuildFacts } from './build-facts'
import type { BuildLog } from './build-log'
import { startBuildStage, writeParallelCluster } from './build-stages'
import { makeOutput } from './command-output'
import { writeCustomScript } from './custom-script'
import type { Failure } from './failed-build'

/** A solver compiled from source by a user's script: `lines` lines in all, the cause some way before the end. */
export function failAfterManyLines(lines: number): (log: BuildLog, facts: BuildFacts) => Failure {
  return (log, facts) => {
    startBuildStage(log, facts)
    writeParallelCluster(log, facts)
    // The script's frame and the workflow's last lines take the last hundred or so of the lines asked for.
    const files = lines - log.events.length - 95
    writeCustomScript(log, facts, 0, facts.scripts[0] ?? '', {
      stdout: (out) => {
        out.stdout('Building the solver with 16 jobs')
        for (const text of compile(out, files)) {
          if (out.random.next() < 0.003) out.wait(5)
          out.stdout(text)
        }
        for (const text of makeOutput(out.random, 'solver', 24)) out.stdout(text)
      },
      stderr: compilerErrors,
      exitCode: 1,
    })
    log.finish('failure')
    return { component: 'script-0', stepName: 'Execute', errorMessage: 'exit status 1' }
  }
}

/** The compiler's cause, then what make says about it while its other jobs end. */
const compilerErrors = [
  "src/meshTools/sets/topoSets/cellSet.C:211:14: warning: unused variable 'oldSize' [-Wunused-variable]",
  '  211 |     const label oldSize = size();',
  '      |                 ^~~~~~~',
  'src/parallel/decompose/scotchDecomp/scotchDecomp.C:41:10: fatal error: scotch.h: No such file or directory',
  '   41 | #include "scotch.h"',
  '      |          ^~~~~~~~~~',
  'compilation terminated.',
  'make: *** [wmake/rules/General/transform:35: linux64GccDPInt32Opt/scotchDecomp.o] Error 1',
  'make: *** Waiting for unfinished jobs....',
  "make: Target 'all' not remade because of errors.",
].join('\n')

function* compile(log: BuildLog, lines: number): Generator<string> {
  const { random } = log
  const parts = [
    'finiteVolume',
    'meshTools',
    'dynamicMesh',
    'lagrangian',
    'thermophysicalModels',
    'TurbulenceModels',
    'combustionModels',
    'regionModels',
    'fvOptions',
    'sampling',
  ] as const
  for (let i = 1; i <= lines; i += 1) {
    const unit = `${random.pick(parts)}/${random.pick(parts)}${i % 977}.C`
    yield i % 19 === 0
      ? `    ${unit}:${i % 700}: note: in instantiation of member function requested here`
      : `g++ -std=c++17 -m64 -O3 -DNoRepository -Isrc/${random.pick(parts)}/lnInclude -fPIC -c src/${unit} -o build/${i}.o`
  }
}
