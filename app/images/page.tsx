export const metadata = { title: 'Images' }

export default function Page() {
  return <div />
}
