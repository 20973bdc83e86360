import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { readRules } from '../../lib/server/access-file'
import { readSettings } from '../../lib/settings'
import { variables } from '../../lib/settings/variables'

type Manifest = {
  kind: string
  metadata: { name: string; namespace?: string }
  data?: Record<string, string>
  stringData?: Record<string, string>
  spec?: Record<string, unknown>
}

const text = readFileSync('kubernetes.yaml', 'utf8')
const documents = parseAllDocuments(text, { merge: false })
const manifests = documents.map((document) => document.toJS() as Manifest)
const ofKind = (kind: string) => {
  const found = manifests.find((manifest) => manifest.kind === kind)
  if (!found) throw new Error(`The manifest has no ${kind}.`)
  return found
}

/** A value deep inside, by its path. */
function at(value: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  )
}

const pod = at(ofKind('Deployment').spec, 'template', 'spec')
const container = at(pod, 'containers', 0)

it('is YAML throughout, each part named and in its own namespace', () => {
  expect(documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([])
  for (const { kind, metadata } of manifests) {
    expect(metadata.name).toMatch(/^image-build-logs/)
    if (kind !== 'Namespace') expect([kind, metadata.namespace]).toEqual([kind, 'image-build-logs'])
  }
})

it('sets what the server knows, keeps secrets in the secret, and starts once they are filled in', () => {
  const settings = ofKind('ConfigMap').data ?? {}
  const secrets = ofKind('Secret').stringData ?? {}
  const known = (name: string) => name in variables || name === 'AWS_REGION'
  expect(Object.keys({ ...settings, ...secrets }).filter((name) => !known(name))).toEqual([])
  expect(Object.keys(secrets)).toEqual(expect.arrayContaining(['SESSION_SECRET', 'VALKEY_URL', 'NOTIFY_URL']))
  const filled = { ...settings, ...secrets, SESSION_SECRET: 'a secret of more than thirty-two characters' }
  expect(readSettings(filled)).toMatchObject({ open: false, secure: true })
  expect(() => readSettings({ ...settings, ...secrets })).toThrow('SESSION_SECRET')
})

it('mounts an access file that the server understands where it looks for it', () => {
  const [settings, access] = manifests.filter(({ kind }) => kind === 'ConfigMap').map(({ data = {} }) => data)
  const mount = (at(container, 'volumeMounts') as { name: string; mountPath: string }[]).find(
    ({ name }) => name === 'access',
  )
  expect(settings?.ACCESS_FILE).toBe(`${mount?.mountPath}/${Object.keys(access ?? {})[0]}`)
  const file = join(mkdtempSync(join(tmpdir(), 'access-')), 'access.yaml')
  writeFileSync(file, Object.values(access ?? {})[0] ?? '')
  expect(readRules(readFileSync(file, 'utf8'), { accounts: ['default'], regions: [] })).toHaveLength(1)
})

it('runs the image as it is built: by digest, by a numeric user, with nothing to write but the cache', () => {
  const image = readFileSync('Dockerfile', 'utf8')
  expect(at(container, 'image')).toMatch(/@sha256:[0-9a-f]{64}$/)
  const [, user, group] = /^USER (\d+):(\d+)$/m.exec(image) ?? []
  expect(at(pod, 'securityContext')).toMatchObject({
    runAsNonRoot: true,
    runAsUser: Number(user),
    runAsGroup: Number(group),
    fsGroup: Number(group),
    seccompProfile: { type: 'RuntimeDefault' },
  })
  expect(at(container, 'securityContext')).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  })
  expect(image).toContain(`CACHE_DIR=${at(container, 'volumeMounts', 0, 'mountPath')}`)
  expect(image).toContain(`EXPOSE ${at(container, 'ports', 0, 'containerPort')}`)
})

it('asks for health where the server answers, and waits for it to stop', () => {
  expect(at(container, 'livenessProbe', 'httpGet', 'path')).toBe('/healthz')
  expect(at(container, 'readinessProbe', 'httpGet', 'path')).toBe('/readyz')
  const { SHUTDOWN_SECONDS, DRAIN_SECONDS } = readSettings({})
  expect(at(pod, 'terminationGracePeriodSeconds')).toBeGreaterThan(SHUTDOWN_SECONDS)
  // It hears that the pod is not ready before the port closes.
  expect(Number(at(container, 'readinessProbe', 'periodSeconds'))).toBeLessThan(DRAIN_SECONDS)
})

it('leads from the ingress by the service to the pods', () => {
  const labels = at(ofKind('Deployment').spec, 'template', 'metadata', 'labels')
  expect(at(ofKind('Deployment').spec, 'selector', 'matchLabels')).toEqual(labels)
  expect(at(ofKind('Service').spec, 'selector')).toEqual(labels)
  expect(at(ofKind('NetworkPolicy').spec, 'podSelector', 'matchLabels')).toEqual(labels)
  const backend = at(ofKind('Ingress').spec, 'rules', 0, 'http', 'paths', 0, 'backend', 'service')
  expect(backend).toEqual({ name: ofKind('Service').metadata.name, port: { name: 'http' } })
})
