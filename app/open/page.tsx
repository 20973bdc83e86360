import { OpenView } from '@/components/opened/open-view'

export const metadata = { title: 'Open files' }

export default function Page() {
  return <OpenView />
}
