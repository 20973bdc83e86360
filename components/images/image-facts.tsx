import { Timestamp } from '@/components/timestamp'
import { buildDuration, startOf } from '@/lib/images/build-state'
import type { ImageDescription } from '@/lib/images/schemas'
import { formatDuration } from '@/lib/images/time-format'

/** What is known of an image, as a list of names and values; what is not known takes no room. */
export function ImageFacts({ image, now }: { image: ImageDescription; now: number }) {
  const { ec2AmiInfo: ami } = image
  const started = startOf(image)
  const duration = buildDuration(image, now)
  const running = image.imageBuildStatus === 'BUILD_IN_PROGRESS'
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-4 gap-y-1">
      <Fact name="Started">{started && <Timestamp value={started} />}</Fact>
      <Fact name={running ? 'Running for' : 'Took'}>
        {duration !== undefined && formatDuration(duration)}
      </Fact>
      <Fact name="ParallelCluster">{image.version}</Fact>
      <Fact name="Region">{image.region}</Fact>
      <Fact name="AMI">
        {ami && (
          <>
            <code className="font-mono text-[0.8125rem]">{ami.amiId}</code>
            {ami.state && ami.state.toLowerCase() !== 'available' && (
              <span className="text-ink-3"> ({ami.state.toLowerCase()})</span>
            )}
          </>
        )}
      </Fact>
      <Fact name="Architecture">{ami?.architecture}</Fact>
      <Fact name="Image Builder">{image.imagebuilderImageStatus}</Fact>
      <Fact name="Stack">{image.cloudformationStackStatus}</Fact>
      <Fact name="Configuration">
        {image.imageConfiguration.url.startsWith('https://') && (
          <a href={image.imageConfiguration.url} rel="noopener noreferrer" className="prose-link">
            image-config.yaml
          </a>
        )}
      </Fact>
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  if (!children) return null
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="min-w-0 break-words tabular-nums">{children}</dd>
    </>
  )
}
