import { z } from 'zod'

/**
 * A build's log as a person reads it, sized by its steps, never by its lines. Times are epoch milliseconds.
 * Events are counted from 0 in CloudWatch's order; an anchor names the same event for an address (`at=`).
 */

export const eventAnchor = z.object({
  timestamp: z.number(),
  /** Which one of the events with this timestamp, from 0. */
  ordinal: z.number(),
})

/** One line of an event: a step's whole stderr is often one event. */
export const linePlace = eventAnchor.extend({ line: z.number() })
export type LinePlace = z.infer<typeof linePlace>

export const quotedLine = z.object({
  /** The line without `Stdout: ` and the like; at most 1,000 characters. */
  text: z.string(),
  at: eventAnchor.optional(),
  /** Which line of the event, from 0. */
  line: z.number().optional(),
})
export type QuotedLine = z.infer<typeof quotedLine>

/** Whose side a cause is on: who can change it. */
export const side = z.enum([
  'configuration',
  'script',
  'parentImage',
  'parallelCluster',
  'distribution',
  'aws',
  'network',
  'chance',
])
export type Side = z.infer<typeof side>

/** Whether the same build, started again without a change, can end well. */
export const buildAgain = z.enum(['helps', 'mayHelp', 'useless'])
export type BuildAgain = z.infer<typeof buildAgain>

/** The exact change: a piece of the build's configuration (yaml) or lines of a script. */
export const change = z.object({ language: z.enum(['yaml', 'bash', 'powershell']), text: z.string() })
export type Change = z.infer<typeof change>

/** `sure`: the lines prove it and nothing else competes. `unrecognised`: only the likeliest line. */
export const certainty = z.enum(['sure', 'likely', 'unrecognised'])

/** What is told of a failure, whichever case of whichever tool it is. */
const told = z.object({
  /** The case's id, such as `conffile-prompt`. */
  ruleId: z.string(),
  /** What sort of thing went wrong: `download`, `package`, `driver` … */
  kind: z.string().optional(),
  sentence: z.string(),
  advice: z.string().optional(),
  url: z.string().optional(),
  /** The tool that failed, such as `apt and dpkg`; absent when none is recognised. */
  tool: z.string().optional(),
  side: side.optional(),
  buildAgain: buildAgain.optional(),
  changes: z.array(change).optional(),
  lines: z.array(quotedLine),
})

/** Another cause that the lines allow, less likely than the one that is told. */
export const alternative = told.extend({
  /** The step it stands in, when that is another one than the step that failed. */
  step: z.string().optional(),
  stepKey: z.string().optional(),
})
export type Alternative = z.infer<typeof alternative>

/** What one step's own log says about its failure. */
export const finding = told.extend({
  /** Whether the cause can be relied on: the same as a `certainty` of `sure`. */
  sure: z.boolean(),
  certainty: certainty,
  /** Why this one was preferred: `last error of stderr`, `explains a later error` … */
  because: z.array(z.string()).optional(),
  /** Packages, files, hosts and the like that the failure names. */
  names: z.array(z.string()).optional(),
  /** Likeliest first, at most three. */
  alternatives: z.array(alternative).optional(),
  /** Chef's own place of the failure: `cookbook::recipe line N` and the innermost resource. */
  recipe: z.string().optional(),
  resource: z.string().optional(),
})
export type Finding = z.infer<typeof finding>

export const chefResource = z.object({
  name: z.string(),
  action: z.string(),
  at: eventAnchor,
  /** How many times Chef tried again. */
  retries: z.number().optional(),
  state: z.enum(['changed', 'failed', 'upToDate', 'skipped']),
})

export const chefRecipe = z.object({
  name: z.string(),
  at: eventAnchor,
  resources: z.number(),
  upToDate: z.number(),
  skipped: z.number(),
  /** In order. Of a step at most 250 that did something and 750 that did not. */
  listed: z.array(chefResource),
})

export const chefRun = z.object({
  version: z.string().optional(),
  /** Absent while it runs. */
  outcome: z.enum(['complete', 'failed']).optional(),
  at: eventAnchor,
  outcomeAt: eventAnchor.optional(),
  retries: z.number(),
  recipes: z.array(chefRecipe),
})
export type ChefRun = z.infer<typeof chefRun>

export const stepState = z.enum(['good', 'failed', 'reboot', 'retried', 'running', 'interrupted'])

