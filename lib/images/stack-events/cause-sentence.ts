import { componentName, componentVersion } from '../build-log/component-name'
import type { StackEvent } from '../schemas'
import { unwrapReason } from './reason'

/**
 * Why an event failed, as a sentence: a component's ARN as the name people gave it, with the step of the log where
 * that is known; else AWS's own words without their wrapping. `raw` is what CloudFormation said.
 */
export function causeSentence(
  event: StackEvent,
  failedStep: string | undefined,
): { sentence: string; raw: string } {
  const raw = event.resourceStatusReason ?? ''
  const { message, componentArn } = unwrapReason(raw)
  if (!componentArn) return { sentence: message, raw }
  const version = componentVersion(componentArn)
  const component = `${componentName(componentArn)}${version ? ` ${version}` : ''}`
  const step = failedStep ? `Step ${failedStep} of the component ${component}` : `The component ${component}`
  return { sentence: `${step} failed.`, raw }
}
