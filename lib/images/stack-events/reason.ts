export interface UnwrappedReason {
  /** The reason without CloudFormation's wrapping; Image Builder's own words, whole. */
  sentence: string
  /** What failed, in as few of AWS's words as there are: the failure message inside the sentence, or the sentence. */
  message: string
  /** As CloudFormation gave it. */
  raw: string
  /** A component's document failed: its ARN. The cause is in the log, not in the reason. */
  componentArn?: string
  handlerErrorCode?: string
  requestToken?: string
  /** AWS's service error behind the reason: `Imagebuilder`, 403. */
  service?: string
  statusCode?: number
  ssmExecutionId?: string
  /** `Failed`, `TimedOut`, … */
  ssmStatus?: string
  /** The image's state when it failed: `BUILDING`, `TESTING`, … */
  imageState?: string
  workflowExecutionId?: string
  /** `The following resource(s) failed to …: [A, B].` */
  failedLogicalResourceIds?: string[]
}

/**
 * Turns a resourceStatusReason into a sentence. Reasons nest quotes without escaping them, so wrappings are
 * cut from both ends, never matched from the inside. Text that has none of the known forms comes back trimmed.
 */
export function unwrapReason(raw: string): UnwrappedReason {
  const handler = cutHandler(raw.trim())
  const service = cutServiceError(handler.text)
  const sentence = cutEnds(service.text, "Error occurred during operation '", /'\.?$/)
  return {
    ...handler.found,
    ...service.found,
    ...readSentence(sentence),
    sentence,
    raw,
  }
}

interface Cut {
  text: string
  found: Partial<UnwrappedReason>
}

function cutHandler(text: string): Cut {
  const tail = /\(RequestToken: ([^,()]*)(?:, HandlerErrorCode: (\w+))?\)\s*$/.exec(text)
  const found: Partial<UnwrappedReason> = {}
  if (tail?.[1]) found.requestToken = tail[1]
  if (tail?.[2]) found.handlerErrorCode = tail[2]
  const body = tail ? text.slice(0, tail.index).trimEnd() : text
  return { text: cutEnds(body, 'Resource handler returned message: "', /"$/), found }
}

function cutServiceError(text: string): Cut {
  const tail = /\(Service: (\w{1,100})(?:[;,] Status Code: (\d{1,9}))?[^()]*\)\.?$/.exec(text)
  if (!tail?.[1]) return { text, found: {} }
  const found: Partial<UnwrappedReason> = { service: tail[1] }
  if (tail[2]) found.statusCode = Number(tail[2])
  return { text: text.slice(0, tail.index).trimEnd(), found }
}

function cutEnds(text: string, head: string, tail: RegExp): string {
  return text.startsWith(head) ? text.slice(head.length).replace(tail, '') : text
}

const SSM =
  /^SSM execution '([^']*)' failed(?: for image arn: '[^']*')? with status = '([^']*)' in state = '([^']*)' and failure message = '([\s\S]*?)'?$/
const WORKFLOW = /^Workflow Execution ID: '([^']*)' failed with reason: ([\s\S]*)$/
const DOCUMENT = /Document (arn:[^\s/]{1,200}:component\/\S{1,200}) failed/
const RESOURCES = /^The following resource\(s\) failed to \w+: \[([^\]]*)\]/

function readSentence(sentence: string): Partial<UnwrappedReason> & { message: string } {
  const found: Partial<UnwrappedReason> & { message: string } = { message: sentence }
  const ssm = SSM.exec(sentence)
  if (ssm) {
    const [, ssmExecutionId = '', ssmStatus = '', imageState = '', message = ''] = ssm
    Object.assign(found, { ssmExecutionId, ssmStatus, imageState, message: message || sentence })
  }
  const workflow = WORKFLOW.exec(sentence)
  if (workflow) {
    const [, workflowExecutionId = '', message = ''] = workflow
    Object.assign(found, { workflowExecutionId, message: message || sentence })
  }
  const componentArn = DOCUMENT.exec(sentence)?.[1]
  if (componentArn) found.componentArn = componentArn
  const resources = RESOURCES.exec(sentence)?.[1]
  if (resources !== undefined) found.failedLogicalResourceIds = resources.split(/,\s*/).filter(Boolean)
  return found
}
