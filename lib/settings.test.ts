import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSettings } from './settings'

const secret = 'a secret of more than thirty-two characters'
const signIn = {
  OIDC_ISSUER: 'https://id.example.com/realms/builds/',
  OIDC_CLIENT_ID: 'image-build-logs',
  SESSION_SECRET: secret,
  PUBLIC_URL: 'https://builds.example.com/',
}

describe('readSettings', () => {
  it('serves loopback only when nothing is set', () => {
    expect(readSettings({})).toMatchObject({ host: '127.0.0.1', PORT: 3000, open: true, secure: false })
  })

  it('refuses to serve another interface openly unless told so in as many words', () => {
    expect(() => readSettings({ HOST: '0.0.0.0' })).toThrow(/SERVE_OPENLY=true/)
    expect(() => readSettings({ HOST: '10.0.0.7' })).toThrow(/SERVE_OPENLY=true/)
    expect(readSettings({ HOST: '0.0.0.0', SERVE_OPENLY: 'true' }).host).toBe('0.0.0.0')
    expect(readSettings({ HOST: '::1' }).host).toBe('::1')
  })

  it('listens everywhere once sign-in guards it', () => {
    expect(readSettings(signIn)).toMatchObject({ host: '0.0.0.0', open: false, secure: true })
    expect(readSettings({ API_TOKENS: 'bot: a-token-of-twenty-characters' })).toMatchObject({ open: false })
  })

  it('names every wrong setting in one message', () => {
    const wrong = () =>
      readSettings({
        PORT: 'http',
        LOG_LEVEL: 'loud',
        OIDC_ISSUER: 'http://id.example.com',
        SESSION_SECRET: 'short',
      })
    for (const name of ['PORT', 'LOG_LEVEL', 'OIDC_ISSUER', 'SESSION_SECRET']) expect(wrong).toThrow(name)
  })

  it('names what a way to sign in lacks', () => {
    const { PUBLIC_URL: _, ...rest } = signIn
    expect(() => readSettings(rest)).toThrow(/PUBLIC_URL is missing/)
    expect(() => readSettings({ PROXY_SIGN_IN: 'alb' })).toThrow(/ALB_ARN is missing/)
    expect(() => readSettings({ PROXY_SIGN_IN: 'cloudflare-access' })).toThrow(/PROXY_AUDIENCE is missing/)
  })

  it('never repeats a value that may be a secret', () => {
    expect(() => readSettings({ ...signIn, SESSION_SECRET: 'hunter2' })).toThrow(/^(?!.*hunter2)/s)
  })

  it('refuses lists that hold nothing', () => {
    expect(() => readSettings({ ...signIn, SESSION_SECRET: ',' })).toThrow(/SESSION_SECRET/)
    expect(() => readSettings({ ...signIn, ALLOWED_GROUPS: ' , ' })).toThrow(/ALLOWED_GROUPS/)
  })

  it('takes an empty variable for one that is not set', () => {
    expect(readSettings({ PORT: '', OIDC_ISSUER: ' ' })).toMatchObject({ PORT: 3000, open: true })
  })

  it('keeps an issuer to the letter and an origin bare', () => {
    expect(readSettings(signIn)).toMatchObject({
      OIDC_ISSUER: 'https://id.example.com/realms/builds/',
      PUBLIC_URL: 'https://builds.example.com',
    })
    expect(() => readSettings({ ...signIn, PUBLIC_URL: 'https://x.example.com/builds' })).toThrow(/BASE_PATH/)
  })

  it('reads a secret from a mounted file', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'settings-')), 'secret')
    writeFileSync(file, `${secret}\n`)
    const { SESSION_SECRET: _, ...rest } = signIn
    expect(readSettings({ ...rest, SESSION_SECRET_FILE: file }).SESSION_SECRET).toEqual([secret])
    expect(() => readSettings({ ...rest, SESSION_SECRET_FILE: `${file}-gone` })).toThrow(/cannot be read/)
  })

  it('reads who is to be told, and never repeats a wrong address, which may be a secret', () => {
    const told = { ...signIn, NOTIFY_URL: 'https://hooks.slack.com/x, teams+https://a.example/y' }
    expect(readSettings(told).NOTIFY_URL?.map(({ kind }) => kind)).toEqual(['slack', 'teams'])
    const wrong = () => readSettings({ ...signIn, NOTIFY_URL: 'https://a.example/x hooks.slack.com/secret' })
    expect(wrong).toThrow(/NOTIFY_URL holds something else than an http\(s\) address in place 2/)
    expect(wrong).not.toThrow(/secret$/)
    expect(() => readSettings({ NOTIFY_URL: 'https://a.example/x' })).toThrow(/PUBLIC_URL is missing/)
  })
})
