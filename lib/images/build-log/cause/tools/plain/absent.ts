import type { Sight } from '../../tool'
import type { Reading } from './reading'

const program = (s: Sight) => {
  const name = s.name()
  return name ? `The program ${name} could not be run` : 'A program that is needed could not be run'
}

/** What is not there: commands, files, packages, users, settings. */
export const absent: readonly Reading[] = [
  {
    id: 'plain-no-command',
    kind: 'command',
    faint: true,
    absent: true,
    line: /(?<![\w./+-])([\w./+-]{1,80}): (?:command |executable file )?not found$|\b(?:command|program|executable|binary|utility|tool|interpreter) [`'"“‘]?([\w./+-]{1,80})[`'"”’]? .{0,20}not .{0,20}(?:found|installed|available)|\b(?:cannot|could not|can['’]t|unable to|failed to) (?:find|locate|exec(?:ute)?|run|spawn|launch|start) (?:the )?(?:command |program |executable |binary )?[`'"“‘]([\w./+-]{1,80})[`'"”’]|(?<![\w./+-])([\w./+-]{1,80}) (?:command|executable|binary) (?:was |could )?not (?:be )?found|(?<![\w./+-])([\w./+-]{1,80}): Cannot exec|\bspawn ([\w./+-]{1,80}) ENOENT|(?<![\w./+-])\b([\w./+-]{1,80}) (?:is|was) not (?:found )?(?:in|on) (?:the |your )?\$?PATH/i,
    says: program,
    advice:
      'Install the package that brings it before this step, or add its folder to PATH. If an installation before it failed, that is the cause.',
    side: 'script',
    example: 'error: frobctl command not found in the image',
  },
  {
    id: 'plain-no-user',
    kind: 'account',
    absent: true,
    line: /\b(?:unknown|no such|invalid|cannot find|unable to find|could not find) (?:\w{1,10} ){0,2}(?:user|group)\b|\b(?:user|group) .{0,60}(?:does not exist|doesn['’]t exist|not found|unknown)/i,
    says: 'A user or group does not exist',
    advice:
      'Create it before this step, or use the one the parent image has (ec2-user, ubuntu, rocky). If creating it failed before, that is the cause.',
    side: 'script',
    example: 'frob: error: could not find user frobd',
  },
  {
    id: 'plain-not-installed',
    kind: 'package',
    faint: true,
    absent: true,
    line: /\bmissing (?:\S{1,30} )?(?:dependenc|prerequisite|requirement|librar|header|module|component|package|plugin|font|driver)|\b(?:package|librar(?:y|ies)|dependenc(?:y|ies)|modules?|headers?|plugins?|providers?|gem|crate|extension|driver|prerequisites?|component)\b.{0,80}\b(?:not (?:be )?(?:found|installed|available|loaded|present)|(?:is|are) (?:missing|required|needed))|\bno (?:module|package|librar\w{1,3}|plugin|provider|matching (?:package|version|distribution))\b|\b(?:cannot|could not|can['’]t|unable to|failed to) (?:find|locate|load|import) (?:a |an |the )?(?:package|module|librar|header|plugin|dependenc|shared|any)|\bthere is no package|\b(?:must|needs? to|has to) be installed\b|\bnot installed\b|\brequires? .{1,60} to be installed|\bis required (?:but|to|for|by)\b|\bplease install\b|\binstall .{1,60} first\b|\bnothing provides\b/i,
    says: 'Something it needs is not installed',
    advice:
      'Install it before this command. Its name differs between distributions, and to compile against it takes the development package (-dev or -devel). If an installation before it failed, that is the cause.',
    side: 'script',
    example: 'frob: missing dependency libquux',
  },
  {
    id: 'plain-no-setting',
    kind: 'config',
    faint: true,
    absent: true,
    line: /\b(?:variable|env(?:ironment)? var\w{0,6}|\$[A-Z_]{2,40}|[A-Z][A-Z_]{3,40})\b.{0,40}\b(?:(?:is |are |was )?not (?:set|defined|specified)|unset|undefined|is empty|is missing|is required)|\b(?:must|needs? to|should) be (?:set|specified|given|provided|defined|configured)\b|\bmissing (?:required |mandatory |value for )?(?:\S{1,30} )?(?:argument|option|parameter|key|field|value|setting|configuration|property|input|operand)|\b(?:required|mandatory) (?:argument|option|parameter|field|key|property|input|variable)|\b(?:argument|option|parameter|property|field)s? .{0,60}(?:is|are) required\b|\bno \S{1,30} (?:was |were )?(?:specified|given|provided|configured|defined|set)\b/i,
    says: 'A setting or an argument is missing',
    advice:
      'Give it on the command line, in the file it reads, or as a variable: the build passes no environment of yours, and no HOME or USER in some steps. An empty value often comes from a command before it that failed.',
    side: 'script',
    example: 'frob: error: no table was specified',
  },
  {
    id: 'plain-nothing-selected',
    kind: 'check',
    line: /\bno (?:tests?|files?|items?|targets?|hosts?|matches|jobs?|objects?|inputs?|results?|data|lines?)\b.{0,40}\b(?:found|matched|matching|selected|collected|ran|run|to \w{2,12})\b|\bnothing (?:was |were )?(?:to \w{2,12}|found|matched|selected|changed|done)\b|\b0 (?:selected|tests? (?:ran|run|collected)|files? (?:found|matched))\b|\bNOCHANGE\b|\b\d{1,9} deselected\b/i,
    says: 'There was nothing to work on, and the command treats that as a failure',
    advice:
      'Look at what selects its input (a filter, a marker, a pattern, a path), and at the step that should have produced it. Where nothing to do is fine, tolerate this exit code.',
    side: 'script',
    example: 'frob: error: no input files found',
  },
  {
    id: 'plain-no-file',
    kind: 'file',
    faint: true,
    absent: true,
    line: /\bno such (?:file|device)\b|\bENOENT\b|\b(?:does not|doesn['’]t|do not|did not) exist\b|\b(?:files?|director(?:y|ies)|folder|path|archive|image|device|entry|object|manifest|key|table|database)\b.{0,100}\b(?:not (?:be )?(?:found|exist)|(?:is|are|was) missing)\b|\b(?:cannot|could not|couldn['’]t|can['’]t|unable to|failed to) (?:find|stat|access|open|locate|read)\b|\bnot found\b|\bmissing\b/i,
    says: 'Something is not where it is looked for',
    advice:
      'Its name or path is wrong for this system or version, or what should have made it (a download, a build, an installation before) did not.',
    side: 'script',
    example: 'frob: error: the table frobs was not found',
  },
]
