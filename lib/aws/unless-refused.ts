import 'server-only'
import { AwsFailure } from './aws-failure'

/**
 * For what is shown "where permitted": a refusal becomes null and is told to `warn`. Any other failure stays
 * one, since an answer with a part missing for a moment would be wrong for that moment.
 */
export async function unlessRefused<Answer>(
  asked: Promise<Answer>,
  warn: (message: string) => void = () => {},
): Promise<Answer | null> {
  try {
    return await asked
  } catch (error) {
    if (!(error instanceof AwsFailure && error.kind === 'refused')) throw error
    warn(error.message)
    return null
  }
}
