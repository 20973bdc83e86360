import './globals.css'
import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import { Masthead } from '@/components/shell/masthead'
import { currentRequest } from '@/lib/request-context'
import { Providers } from './providers'

export const metadata: Metadata = {
  title: { default: 'Image Build Logs', template: '%s · Image Build Logs' },
  description: 'AWS ParallelCluster custom-image builds: the log, its cause and the stack’s events.',
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f7f6f3' },
    { media: '(prefers-color-scheme: dark)', color: '#101413' },
  ],
}

/** Reading the cookies also makes every page dynamic, which the per-request CSP nonce needs. */
export default async function RootLayout({ children }: { children: React.ReactNode }) {
  const jar = await cookies()
  const theme = jar.get('theme')?.value
  return (
    <html lang="en" data-theme={theme === 'light' || theme === 'dark' ? theme : undefined}>
      <body className="flex flex-col">
        <Providers timeZone={jar.get('time-zone')?.value === 'local' ? 'local' : 'utc'}>
          <a
            href="#main"
            className="sr-only focus:not-sr-only focus:absolute focus:left-3 focus:top-2 focus:z-50 focus:rounded focus:bg-raised focus:px-3 focus:py-1"
          >
            Skip to content
          </a>
          <Masthead user={currentRequest()?.user} />
          <main id="main" className="flex min-h-0 flex-1 flex-col">
            {children}
          </main>
        </Providers>
      </body>
    </html>
  )
}
