import { shell } from '../change'
import type { Sight, Tool } from '../tool'

const interpreter = (s: Sight): string => s.find(/^\+?#! ?(\S{1,200})/)?.[1] ?? ''

/** Chef's own words, where no command's output says more: exceptions of resources, recipes that do not compile. */
export const chef: Tool = {
  name: 'Chef and Cinc',
  failures: [
    {
      kind: 'timeout',
      line: /^(?:Mixlib::ShellOut::CommandTimeout: )?Command timed out after (\d+)s/,
      cases: [
        {
          id: 'command-timed-out',
          says: 'Chef stopped a command after $1 seconds.',
          advice:
            'It waited for something: a download, a lock, a question. Its last output says for what; a slow mirror or small instance type can be enough. Build again, or use a larger Build/InstanceType.',
          side: 'network',
          again: 'mayHelp',
          example: ['Mixlib::ShellOut::CommandTimeout: Command timed out after 600s:'],
        },
      ],
    },
    {
      kind: 'script',
      line: /\b(NoMethodError|NameError|SyntaxError|ArgumentError|TypeError|LoadError|FrozenError): .{0,200}(?:undefined|uninitialized|syntax error|wrong number|nil|cannot load|no implicit|unknown keyword|can't modify)|^(?:undefined (?:local variable or )?method|uninitialized constant|wrong number of arguments) |Chef::Exceptions::(RecipeNotFound|CookbookNotFound|ImmutableAttributeModification|ValidationFailed|AttributeNotFound|ProviderNotFound|NoSuchResourceType|CookbookVersionNameMismatch|UnsatisfiedVersionConstraint)/,
      cases: [
        {
          id: 'ruby-code',
          says: (s) =>
            `A recipe of the cookbook is broken: ${s.line.said.replace(/^.{0,300}\b((?:NoMethod|Name|Syntax|Argument|Type|Load|Frozen)Error: )/, '$1').slice(0, 200)}.`,
          advice:
            'It failed in the cookbook’s own code, whatever the machine. With a custom cookbook or changed attributes, check them against this ParallelCluster version; else report it to ParallelCluster.',
          side: 'parallelCluster',
          again: 'useless',
          example: ["NoMethodError: undefined method `[]' for nil:NilClass"],
        },
      ],
    },
    {
      kind: 'archive',
      line: /^(?:Chef::Exceptions::)?ChecksumMismatch: Checksum on resource \((\w+)\) does not match checksum on content \((\w+)\)|Checksum on resource \((\w+)\) does not match checksum on content/,
      cases: [
        {
          id: 'checksum-mismatch',
          says: 'A downloaded file does not have the checksum that the cookbook expects.',
          advice:
            'The file behind the address changed, or the answer was an error page. Download it yourself and compare; build again if the download was cut off, else correct the checksum or the address.',
          side: 'distribution',
          again: 'mayHelp',
          proven: true,
          example: [
            'Chef::Exceptions::ChecksumMismatch: Checksum on resource (9b7a0c) does not match checksum on content (1f0c2d)',
          ],
        },
      ],
    },
    {
      kind: 'vcs',
      line: /Unable to find a solution for demands: (.{1,200})|Unable to satisfy constraints on package (\S+)|^(?:\w+::)?(?:NoSolutionError|CookbookNotFound|BerksfileReadError|BerksfileNotFound)\b|Berkshelf::\w+|Error connecting to the (?:Supermarket|Chef)/,
      cases: [
        {
          id: 'berks',
          says: 'Berkshelf could not fetch the cookbooks ($1).',
          advice:
            'Check that the instance reaches supermarket.chef.io, and the versions that the cookbook’s metadata asks for.',
          side: 'network',
          again: 'mayHelp',
          example: ['Berkshelf::NoSolutionError: Unable to find a solution for demands: yum (9.9.9)'],
        },
      ],
    },
    {
      kind: 'service',
      line: /^(?:Chef::Exceptions::Service: )?service\[([^\]]+)\]: (?:unable to locate|Unable to find|No custom command for)/i,
      cases: [
        {
          id: 'service-absent',
          says: 'Chef did not find the service $1 on the image.',
          advice: 'Its package is not installed, or the service has another name on this operating system.',
          side: 'parentImage',
          again: 'useless',
          example: ['Chef::Exceptions::Service: service[chronyd]: unable to locate the init.d script!'],
        },
      ],
    },
    {
      kind: 'permission',
      line: /Chef::Exceptions::(?:UserIDNotFound|GroupIDNotFound|User|Group)\b: ?(.{0,200})|^cannot determine user id for '([^']+)'/,
      cases: [
        {
          id: 'user-missing',
          says: 'A user or group that the recipe names does not exist, or cannot be changed: $1.',
          advice: 'Check whether the parent image already has the user or group under another number.',
          side: 'parentImage',
          again: 'useless',
          example: ["cannot determine user id for 'slurm', does the user exist on this system?"],
        },
      ],
    },
    {
      kind: 'memory',
      line: /Expected process to exit with \[0\], but received '' ?(?:\(signal 9\))?|SIGKILL/,
      cases: [
        {
          id: 'killed',
          says: 'A command was killed, most often because the instance ran out of memory.',
          advice: 'Choose a larger Build/InstanceType.',
          side: 'configuration',
          again: 'useless',
          change: [shell('dmesg | grep -i "killed process"')],
          example: ["Expected process to exit with [0], but received ''"],
        },
      ],
    },
    {
      kind: 'command',
      line: /^Errno::ENOENT: No such file or directory - (\S+)$/,
      cases: [
        {
          id: 'chef-interpreter-missing',
          when: (s) =>
            s.scene.mentions(`create new file ${s.name()}`) ||
            s.scene.mentions(`update content in file ${s.name()}`),
          says: (s) =>
            `Chef had just written ${s.name()} and still could not run it: what is missing is its interpreter, the program in its first line (#!${interpreter(s)}).`,
          advice:
            'Newer images have no /usr/bin/python: run the script with python3 (command "python3 …"), install the interpreter, or use a newer release of the script.',
          side: 'parentImage',
          again: 'useless',
          example: [
            'out: - create new file /var/cache/setup.py',
            'out: +#!/usr/bin/python',
            'out: Errno::ENOENT',
            'Errno::ENOENT: No such file or directory - /var/cache/setup.py',
          ],
        },
        {
          id: 'chef-command-missing',
          says: 'Chef could not run $1: it is not on the instance.',
          advice: 'Its package is not installed, or an earlier part of the run did not install it.',
          side: 'parentImage',
          again: 'useless',
          example: ['Errno::ENOENT: No such file or directory - dnf-helper'],
        },
      ],
    },
  ],
  closers: [
    /^Infra Phase failed|^(?:Cinc|Chef) Client failed|^Ran \S+ .{0,200}returned \d+$|Expected process to exit with/,
  ],
  noise: [/^\* \w+\[/, /\(up to date\)|\(skipped due to/],
}
