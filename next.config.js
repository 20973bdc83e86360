const isDevelopment = process.env.NODE_ENV === 'development'

/** @type {import('next').NextConfig} */
export default {
  output: 'standalone',
  poweredByHeader: false,
  reactStrictMode: true,
  basePath: process.env.BASE_PATH ?? '',
  // For fetch, to which Next adds no base path.
  env: { NEXT_PUBLIC_BASE_PATH: process.env.BASE_PATH ?? '' },
  // A page.dev.tsx is a page under `next dev` only.
  pageExtensions: isDevelopment ? ['tsx', 'ts', 'dev.tsx'] : ['tsx', 'ts'],
  agentRules: false,
}
