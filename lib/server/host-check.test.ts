import { expect, it } from 'vitest'
import { readSettings } from '../settings'
import { checkHost } from './host-check'

const answers = (env: Record<string, string>, ...hosts: string[]) =>
  hosts.filter((host) => checkHost(host, readSettings(env)) === undefined)

const all = [
  'localhost:3000',
  '127.0.0.1',
  '[::1]:3000',
  '10.0.0.7:3000',
  'build-box',
  'builds.corp',
  'evil.example',
]

it.each([
  ['on loopback', {}],
  ['on loopback, opened', { HOST: '127.0.0.1', SERVE_OPENLY: 'true' }],
  ['on loopback by its name, opened', { HOST: 'localhost', SERVE_OPENLY: 'true' }],
])('without sign-in %s it answers to loopback’s names only', (_where, env) => {
  expect(answers(env, ...all)).toEqual(['localhost:3000', '127.0.0.1', '[::1]:3000'])
})

it('opened to others it answers to what no page out there can be called', () => {
  const open = { HOST: '0.0.0.0', SERVE_OPENLY: 'true' }
  expect(answers(open, ...all, '[fe80::1]:3000')).toEqual([...all.slice(0, 5), '[fe80::1]:3000'])
})

it.each(['PUBLIC_URL', 'ALLOWED_HOSTS'])('%s names one more, and lets no other in', (name) => {
  const value = name === 'PUBLIC_URL' ? 'http://builds.corp:3000' : 'other.corp, builds.corp'
  for (const env of [{}, { SERVE_OPENLY: 'true' }]) {
    expect(answers({ ...env, [name]: value }, 'builds.corp', 'evil.example', 'xbuilds.corp')).toEqual([
      'builds.corp',
    ])
  }
})

it('with sign-in any name is answered: a cookie belongs to its own', () => {
  expect(answers({ API_TOKENS: 'bot: a-token-of-twenty-characters' }, 'evil.example')).toEqual([
    'evil.example',
  ])
})
