import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { wrapped } from './builders'
import { unwrapReason } from './reason'

const COMPONENT = 'arn:aws:imagebuilder:eu-west-1:123456789012:component/parallelclusterimage-0b5f/3.11.1/1'

describe('unwrapReason', () => {
  test('cuts a failed SSM execution out of its wrappings, quotes inside and all', () => {
    const inner = `SSM execution 'e1' failed for image arn: 'arn:x' with status = 'Failed' in state = 'BUILDING' and failure message = 'Document ${COMPONENT} failed!'`
    expect(unwrapReason(wrapped(inner))).toMatchObject({
      sentence: inner,
      message: `Document ${COMPONENT} failed!`,
      componentArn: COMPONENT,
      ssmExecutionId: 'e1',
      ssmStatus: 'Failed',
      imageState: 'BUILDING',
      handlerErrorCode: 'GeneralServiceException',
      requestToken: '6f1c',
    })
  })

  test('reads the SSM form without an image arn', () => {
    const inner =
      "SSM execution 'e1' failed with status = 'TimedOut' in state = 'BUILDING' and failure message = 'SSM Agent verification failed'"
    expect(unwrapReason(wrapped(inner))).toMatchObject({
      ssmStatus: 'TimedOut',
      message: 'SSM Agent verification failed',
    })
  })

  test('reads the workflow form', () => {
    expect(
      unwrapReason(
        wrapped(`Workflow Execution ID: 'wf-1' failed with reason: Document ${COMPONENT} failed!`),
      ),
    ).toMatchObject({
      workflowExecutionId: 'wf-1',
      componentArn: COMPONENT,
      message: `Document ${COMPONENT} failed!`,
    })
  })

  test('keeps a cancelled image in Image Builder’s words', () => {
    expect(unwrapReason(wrapped('Image creation is cancelled.')).sentence).toBe(
      'Image creation is cancelled.',
    )
  })

  test('separates the AWS service error from what it says', () => {
    const raw =
      'Resource handler returned message: "User: arn:aws:sts::123456789012:assumed-role/a/b is not authorized to perform: imagebuilder:GetImage on resource: arn:x (Service: Imagebuilder, Status Code: 403, Request ID: 9)" (RequestToken: 1, HandlerErrorCode: GeneralServiceException)'
    const reason = unwrapReason(raw)
    expect(reason.sentence).toBe(
      'User: arn:aws:sts::123456789012:assumed-role/a/b is not authorized to perform: imagebuilder:GetImage on resource: arn:x',
    )
    expect(reason).toMatchObject({ service: 'Imagebuilder', statusCode: 403, raw })
  })

  test('names the resources a stack failed for', () => {
    expect(unwrapReason('The following resource(s) failed to create: [A, Nested.B]. ')).toMatchObject({
      sentence: 'The following resource(s) failed to create: [A, Nested.B].',
      failedLogicalResourceIds: ['A', 'Nested.B'],
    })
  })

  test('whatever Image Builder says comes out as it went in', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const inner = `said ${text} end`
        expect(unwrapReason(wrapped(inner)).sentence).toBe(inner)
      }),
    )
  })

  test('text of no known form is only trimmed', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const plain = `my-image ${text.replaceAll(/[()]/g, '')}.`
        expect(unwrapReason(plain)).toEqual({ sentence: plain.trim(), message: plain.trim(), raw: plain })
      }),
    )
  })
})
