import { array, assert, integer, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chefFatal, document, events, FAILED, GOOD, MAIN, parse, step } from './fixture'
import { outline as outlineSchema } from './outline-schema'
import { BuildLogParser } from './parser'
import { stepsOf } from './step-at'

const script =
  'FILE=/etc/os-release\nif [ -e $FILE ]; then\n  . $FILE\nelse\n  echo "cannot read it. Failing build."\n  exit 1\nfi'

const BUILD = [
  'Started BUILD workflow arn:aws:imagebuilder:eu-west-1:aws:workflow/build/build-image/1.0.3/1',
  "Waiting for instance availability (id: i-0abcdef0123456789, expected state: ['passed']). Attempt number: 1.",
  "Waiting for instance availability (id: i-0abcdef0123456789, expected state: ['passed']). Attempt number: 2.",
  `Setup: Currently validating document ${MAIN}`,
  'Executor: STARTED EXECUTION OF ALL DOCUMENTS',
  ...document(),
  ...step('AWSRegion', { stdout: ['eu-west-1'], stderr: 'echo eu-west-1' }),
  ...step('OperatingSystemName', { stdout: ['ubuntu2204'], stderr: script }),
  ...step('RebootStep', { exit: 194, action: 'Reboot' }),
  'Executor: STARTED EXECUTION OF ALL DOCUMENTS',
  ...document(),
  'A line nobody has seen before',
  ...step('RebootStep', { action: 'Reboot' }),
  ...step('InstallPClusterPackages', {
    stdout: [
      'Recipe: aws-parallelcluster-platform::install',
      '  * package[jq] action install (up to date)',
      '  * directory[/opt/x] action create',
      '    - create new directory',
      '  * apt_package[lustre] action install',
      '[2026-02-03T04:05:06+00:00] INFO: Retrying execution of apt_package[lustre], 2 attempts left',
      "    Error executing action `install` on resource 'apt_package[lustre]'",
      ...chefFatal(
        'Chef::Exceptions::Package: apt_package[lustre] (a::b line 3) had an error: Chef::Exceptions::Package: No candidate version available for lustre',
      ),
    ],
    stderr: 'cinc-client --local-mode',
    exit: 1,
  }),
  ...FAILED,
]

describe('the outline', () => {
  const outline = parse(BUILD)
  const steps = [...stepsOf(outline)]

  it('is runs, documents, phases and steps, and passes its own schema', () => {
    expect(outlineSchema.parse(outline)).toEqual(outline)
    expect(steps.map(({ step: { name, state, exitCode } }) => [name, state, exitCode])).toEqual([
      ['AWSRegion', 'good', 0],
      ['OperatingSystemName', 'good', 0],
      ['RebootStep', 'reboot', 194],
      ['RebootStep', 'good', 0],
      ['InstallPClusterPackages', 'failed', 1],
    ])
    expect(steps.map(({ document: { name }, phase }) => `${name} ${phase.name}`)).toContain(
      'parallelclusterimage build',
    )
  })

  it('gives each step a key of its own', () => {
    expect(new Set(steps.map(({ step: { key } }) => key)).size).toBe(steps.length)
  })

  it('knows what the build said of itself', () => {
    expect(outline.facts).toMatchObject({
      region: 'eu-west-1',
      os: 'ubuntu2204',
      version: '3.13.0',
      instanceId: 'i-0abcdef0123456789',
    })
  })

  it('folds attempts into one workflow line', () => {
    expect(outline.workflow.map(({ attempts }) => attempts)).toEqual([undefined, 2, undefined])
  })

  it('keeps a line it does not know', () => {
    expect(outline.workflow.at(-1)?.text).toBe('A line nobody has seen before')
  })

  it('counts every event once, between its step’s first and last', () => {
    expect(outline.eventCount).toBe(BUILD.length)
    for (const {
      step: { firstEvent, lastEvent, events: count },
    } of steps)
      expect(count).toBe(lastEvent - firstEvent + 1)
  })

  it('outlines the Chef run inside a step', () => {
    const chef = steps.at(-1)?.step.chef?.[0]
    expect(chef).toMatchObject({ outcome: 'failed', retries: 1 })
    expect(chef?.recipes).toMatchObject([
      {
        name: 'aws-parallelcluster-platform::install',
        resources: 3,
        upToDate: 1,
        listed: [
          { name: 'package[jq]', state: 'upToDate' },
          { name: 'directory[/opt/x]', state: 'changed' },
          { name: 'apt_package[lustre]', state: 'failed', retries: 1 },
        ],
      },
    ])
  })

  it('takes no echoed script for an error', () => {
    expect(steps[1]?.step).toMatchObject({ errorCount: 0, liveStderr: true })
  })

  it('is the same whatever pages the events came in', () => {
    const all = events(BUILD)
    void assert(
      property(array(integer({ min: 1, max: 9 }), { maxLength: 20 }), (sizes) => {
        const parser = new BuildLogParser()
        const rest = [...all]
        for (const size of [...sizes, all.length]) {
          for (const event of rest.splice(0, size)) parser.push(event.timestamp, event.message)
          parser.outline()
        }
        expect(parser.outline()).toEqual(outline)
      }),
      { numRuns: 40 },
    )
  })

  it('can begin anywhere and never loses count', () => {
    void assert(
      property(integer({ min: 0, max: BUILD.length - 1 }), (from) => {
        const late = parse(BUILD.slice(from))
        expect(late.eventCount).toBe(BUILD.length - from)
        expect(late.outcome).toBe('failed')
      }),
    )
  })

  it('survives any text', () => {
    void assert(
      property(array(integer({ min: 0, max: BUILD.length * 2 })), (order) => {
        const messages = order.map((index) => BUILD[index] ?? `odd \u001b[31m line ${index}\r\n{`)
        expect(outlineSchema.safeParse(parse(messages)).success).toBe(true)
      }),
    )
  })
})

describe('the forms of the years', () => {
  it('console.log of 2020: time and level before each message, no CmdExecution', () => {
    const outline = parse(
      [
        'Document .\\doc.yml',
        'Phase build',
        'Step Hello',
        'Stdout: hi',
        'Stderr: ls : Cannot find path',
        'ExitCode 1',
        'TOE has completed execution with failure - Execution failed!',
      ].map((message) => `2020-07-31 11:57:10.575 Info ${message}`),
    )
    expect(outline).toMatchObject({
      outcome: 'failed',
      runs: [{ documents: [{ phases: [{ steps: [{ name: 'Hello', exitCode: 1 }] }] }] }],
    })
  })

  it('2021: debug lines around the command, stderr only after it', () => {
    const outline = parse([
      ...document(),
      'Step A',
      'ExecuteBash: STARTED EXECUTION',
      'ExecuteBash: Created temporary directory: /tmp/x',
      'CmdExecution: Preparing object for command bash with arguments [/tmp/x/s.sh]',
      ...step('A', { stderr: 'echo hi', live: false }).slice(2),
      ...GOOD,
    ])
    expect([...stepsOf(outline)].map(({ step: { state, liveStderr } }) => [state, liveStderr])).toEqual([
      ['good', false],
    ])
  })

  it('a document without a phase', () => {
    expect(parse([...document(), ...step('A'), `Document ${MAIN}`, ...GOOD]).outcome).toBe('ok')
  })
})
