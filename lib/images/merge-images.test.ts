import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AmiFacts, type ImageFacts, mergeImages, type StackFacts } from './merge-images'

const at = (hour: number) => new Date(Date.UTC(2022, 3, 5, hour)).toISOString()
const stack = (imageId: string, stackStatus: string, hour: number): StackFacts => ({
  imageId,
  stackId: `arn:${imageId}/${hour}`,
  stackStatus,
  version: '3.13.0',
  creationTime: at(hour),
})
const ami = (imageId: string, hour: number, tagged = true): AmiFacts => ({
  imageId,
  amiId: `ami-${hour}`,
  version: '3.13.0',
  creationTime: at(hour),
  tagged,
})
const merge = (facts: Partial<ImageFacts>) =>
  mergeImages({ stacks: [], amis: [], logGroups: [], deletedStacks: [], ...facts }, 'us-east-1')

describe('mergeImages', () => {
  it('lists a good image whose stack could not be deleted once, as complete, and does not hide the stack', () => {
    expect(merge({ stacks: [stack('a', 'DELETE_FAILED', 1)], amis: [ami('a', 2)] })).toEqual([
      expect.objectContaining({
        imageId: 'a',
        imageBuildStatus: 'BUILD_COMPLETE',
        ec2AmiInfo: { amiId: 'ami-2' },
        cloudformationStackStatus: 'DELETE_FAILED',
      }),
    ])
  })

  it('lets a build that runs now decide over the AMI of an earlier one', () => {
    const [image] = merge({ stacks: [stack('a', 'CREATE_IN_PROGRESS', 3)], amis: [ami('a', 2)] })
    expect(image).toMatchObject({ imageBuildStatus: 'BUILD_IN_PROGRESS', creationTime: at(3) })
    expect(image).not.toHaveProperty('ec2AmiInfo')
    expect(image).not.toHaveProperty('completionTime')
  })

  it('does not take an AMI for good before the build’s last step tagged it', () => {
    const [image] = merge({ stacks: [stack('a', 'CREATE_IN_PROGRESS', 1)], amis: [ami('a', 2, false)] })
    expect(image?.imageBuildStatus).toBe('BUILD_IN_PROGRESS')
  })

  it('calls the image complete in the moment between its tag and the end of its stack', () => {
    const [image] = merge({ stacks: [stack('a', 'DELETE_IN_PROGRESS', 1)], amis: [ami('a', 2)] })
    expect(image?.imageBuildStatus).toBe('BUILD_COMPLETE')
  })

  it('lists what only a log group tells of', () => {
    expect(merge({ logGroups: [{ imageId: 'a', creationTime: at(1) }] })).toEqual([
      {
        imageId: 'a',
        imageBuildStatus: 'DELETE_COMPLETE',
        region: 'us-east-1',
        version: '',
        creationTime: at(1),
        hasLogGroup: true,
      },
    ])
  })

  it('times a finished build by its deleted stack, and not by that of an earlier build', () => {
    const deleted = { stackName: 'a', stackId: 'arn:a', creationTime: at(1), deletionTime: at(3) }
    expect(merge({ amis: [ami('a', 2)], deletedStacks: [deleted] })).toMatchObject([
      { creationTime: at(1), completionTime: at(3), cloudformationStackStatus: 'DELETE_COMPLETE' },
    ])
    expect(merge({ amis: [ami('a', 5)], deletedStacks: [deleted] })).toMatchObject([{ creationTime: at(5) }])
  })

  it('lists no stack that merely was deleted: its name could be anything’s', () => {
    const deleted = { stackName: 'vpc', stackId: 'arn:vpc', creationTime: at(1), deletionTime: at(3) }
    expect(merge({ deletedStacks: [deleted] })).toEqual([])
  })

  it('loses no image and lists none twice, newest first, whatever there is', () => {
    const imageId = fc.constantFrom('a', 'b', 'c', 'd')
    const hour = fc.integer({ min: 0, max: 23 })
    const status = fc.constantFrom(
      'CREATE_COMPLETE',
      'CREATE_FAILED',
      'DELETE_IN_PROGRESS',
      'ROLLBACK_COMPLETE',
    )
    fc.assert(
      fc.property(
        fc.array(fc.tuple(imageId, status, hour).map((facts) => stack(...facts))),
        fc.array(fc.tuple(imageId, hour, fc.boolean()).map((facts) => ami(...facts))),
        fc.array(fc.record({ imageId, creationTime: hour.map(at) })),
        (stacks, amis, logGroups) => {
          const images = merge({ stacks, amis, logGroups })
          const known = [...stacks, ...amis, ...logGroups].map((fact) => fact.imageId)
          expect(images.map((image) => image.imageId).sort()).toEqual([...new Set(known)].sort())
          const times = images.map(({ creationTime = '' }) => creationTime)
          expect(times).toEqual([...times].sort().reverse())
        },
      ),
    )
  })
})
