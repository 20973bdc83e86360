import { shell } from '../change'
import type { Tool } from '../tool'

/** gem, Bundler and Ruby. */
export const ruby: Tool = {
  name: 'gem and Bundler',
  failures: [
    {
      kind: 'package',
      exits: [2, 1],
      line: /(?<!\S)(\S{1,200}) requires Ruby version ([^\s].{0,60}?)\.? ?(?:The current|$)|requires (?:RubyGems|rubygems) version|Your Ruby version is ([\d.]{1,200}), but|The last version of (\S{1,200}) .{0,80}to support your Ruby/,
      cases: [
        {
          id: 'gem-ruby-version',
          says: (s) => `A gem needs another Ruby: ${s.line.said.slice(0, 160)}.`,
          advice:
            'Pin a version of the gem that supports the Ruby at hand (Cinc brings its own), as the message proposes.',
          side: 'distribution',
          again: 'useless',
          proven: true,
          change: [shell('/opt/cinc/embedded/bin/gem install <gem> -v <older version>')],
          example: [
            'ERROR:  Error installing zeitwerk:',
            '\tzeitwerk-2.7.1 requires Ruby version >= 3.2. The current ruby version is 3.1.2.20.',
          ],
        },
      ],
    },
    {
      kind: 'package',
      exits: [2, 1],
      line: /Could not find a valid gem '([^']+)'|Could not find gem '([^']+)'|Bundler could not find compatible versions for gem "([^"]+)"|Could not find (\S+) in any of the sources|Unable to resolve dependenc(?:y|ies): (.*)/,
      cases: [
        {
          id: 'gem',
          says: 'A Ruby gem could not be found: $1.',
          advice:
            'Check its version against the Ruby that Cinc brings, and that the instance reaches rubygems.org (old OpenSSL and blocked hosts look the same).',
          side: 'network',
          again: 'mayHelp',
          example: ["ERROR:  Could not find a valid gem 'ox' (= 9.9) in any repository"],
        },
      ],
    },
    {
      kind: 'compile',
      exits: [1, 2],
      closes: true,
      line: /ERROR: Failed to build gem native extension|^An error occurred while installing (\S+)|^ERROR: {1,2}Error installing (\S+?):?$|Gem::\w+Error/,
      reason: (s) =>
        s.lineBelow(
          /requires Ruby|can't find header|: (?:fatal )?error: |not found|is needed|missing|No such file/,
          40,
        ),
      cases: [
        {
          id: 'gem-native',
          says: (s) => `A Ruby gem could not be installed: ${s.name() || s.line.said.slice(0, 120)}.`,
          advice:
            'Its native part did not compile: install gcc, make and the headers it names. mkmf.log and gem_make.out have the details.',
          side: 'script',
          again: 'useless',
          example: ['ERROR:  Error installing nokogiri:', '\tERROR: Failed to build gem native extension.'],
        },
      ],
    },
    {
      kind: 'language',
      exits: [1],
      line: /cannot load such file -- (\S{1,200})|:\d{1,9}:in .{1,300} \(([A-Z][\w:]{1,60})\)$/,
      cases: [
        {
          id: 'ruby-load',
          when: (s) => /cannot load such file/.test(s.line.said),
          says: 'A Ruby program did not find the library $1.',
          advice: 'Install the gem into the Ruby that runs it.',
          side: 'script',
          again: 'useless',
          example: ["/usr/lib/ruby/rubygems.rb:85:in `require': cannot load such file -- ox (LoadError)"],
        },
        {
          id: 'gem-older-than-ruby',
          when: (s) =>
            /undefined (?:local variable or )?method|uninitialized constant/.test(s.line.said) &&
            /\/gems\/(?:ruby-)?\d[\d.]*\/gems\//.test(s.line.said),
          says: (s) => {
            const [, ruby, gem] =
              /\/gems\/(?:ruby-)?(\d[\d.]{0,8})\/gems\/([\w.-]{1,60})\//.exec(s.line.said) ?? []
            return `The gem ${gem ?? ''} does not fit Ruby ${ruby ?? ''}: it uses something that this Ruby no longer has (removed methods such as File.exists? went with 3.2). ${s.line.said.replace(/^.{0,300}: (?=undefined|uninit)/, '').slice(0, 120)}.`
          },
          advice: 'Upgrade the gem, or run it with an older Ruby; pin both.',
          side: 'script',
          again: 'useless',
          example: [
            "/var/lib/gems/3.2.0/gems/frob-0.3/lib/frob.rb:21:in `fetch': undefined method `exists?' for File:Class (NoMethodError)",
          ],
        },
        {
          id: 'ruby-error',
          says: (s) => `A Ruby program ended with ${s.name(2)}: ${s.line.said.slice(0, 200)}.`,
          advice: 'The first lines of its backtrace name the place.',
          side: 'script',
          again: 'useless',
          example: ["/opt/x.rb:12:in `run': no port given (ArgumentError)"],
        },
      ],
    },
  ],
}
