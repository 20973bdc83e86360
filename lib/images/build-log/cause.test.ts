import { describe, expect, it } from 'vitest'
import { explainBuild } from './cause'
import { explain } from './failing-build'
import { document, FAILED, GOOD, parse, step } from './fixture'

describe('no cause', () => {
  it('on a good build full of error words', () => {
    const { outcome, cause } = explain([
      ...document(),
      ...step('InstallPrerequisites', {
        stdout: [
          'Error: nothing to do for foo',
          'E: this was tolerated',
          'Test Summary: 3 successful, 0 failures',
        ],
        stderr: 'false || echo "ERROR: failed"\nrm: cannot remove \'/x\': No such file or directory',
      }),
      ...GOOD,
    ])
    expect({ outcome, cause }).toEqual({ outcome: 'ok', cause: null })
  })

  it('on a running build whose last step complains', () => {
    expect(explain([...document(), ...step('A', { stdout: ['fatal: oh no'], exit: null })])).toMatchObject({
      outcome: 'running',
      cause: null,
    })
  })

  it('while AWS still builds, though a step failed: it may be tried again', () => {
    const outline = parse([...document(), ...step('Flaky', { stderr: 'x: error: y', exit: 3 })])
    expect(explainBuild({ outline, image: { imageBuildStatus: 'BUILD_IN_PROGRESS' } })).toEqual({
      outcome: 'running',
      cause: null,
      reason: 'The build has not ended, though its step Flaky failed with exit code 3.',
    })
  })

  it('for a step that failed and was tried again with success', () => {
    const retried = step('Flaky', { stderr: 'curl: (6) Could not resolve host: x', exit: 1 })
    expect(explain([...document(), ...retried, ...step('Flaky'), ...GOOD]).outcome).toBe('ok')
  })

  it('for a run that failed before another one succeeded', () => {
    const first = [...document(), ...step('A', { exit: 1 }), ...FAILED]
    expect(explain([...first, ...document(), ...step('A'), ...GOOD])).toMatchObject({
      outcome: 'ok',
      cause: null,
    })
  })

  it('on a reboot, which ends a step with 194', () => {
    const reboot = step('RebootStep', { exit: 194, action: 'Reboot' })
    const outline = parse([
      ...document(),
      ...reboot,
      ...document(),
      ...step('RebootStep', { action: 'Reboot' }),
      ...GOOD,
    ])
    expect(outline.outcome).toBe('ok')
    expect(outline.runs.map((run) => run.afterReboot)).toEqual([false, true])
  })
})

it('a step that its own reboot cut off, and that was resumed, has not failed', () => {
  const outline = parse([
    ...document(),
    ...step('RebootStep', { exit: null, action: 'Reboot' }),
    'Rebooting the system now',
    ...document(),
    ...step('RebootStep', { action: 'Reboot' }),
    ...GOOD,
  ])
  expect(outline.runs[0]?.documents[0]?.phases[0]?.steps.at(-1)?.state).toBe('reboot')
})

it('a good build in which a kernel’s module was not built stays good, and warns', () => {
  const { outcome, cause, warning } = explain([
    ...document(),
    ...step('UpdateOS', {
      stdout: ['efa-nv-peermem/1.1.1 autoinstall failed due to missing dependencies: nvidia.', 'Complete!'],
    }),
    ...GOOD,
  ])
  expect({ outcome, cause }).toEqual({ outcome: 'ok', cause: null })
  expect(warning).toMatchObject({ step: 'UpdateOS', ruleId: 'dkms-dependency' })
})

describe('joined with what AWS says', () => {
  const outline = parse([
    ...document(),
    ...step('InstallPClusterPackages', { stdout: ['working'], exit: null }),
  ])

  it('a log that stops in a step of a failed build names the step and is not sure', () => {
    const { cause } = explainBuild({ outline, image: { imageBuildStatus: 'BUILD_FAILED' } })
    expect(cause).toMatchObject({ step: 'InstallPClusterPackages', ruleId: 'log-stops', sure: false })
  })

  it('a build that never came back from its reboot says that its log ends there', () => {
    const rebooting = step('RebootStep', { action: 'Reboot', exit: 194 })
    const outline = parse([...document(), ...step('A'), ...rebooting, 'Rebooting the system now'])
    const { cause } = explainBuild({ outline, image: { imageBuildStatus: 'BUILD_FAILED' } })
    expect(cause).toMatchObject({ ruleId: 'log-stops', step: 'RebootStep', sure: false, lines: [] })
    expect(cause?.sentence).toContain('ends with the reboot of RebootStep')
  })

  it('a build that died before any component is explained by its reason', () => {
    const { cause } = explainBuild({
      image: {
        imageBuildStatus: 'BUILD_FAILED',
        imagebuilderImageStatusReason:
          "SSM execution 'x' failed with status = 'TimedOut' in state = 'BUILDING' and failure message = 'SSM Agent verification failed'",
      },
    })
    expect(cause).toMatchObject({
      source: 'stack',
      ruleId: 'ssm-unreachable',
      sure: true,
      lines: [{ text: 'SSM Agent verification failed' }],
    })
  })

  it('a good image whose clean-up failed is good', () => {
    const explained = explainBuild({
      outline,
      image: { ec2AmiInfo: {}, cloudformationStackStatus: 'DELETE_FAILED' },
    })
    expect(explained).toMatchObject({ outcome: 'cleanupFailed', cause: null })
  })

  it('an available image has no cause, whatever its log looks like', () => {
    const failed = parse([...document(), ...step('A', { exit: 1 }), ...FAILED])
    expect(explainBuild({ outline: failed, image: { ec2AmiInfo: {} } })).toMatchObject({
      outcome: 'ok',
      cause: null,
    })
  })

  it('the failed-step summary names the step when no step line does', () => {
    const { cause } = explain([
      '  Document: Tools\n  ComponentArn: arn:aws:imagebuilder:eu-west-1:111122223333:component/tools/1.0.0/1\n  Phase: build\n  Step: Compile\n  Action: ExecuteBash\n  ErrorMessage: exit status 2\n  Stderr: make all\nx.c:3:1: error: expected declaration\nmake: *** [x.o] Error 1',
    ])
    expect(cause).toMatchObject({
      step: 'Compile',
      phase: 'build',
      component: 'tools',
      lines: [{ text: 'x.c:3:1: error: expected declaration' }],
    })
  })
})
