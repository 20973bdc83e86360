import 'server-only'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { GetImageCommand } from '@aws-sdk/client-imagebuilder'
import { type FailureContext, failureContext } from '@/lib/images/failure-context'
import { callAws } from './call-aws'
import { imageBuilder } from './clients'
import type { Scope } from './scope'

export type ImageBuilderImage = {
  status: string | undefined
  reason: string | undefined
  failureContext: FailureContext | undefined
}

/**
 * GetImage, with the `state.failureContext` that AWS sends and this SDK's model drops: it is read from the answer's
 * body on its way to the SDK.
 * @throws AwsFailure
 */
export async function getImageBuilderImage(
  scope: Scope,
  imageBuildVersionArn: string,
  signal: AbortSignal,
): Promise<ImageBuilderImage> {
  const command = new GetImageCommand({ imageBuildVersionArn })
  let told: FailureContext | undefined
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args)
      const response = result.response as { statusCode: number; body: Readable | Uint8Array }
      if (response.statusCode !== 200) return result
      const body = response.body instanceof Uint8Array ? response.body : await buffer(response.body)
      told = contextIn(body)
      response.body = new Uint8Array(body)
      return result
    },
    { step: 'deserialize', priority: 'low', name: 'readFailureContext' },
  )
  const { image } = await callAws('GetImage', scope, signal, (options) =>
    imageBuilder(scope).send(command, options),
  )
  return { status: image?.state?.status, reason: image?.state?.reason, failureContext: told }
}

function contextIn(body: Uint8Array): FailureContext | undefined {
  try {
    const answer = JSON.parse(new TextDecoder().decode(body))
    return failureContext.safeParse(answer?.image?.state?.failureContext).data
  } catch {
    // What is no JSON is the SDK's to complain of.
    return undefined
  }
}
