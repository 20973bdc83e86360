import { expect, it } from 'vitest'
import { document, GOOD, parse, step } from './fixture'
import { stageOf } from './stage'

const built = [...document(), ...step('PClusterValidate'), ...GOOD]

it('while the AMI is made, that is what runs, not the last step, which has ended', () => {
  const outline = parse([
    ...built,
    'Started step CreateOutputAMI with action CreateImage',
    "Waiting for image availability (id: ami-1, expected state: ['available']). Attempt number: 2.",
  ])
  expect(stageOf(outline)?.name).toBe('Creating the AMI')
})

it('a step that runs is what runs', () => {
  expect(
    stageOf(
      parse([
        'Started step ApplyBuildComponents with action ExecuteComponents',
        ...document(),
        ...step('A', { exit: null }),
      ]),
    ),
  ).toBeUndefined()
})

it('an instance that is being launched is told before the first step', () => {
  expect(stageOf(parse(['Started step LaunchBuildInstance with action LaunchInstance']))?.name).toBe(
    'Launching the build instance',
  )
})

it('nothing is said where no line tells', () => {
  expect(stageOf(parse(built))).toBeUndefined()
})
