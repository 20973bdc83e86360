import { shell } from '../change'
import type { Tool } from '../tool'

/** Maven, Gradle and sbt. */
export const java: Tool = {
  name: 'Maven and Gradle',
  failures: [
    {
      kind: 'download',
      exits: [1],
      line: /maven-default-http-blocker|Blocked mirror for repositories|Using insecure protocols with repositories/,
      cases: [
        {
          id: 'maven-http-blocked',
          says: 'Maven (or Gradle) refuses a repository with a plain http:// address: it is blocked as insecure.',
          advice:
            'Name the repository with https, or another mirror (repo1.maven.org); an old project’s pom brings the address along. Only for a mirror you trust, override the blocker in settings.xml.',
          side: 'script',
          again: 'useless',
          proven: true,
          example: [
            'out: [ERROR] Could not transfer artifact x:y:pom:1 from/to maven-default-http-blocker (http://0.0.0.0/): Blocked mirror for repositories: [z (http://repo.example.com/)] -> [Help 1]',
          ],
        },
      ],
    },
    {
      kind: 'compile',
      exits: [1],
      line: /(?:invalid|Unsupported) (?:target|source) release: ?(\S+)|Source option \d+ is no longer supported|Unsupported class file major version (\d+)|requires (?:at least )?(?:Java|JDK|JVM) (?:version )?(\d+)|No compiler is provided in this environment/i,
      cases: [
        {
          id: 'java-release',
          says: (s) => `The project needs another Java than is installed: ${s.line.said.slice(0, 160)}.`,
          advice: 'Install the JDK it asks for (not only a JRE) and point JAVA_HOME at it.',
          side: 'script',
          again: 'useless',
          example: ['out: [ERROR] Fatal error compiling: error: invalid target release: 17'],
        },
      ],
    },
    {
      kind: 'download',
      exits: [1],
      line: /Could not (?:find|transfer|resolve) artifact (\S+)|Could not (?:find|resolve) (?:all )?(?:dependencies|artifacts|files)(.*)|Non-resolvable parent POM(.*)/,
      cases: [
        {
          id: 'maven-artifact',
          says: (s) =>
            `A Java library could not be fetched: ${s.line.said.replace(/^\[ERROR\] /, '').slice(0, 200)}.`,
          advice:
            'Check its name, version and repository, and that the build subnet reaches it; old repositories (JCenter, Bintray) are gone.',
          side: 'script',
          again: 'mayHelp',
          example: [
            'out: [ERROR] Could not find artifact com.example:tool:jar:9 in central (https://repo.maven.apache.org/maven2)',
          ],
        },
      ],
    },
    {
      kind: 'compile',
      exits: [1],
      line: /^\[ERROR\] (?:Failed to execute goal|COMPILATION ERROR)(.*)|^Execution failed for task '([^']+)'/,
      general: true,
      cases: [
        {
          id: 'maven',
          says: (s) => `The Java build failed: ${s.line.said.replace(/^\[ERROR\] /, '').slice(0, 220)}.`,
          advice: 'Run it with -e (Maven) or --stacktrace (Gradle) for more.',
          side: 'script',
          again: 'mayHelp',
          change: [shell('mvn -e -B package')],
          example: [
            'out: [ERROR] Failed to execute goal org.apache.maven.plugins:maven-surefire-plugin:2.22:test: There are test failures',
          ],
        },
      ],
    },
  ],
  closers: [
    /^\[ERROR\] (?:To see the full|Re-run Maven|For more information|\[Help|After correcting)|^\[INFO\] BUILD FAILURE|^FAILURE: Build failed|^\* (?:Try|What went wrong|Get more help)/,
  ],
  noise: [/^\[INFO\]|^\[WARNING\]|^Download(?:ing|ed) from |^\[ERROR\] *$/],
}
