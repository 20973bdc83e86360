import { apiAddress } from '@/lib/get-json'
import { openedId } from '@/lib/images/archive/opened-scope'
import { saveFromApi } from './save-file'

type Props = {
  /** Without the base path, its segments encoded. */
  path: string
  parameters: Record<string, string | number | boolean | undefined>
  className: string
  children: React.ReactNode
}

/** Saves what an address of our API sends as a file: a link; for opened files, which have no address, a button. */
export function SaveLink({ path, parameters, className, children }: Props) {
  if (openedId(parameters.account) !== undefined) {
    return (
      <button type="button" onClick={() => void saveFromApi(path, parameters)} className={className}>
        {children}
      </button>
    )
  }
  return (
    <a href={apiAddress(path, parameters)} download className={className}>
      {children}
    </a>
  )
}
