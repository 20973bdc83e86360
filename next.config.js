/** @type {import('next').NextConfig} */
export default {
  output: 'standalone',
  poweredByHeader: false,
  reactStrictMode: true,
  basePath: process.env.BASE_PATH ?? '',
  agentRules: false,
}
