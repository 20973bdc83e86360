import { shell } from '../change'
import type { Tool } from '../tool'

const logs = 'The resource and the recipe’s line stand beside it.'

/** What Chef and Cinc say of cookbooks, before and while they run them: before chef.ts, which knows commands that failed. */
export const chefRun: Tool = {
  name: 'Cookbooks',
  failures: [
    {
      kind: 'config',
      exits: [1],
      line: /Chef::Exceptions::RecipeNotFound: ?(.{0,160})|could not find recipe (\S{1,80}) for cookbook (\S{1,60})|could not find filename for attribute (\S{1,60}) in cookbook|Chef::Exceptions::AttributeNotFound: ?(.{0,120})/,
      cases: [
        {
          id: 'recipe-not-found',
          says: (s) =>
            `Chef does not find a recipe or attribute file: ${s.line.said.replace(/^.*?Chef::Exceptions::\w+: ?/, '').slice(0, 140)}.`,
          advice:
            'The name in the run list or include_recipe does not exist in the version of the cookbook that is vendored: names change between major versions. Pin the version in metadata.rb or the Berksfile. A cookbook of your own (DevSettings) must be of ParallelCluster’s version.',
          side: 'configuration',
          again: 'useless',
          example: ['Chef::Exceptions::RecipeNotFound: could not find recipe install for cookbook tool'],
        },
      ],
    },
    {
      kind: 'config',
      exits: [1],
      line: /Chef::Exceptions::(?:NoSuchResourceType|ProviderNotFound): ?(.{0,160})|No resource or method named [`'](\S{1,60})'|Cannot find a resource (?:matching|for) (\S{1,60})|Chef::Exceptions::CookbookChefVersionMismatch: ?(.{0,160})|depends on chef version (.{1,60})/,
      cases: [
        {
          id: 'chef-version-mismatch',
          when: (s) => /[Vv]ersion/.test(s.line.said),
          says: (s) =>
            `A cookbook needs another version of Chef than is installed: ${s.name().slice(0, 140)}.`,
          advice:
            'ParallelCluster installs the Cinc that its own cookbook needs. Take a version of the other cookbook that supports it.',
          side: 'configuration',
          again: 'useless',
          example: [
            "Chef::Exceptions::CookbookChefVersionMismatch: Cookbook 'tool' version '4.0.0' depends on chef version >= 18, but the running chef version is 17.2",
          ],
        },
        {
          id: 'chef-resource-unknown',
          says: (s) => `Chef does not know a resource that a recipe uses: ${s.name().slice(0, 120)}.`,
          advice:
            'The cookbook that defines it is not in metadata.rb’s depends, or this version of Chef does not have it (any more).',
          side: 'configuration',
          again: 'useless',
          example: [
            'NoMethodError: No resource or method named `tool_service\' for `Chef::Recipe "default"\'',
          ],
        },
      ],
    },
    {
      kind: 'config',
      exits: [1],
      line: /Chef::Exceptions::ValidationFailed: ?(.{0,200})|(Option \w{1,40} must be .{1,120})|\b(\w{1,40} is a required property)|(Property \w{1,40} must be .{1,120})/,
      cases: [
        {
          id: 'chef-validation',
          says: (s) => `A recipe gave a resource a value that it does not take: ${s.name().slice(0, 160)}.`,
          advice: `An attribute behind it is often empty: it was not set for this operating system, or the node’s JSON (dna.json) lacks it. ${logs}`,
          side: 'configuration',
          again: 'useless',
          example: [
            'Chef::Exceptions::ValidationFailed: Option path must be a kind of [String]!  You passed nil.',
          ],
        },
      ],
    },
    {
      kind: 'file',
      exits: [1],
      line: /Chef::Exceptions::EnclosingDirectoryDoesNotExist: ?(.{0,160})|Parent directory (\S{1,160}) does not exist|Chef::Exceptions::InsufficientPermissions: ?(.{0,160})|Chef::Exceptions::FileTypeMismatch: ?(.{0,200})/,
      cases: [
        {
          id: 'chef-parent-directory',
          when: (s) => /irectory.{0,200}not exist/i.test(s.line.said),
          says: (s) =>
            `Chef was to write into a folder that does not exist: ${/(\/\S{1,160}) does not exist/.exec(s.line.said)?.[1] ?? s.name()}.`,
          advice:
            'The parent image lacks a folder that plain images have (it was cleaned or moved), or the resource that makes it was skipped. Create it in the parent image or in a component before.',
          side: 'parentImage',
          again: 'useless',
          change: [shell('mkdir -p <folder>')],
          example: [
            'Chef::Exceptions::EnclosingDirectoryDoesNotExist: Parent directory /opt/tool/conf does not exist.',
          ],
        },
        {
          id: 'chef-file-refused',
          says: (s) =>
            `Chef may not write a file, or something else lies at its place: ${s.name().slice(0, 160)}.`,
          advice:
            'A link or folder of the parent image is where the file belongs, or it is immutable (lsattr) or on a read-only mount.',
          side: 'parentImage',
          again: 'useless',
          change: [shell('ls -ld <path>; lsattr -d <path>')],
          example: [
            'Chef::Exceptions::FileTypeMismatch: file[/etc/tool.conf] had an error: Directory exists at the path',
          ],
        },
      ],
    },
    {
      kind: 'file',
      exits: [1],
      line: /Chef::Exceptions::FileNotFound: ?(.{0,200})|Cookbook '(\S{1,60})' \(.{1,30}\) does not contain a file at any of these locations|Chef::Mixin::Template::TemplateError ?\(?(.{0,200})/,
      cases: [
        {
          id: 'chef-template',
          when: (s) => /TemplateError/.test(s.line.said),
          says: (s) => `A Chef template could not be filled in: ${s.name().slice(0, 160)}.`,
          advice: `A value that it uses is not set (nil): an attribute of another operating system, or one that dna.json should bring. ${logs}`,
          side: 'configuration',
          again: 'useless',
          example: [
            "Chef::Mixin::Template::TemplateError (undefined method `[]' for nil:NilClass) on line #12:",
          ],
        },
        {
          id: 'chef-file-not-found',
          says: (s) =>
            `A cookbook does not have a file that its recipe uses for this operating system: ${s.name().slice(0, 140)}.`,
          advice: 'The cookbook does not support this release, or the copy that was uploaded is incomplete.',
          side: 'configuration',
          again: 'useless',
          example: [
            "Chef::Exceptions::FileNotFound: Cookbook 'tool' (1.2.3) does not contain a file at any of these locations:",
          ],
        },
      ],
    },
    {
      kind: 'download',
      exits: [1],
      line: /Unable to retrieve a valid package|Omnitruck artifact does not exist for (.{1,100})|^Please file a bug report at https:\/\/github\.com\/chef|^(?:Unable|unable) to (?:determine|detect) (?:the )?platform version/,
      cases: [
        {
          id: 'omnitruck',
          says: 'The installer of Chef or Cinc found no package for this operating system, release or processor.',
          advice:
            'That version does not exist for it, or the installer does not know the release’s name. Name a version that exists, or install the package itself.',
          side: 'script',
          again: 'useless',
          change: [shell('curl -fsSL https://omnitruck.cinc.sh/install.sh | bash -s -- -v 18')],
          example: ['Omnitruck artifact does not exist for version 17.2.29 on platform amazon'],
        },
      ],
    },
    {
      kind: 'config',
      exits: [1],
      line: /(?:JSON::ParserError|FFI_Yajl::ParseError|Chef::Exceptions::JSON::ParseError): ?(.{0,160})|Cannot load configuration from (\S{1,120})|Chef::Exceptions::ConfigurationError: ?(.{0,160})/,
      cases: [
        {
          id: 'chef-json',
          says: (s) => `A JSON file that Chef reads is broken or missing: ${s.name().slice(0, 140)}.`,
          advice:
            'Extra Chef attributes must be valid JSON in one string; quotes are easily lost in YAML. Otherwise the file that was downloaded is no JSON.',
          side: 'configuration',
          again: 'useless',
          example: ['FFI_Yajl::ParseError: lexical error: invalid char in json text.'],
        },
      ],
    },
    {
      kind: 'language',
      exits: [1],
      line: /Ohai::Exceptions::\w{1,40}|Gem::ConflictError|(?:gem_package|chef_gem)\[([^\]]{1,60})\] .{0,80}had an error/,
      cases: [
        {
          id: 'chef-gem',
          says: (s) =>
            `A Ruby gem that a cookbook needs cannot be loaded or installed in Chef’s own Ruby: ${s.line.said.slice(0, 140)}.`,
          advice:
            'Install it with chef_gem (or Cinc’s gem), in a version for its Ruby; gems with C in them need gcc and make.',
          side: 'configuration',
          again: 'mayHelp',
          change: [shell('/opt/cinc/embedded/bin/gem install --no-document <gem>')],
          example: [
            'Gem::ConflictError: Unable to activate tool-2.0, because other-1.0 conflicts with other (>= 2)',
          ],
        },
      ],
    },
  ],
}
