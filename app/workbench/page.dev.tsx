import type { Metadata } from 'next'
import { LogWorkbench } from '@/components/log-events/workbench'

export const metadata: Metadata = { title: 'Workbench' }

/** Every state of the log view's rows and panels, under `next dev` only: the build knows no page of this ending. */
export default function Page() {
  return <LogWorkbench />
}
