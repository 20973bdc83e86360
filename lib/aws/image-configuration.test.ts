import { expect, it } from 'vitest'
import { configurationObject } from './image-configuration'

const Bucket = 'parallelcluster-ae5a9f1a011e9d83-v1-do-not-delete'
const folder = 'parallelcluster/3.1.2/images/al2-0729-r13st0t82cuwjvko'
const Key = `${folder}/configs/image-config.yaml`

function object(tags: Record<string, string>, custom: string[] = []) {
  const all = { image_id: 'al2-0729', ...tags }
  return configurationObject(
    Object.entries(all).map(([name, value]) => ({ Key: `parallelcluster:${name}`, Value: value })),
    custom,
  )
}

it('finds the configuration where build-image puts it', () => {
  expect(object({ build_config: `s3://${Bucket}/${Key}` })).toEqual({ Bucket, Key })
  expect(object({ s3_bucket: Bucket, s3_image_dir: folder })).toEqual({ Bucket, Key })
  expect(object({ build_config: `s3://my-bucket/${Key}` }, ['my-bucket'])).toEqual({
    Bucket: 'my-bucket',
    Key,
  })
})

it.each([
  ['another bucket', `s3://payroll/${Key}`],
  [
    'a bucket that only begins like ParallelCluster’s',
    `s3://parallelcluster-payroll-v1-do-not-delete/${Key}`,
  ],
  ['another host by way of the bucket', `s3://example.com#/${Key}`],
  [
    'another object of the bucket',
    `s3://${Bucket}/parallelcluster/3.1.2/clusters/prod/configs/cluster-config.yaml`,
  ],
  ['a climb', `s3://${Bucket}/${folder}/../../secrets/configs/image-config.yaml`],
  ['another image’s configuration', `s3://${Bucket}/${Key.replace('al2-0729', 'other')}`],
  ['nothing', ''],
])('does not sign a link to %s', (_what, build_config) => {
  expect(object({ build_config })).toBeNull()
})
