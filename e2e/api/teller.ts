import { createInterface } from 'node:readline'
import { createTeller } from '@/lib/aws/notices/tell-endings'
import { readReceiver } from '@/lib/images/notices/receivers'

/**
 * What tells of builds' ends alone, as one replica of several. Each line on standard input is a number of milliseconds by
 * which its clock is put forward; then it looks at AWS, sends what is due and prints its log and `Done`.
 */
let ahead = 0
const log = (facts: object, text: string) => console.log(JSON.stringify({ ...facts, text }))
const receivers = (process.env.RECEIVERS ?? '').split(' ').flatMap((address) => readReceiver(address) ?? [])
const teller = await createTeller(
  { receivers, publicUrl: 'https://builds.example.com/base', log: { info: log, warn: log } },
  () => Date.now() + ahead,
)
console.log('Ready')
for await (const line of createInterface({ input: process.stdin })) {
  ahead += Number(line)
  await teller.round(new AbortController().signal)
  await teller.deliver()
  console.log('Done')
}
