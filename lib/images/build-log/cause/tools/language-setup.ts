import { shell } from '../change'
import type { Tool } from '../tool'

/** npm, gem, R, Maven and Gradle where registries, rights, caches or versions stop them: before their own files. */
export const languageSetup: Tool = {
  name: 'npm, gem, R and Gradle, set up',
  failures: [
    {
      kind: 'credentials',
      exits: [1],
      line: /^npm (?:ERR!|error) code (E401|E403|ENEEDAUTH)|^npm (?:ERR!|error) (?:40[13]) (?:Unauthorized|Forbidden)|ERR_PNPM_FETCH_40[13]|YN0041: .{0,160}|Your token has expired|authentication token not provided/,
      cases: [
        {
          id: 'npm-registry-denied',
          says: 'The npm registry refused: it wants a login, or a token that is still valid.',
          advice:
            'Write the registry’s token into .npmrc of the user who installs. CodeArtifact’s tokens end after 12 hours: fetch one in the build.',
          side: 'script',
          again: 'useless',
          change: [shell('aws codeartifact login --tool npm --domain <domain> --repository <repository>')],
          example: [
            'npm ERR! code E401',
            'npm ERR! Unable to authenticate, your authentication token seems to be invalid.',
          ],
        },
      ],
    },
    {
      kind: 'archive',
      exits: [1],
      line: /^npm (?:ERR!|error) code (EINTEGRITY|EBADPLATFORM|EJSONPARSE|EEXIST|ENOTEMPTY)|ERR_PNPM_TARBALL_INTEGRITY|YN0018: .{0,160}|Integrity check failed for "([^"]{1,80})"/,
      cases: [
        {
          id: 'npm-platform',
          when: (s) => /EBADPLATFORM/.test(s.line.said),
          says: 'An npm package is not made for this operating system or processor.',
          advice:
            'The lines after it name wanted and current platform. A lock file written on another system may demand it: make it an optional dependency.',
          side: 'script',
          again: 'useless',
          proven: true,
          example: ['npm ERR! code EBADPLATFORM'],
        },
        {
          id: 'npm-json',
          when: (s) => /EJSONPARSE/.test(s.line.said),
          says: 'npm cannot read a package.json: it is no valid JSON.',
          advice:
            'A merge mark, a comment or a comma too many stands in it, or a value was put in from outside.',
          side: 'script',
          again: 'useless',
          proven: true,
          example: ['npm ERR! code EJSONPARSE'],
        },
        {
          id: 'npm-in-the-way',
          when: (s) => /EEXIST|ENOTEMPTY/.test(s.line.said),
          says: 'npm found a file or folder in the way that it did not make itself.',
          advice:
            'The image has the program already (another Node, corepack, a package). Remove it, or install with --force.',
          side: 'parentImage',
          again: 'useless',
          change: [shell('npm install --global --force <package>')],
          example: ['npm ERR! code EEXIST'],
        },
        {
          id: 'npm-integrity',
          says: 'A package from the npm registry is not the one that the lock file describes.',
          advice:
            'Its cache is damaged, a proxy changed it, or it was published anew in a private registry. Empty the cache; then make the lock file again.',
          side: 'network',
          again: 'mayHelp',
          change: [shell('npm cache clean --force')],
          example: ['npm ERR! code EINTEGRITY'],
        },
      ],
    },
    {
      kind: 'permission',
      exits: [1, 243, 254],
      line: /^npm (?:ERR!|error) code (EACCES|EPERM)|You don't have write permissions for the (\S{1,160}) directory|'lib = "([^"]{1,160})"' is not writable|npm (?:ERR!|error) Your cache folder contains root-owned files/,
      cases: [
        {
          id: 'r-library-not-writable',
          when: (s) => /lib = /.test(s.line.said),
          says: 'R may not write into its library $1.',
          advice: 'Install as root, or into a folder of the user (R_LIBS_USER).',
          side: 'script',
          again: 'useless',
          change: [
            shell('sudo Rscript -e \'install.packages("<package>", repos="https://cloud.r-project.org")\''),
          ],
          proven: true,
          example: ['\'lib = "/usr/lib64/R/library"\' is not writable'],
        },
        {
          id: 'language-global-denied',
          says: (s) =>
            `${/npm/.test(s.line.said) ? 'npm' : 'gem'} may not write where global packages belong: it runs as another user than root.`,
          advice:
            'Install as root, or into a folder of the user (npm config set prefix, gem install --user-install). Files that root left in the user’s cache hinder too.',
          side: 'script',
          again: 'useless',
          change: [shell('npm config set prefix "$HOME/.local"', 'gem install --user-install <gem>')],
          example: ["You don't have write permissions for the /usr/share/gems directory."],
        },
      ],
    },
    {
      kind: 'lock',
      exits: [1],
      line: /^ERROR: failed to lock directory ['‘]([^'’]{1,160})/,
      cases: [
        {
          id: 'r-lock',
          says: 'R found the lock of another or an earlier install: $1.',
          advice:
            'Remove the 00LOCK folder if no install runs; do not install into one library twice at a time.',
          side: 'script',
          again: 'useless',
          change: [shell('rm -rf /usr/lib*/R/*library/00LOCK*')],
          proven: true,
          example: ["ERROR: failed to lock directory '/usr/lib64/R/library' for modifying"],
        },
      ],
    },
    {
      kind: 'language',
      exits: [1],
      line: /^(?:Error in contrib\.url|Error in .{1,60}): ?trying to use CRAN without setting a mirror|trying to use CRAN without setting a mirror|cannot open URL '(https?:[^']{1,160})'|unable to access index for repository (\S{1,120})|Bioconductor version '([^']{1,12})' requires R version '([^']{1,12})'/,
      cases: [
        {
          id: 'r-no-mirror',
          when: (s) => /mirror/.test(s.line.said),
          says: 'R was not told from which CRAN mirror to install.',
          advice: 'Name one.',
          side: 'script',
          again: 'useless',
          change: [
            shell('Rscript -e \'install.packages("<package>", repos="https://cloud.r-project.org")\''),
          ],
          proven: true,
          example: ['Error in contrib.url(repos, "source") : trying to use CRAN without setting a mirror'],
        },
        {
          id: 'bioconductor-version',
          when: (s) => /Bioconductor/.test(s.line.said),
          says: (s) => `Bioconductor ${s.name(3)} is only for R ${s.name(4)}.`,
          advice:
            'Each release of Bioconductor belongs to one release of R: install that R, or name the Bioconductor that fits.',
          side: 'script',
          again: 'useless',
          change: [shell('Rscript -e \'BiocManager::install(version = "<version>")\'')],
          proven: true,
          example: [
            "Error: Bioconductor version '3.18' requires R version '4.3'; use `version = '3.20'` with R version 4.4",
          ],
        },
        {
          id: 'r-download',
          says: (s) => `R could not reach a repository${s.name() ? `: ${s.name()}` : ''}.`,
          advice:
            'Check the mirror’s address, proxy (https_proxy) and certificates; GitHub limits installs without a token (GITHUB_PAT).',
          side: 'network',
          again: 'mayHelp',
          change: [shell('export https_proxy=http://<proxy>:<port>')],
          example: [
            'Warning: unable to access index for repository https://cloud.r-project.org/src/contrib:',
            "cannot open URL 'https://cloud.r-project.org/src/contrib/PACKAGES'",
          ],
        },
      ],
    },
    {
      kind: 'language',
      exits: [1],
      line: /can't find gem bundler \(.{1,30}\) with executable|"bundle" from bundler conflicts|bundler's executable "bundle" conflicts|Your Ruby version is ([\d.]{1,12}), but your Gemfile specified (.{1,20})|rvm.{0,40}GPG signature verification failed|Ignoring (\S{1,60}) because its extensions are not built/,
      cases: [
        {
          id: 'bundler-gem-missing',
          when: (s) => /bundler/.test(s.line.said),
          says: 'Ruby does not find the Bundler that the project was locked with, or has two that collide.',
          advice: 'Install that version, forcing the program where the distribution’s is in the way.',
          side: 'script',
          again: 'useless',
          change: [shell('gem install bundler -v "$(tail -n1 Gemfile.lock | tr -d " ")" --force')],
          example: ["can't find gem bundler (>= 0.a) with executable bundle (Gem::GemNotFoundException)"],
        },
        {
          id: 'ruby-version-differs',
          says: (s) =>
            s.name(1)
              ? `The project wants Ruby ${s.name(2)}, and ${s.name(1)} is installed.`
              : `Ruby was changed under its gems: ${s.line.said.slice(0, 120)}.`,
          advice:
            'Install that Ruby (rbenv, a module stream), or reinstall the gems for the new one (gem pristine --all).',
          side: 'script',
          again: 'useless',
          change: [shell('gem pristine --all')],
          example: ['Your Ruby version is 2.7.8, but your Gemfile specified 3.2.2'],
        },
      ],
    },
    {
      kind: 'language',
      exits: [1],
      line: /release version (\d{1,2}) not supported|does not "(?:opens|export) (?:java\.\S{1,60})"|Could not determine java version from '([^']{1,20})'|Unable to make .{1,160} accessible: module|GradleWrapperMain|Error: Could not find or load main class (\S{1,80})|Unrecognized VM option '([^']{1,60})'|Could not create the Java Virtual Machine|Could not reserve enough space for/,
      cases: [
        {
          id: 'java-too-new',
          when: (s) => /opens|export|accessible|determine java/.test(s.line.said),
          says: 'A Java program or build tool is too old for this Java: it reaches into parts that newer versions close.',
          advice: 'Use a newer version of the tool (Gradle, Maven plugin), or the Java it was made for.',
          side: 'script',
          again: 'useless',
          change: [shell('export JAVA_HOME=/usr/lib/jvm/java-17-amazon-corretto')],
          example: [
            'Unable to make field private final java.lang.String java.io.File.path accessible: module java.base does not "opens java.io" to unnamed module',
          ],
        },
        {
          id: 'java-release-unsupported',
          when: (s) => /release version/.test(s.line.said),
          says: 'The project is for Java $1, and the compiler is older.',
          advice:
            'Install that JDK (java-17-amazon-corretto-devel, openjdk-17-jdk) and let JAVA_HOME point to it.',
          side: 'script',
          again: 'useless',
          change: [
            shell('dnf -y install java-17-amazon-corretto-devel || apt-get install -y openjdk-17-jdk'),
          ],
          proven: true,
          example: ['error: release version 17 not supported'],
        },
        {
          id: 'java-main-class',
          when: (s) => /Wrapper|main class/.test(s.line.said),
          says: 'Java does not find the class it is to start: $1.',
          advice:
            'The jar is missing or not whole (gradle/wrapper/gradle-wrapper.jar is often left out of git), or the class path is wrong.',
          side: 'script',
          again: 'useless',
          example: ['Error: Could not find or load main class org.gradle.wrapper.GradleWrapperMain'],
        },
        {
          id: 'java-options',
          says: (s) => `Java does not start with its options: ${s.line.said.slice(0, 140)}.`,
          advice:
            'An option was removed in this version (PermSize, UseConcMarkSweepGC), or -Xmx asks for more memory than the instance has: look at JAVA_OPTS and JAVA_TOOL_OPTIONS.',
          side: 'script',
          again: 'useless',
          example: ["Unrecognized VM option 'UseConcMarkSweepGC'"],
        },
      ],
    },
  ],
}