export const outlineStep = z.object({
  /** Unique in the log: run, document, phase, name, occurrence. */
  key: z.string(),
  /** Absent when the text begins inside a step. */
  name: z.string().optional(),
  action: z.string().optional(),
  state: stepState,
  start: z.number(),
  /** The step's last event so far. */
  end: z.number(),
  exitCode: z.number().optional(),
  at: eventAnchor,
  firstEvent: z.number(),
  lastEvent: z.number(),
  events: z.number(),
  lines: z.number(),
  /** Whether stderr was shown live, so that the one after the command repeats it. */
  liveStderr: z.boolean(),
  errorCount: z.number(),
  /** Error-like lines that are no echoed script, the last 20. In a good step they mean nothing. */
  errors: z.array(quotedLine),
  chef: z.array(chefRun).optional(),
  /** On a failed step, and on a good one that hides a failed Chef run. */
  finding: finding.optional(),
  /** Of a step that passed: what failed in it without failing it, and may explain a later step. At most three. */
  omens: z.array(alternative.extend({ kind: z.string(), names: z.array(z.string()) })).optional(),
})
export type OutlineStep = z.infer<typeof outlineStep>

export const outlinePhase = z.object({
  /** Absent when the text begins inside it. */
  name: z.string().optional(),
  steps: z.array(outlineStep),
})
export type OutlinePhase = z.infer<typeof outlinePhase>

export const outlineDocument = z.object({
  /** Absent when the text begins inside it. */
  arn: z.string().optional(),
  /** The ARN's component name without the stack's uuid: `parallelclusterimage-updateos`. */
  name: z.string(),
  at: eventAnchor,
  phases: z.array(outlinePhase),
})
export type OutlineDocument = z.infer<typeof outlineDocument>

/** One start of AWSTOE: on the build instance, again after each reboot, on the test instance. */
export const outlineRun = z.object({
  result: z.enum(['success', 'failure']).optional(),
  /** It began again because a step asked for a reboot. */
  afterReboot: z.boolean(),
  documents: z.array(outlineDocument),
})
export type OutlineRun = z.infer<typeof outlineRun>

export const workflowLine = z.object({
  text: z.string(),
  at: eventAnchor,
  /** The last attempt's number, of lines that say the same again and again. */
  attempts: z.number().optional(),
})

/** A package as the log names it when it is installed or upgraded. */
export const outlinePackage = z.object({
  /** What tells of it; `chef` of rpm's or deb's. */
  manager: z.enum(['rpm', 'deb', 'chef', 'pip', 'gem', 'conda']),
  name: z.string(),
  version: z.string(),
  /** The version it replaced, where the log says so. */
  from: z.string().optional(),
  at: eventAnchor,
})
export type OutlinePackage = z.infer<typeof outlinePackage>

/** `warning`: every step is good, but one hides a failed Chef run. `running`: nothing failed, and no result yet. */
export const logOutcome = z.enum(['ok', 'failed', 'warning', 'running'])
export type LogOutcome = z.infer<typeof logOutcome>

export const outline = z.object({
  outcome: logOutcome,
  /** The key of the step that failed, or that hides the failure. */
  failedStepKey: z.string().optional(),
  runs: z.array(outlineRun),
  workflow: z.array(workflowLine),
  /** The step of Image Builder's own workflow that failed, as the log tells; components' steps aside. */
  workflowFailure: z
    .object({
      workflowStep: z.string().optional(),
      commandState: z.string().optional(),
      line: quotedLine,
    })
    .optional(),
  /** What the build said about itself: region, os, release, architecture, version, cinc, instanceId, kernel … */
  facts: z.record(z.string(), z.string()),
  /** The recipe's components, in order, at most 100; of ParallelCluster's own the name is without the stack's id. */
  components: z.array(z.object({ name: z.string(), version: z.string().optional() })).optional(),
  /** Packages that the log names with versions, in the order they came, at most 2,000. Absent when there are none. */
  packages: z.array(outlinePackage).optional(),
  /** The newest form names the failed step itself. */
  failblock: z
    .object({
      document: z.string().optional(),
      componentArn: z.string().optional(),
      phase: z.string().optional(),
      step: z.string().optional(),
      action: z.string().optional(),
      errorMessage: z.string().optional(),
      at: eventAnchor,
      finding: finding.optional(),
    })
    .optional(),
  /** Error-like lines of the step that failed, in order, each once, at most 200: where `e` leads. */
  errors: z.array(linePlace),
  /** How many steps are not in it, because there are more than an outline can hold. Absent when all are. */
  stepsLeftOut: z.number().optional(),
  eventCount: z.number(),
  lineCount: z.number(),
  firstTimestamp: z.number().optional(),
  lastTimestamp: z.number().optional(),
})
export type Outline = z.infer<typeof outline>
