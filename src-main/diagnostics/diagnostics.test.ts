import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { defaultSettings } from '../../src-preload/contract/settings'
import { makeDiagnostics } from './diagnostics'
import { withoutSecrets } from './without-secrets'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vh-diagnostics-'))
  mkdirSync(join(folder, 'logs'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

const environment = {
  LIBVIRT_USERNAME: 'operator',
  LIBVIRT_PASSWORD: 'correct horse battery',
  XDG_SESSION_TYPE: 'wayland',
}

const diagnose = () =>
  makeDiagnostics({
    versions: { Virthelm: '1.2.3', Electron: undefined },
    environment,
    settings: defaultSettings,
    hosts: [
      {
        id: 'lab',
        name: 'Lab',
        uri: 'qemu+ssh://root:hunter22@lab.example/system',
        state: 'connected',
        since: 0,
        driver: 'QEMU',
        libvirtVersion: '9.0.0',
        autoconnect: true,
        canMakeDemo: false,
      },
    ],
    findingsOf: async () => [{ id: 'kvm', state: 'good', sentence: 'KVM can be used.' }],
    machines: 12,
    folder,
  })

test('tells versions, hosts, findings, settings and the end of the log', async () => {
  writeFileSync(join(folder, 'logs', 'virthelm.log'), '{"msg":"first"}\n{"msg":"last words"}\n')
  const text = await diagnose()
  for (const part of [
    'Virthelm: 1.2.3',
    'Electron: unknown',
    'XDG_SESSION_TYPE: wayland',
    'LIBVIRT_PASSWORD is set',
    'LIBVIRT_PASSWORD_FILE is not set',
    'Lab: qemu+ssh://',
    'lab.example/system, connected',
    'good: KVM can be used.',
    '12 machines',
    '"parallelism": 4',
    'last words',
  ]) {
    expect(text).toContain(part)
  }
})

test('holds no secret, wherever one got to', async () => {
  const lines = [
    { msg: 'refused for operator with correct horse battery' },
    { err: 'Authorization: Bearer-abcdef', uri: 'qemu+tcp://u:p4ssw0rd@h/system' },
    { xml: `<graphics type='vnc' passwd='s3cret'/>`, password: 'dontsay' },
    { key: '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAAkey\n-----END OPENSSH PRIVATE KEY-----' },
  ]
  const log = lines.map((line) => JSON.stringify(line)).join('\n')
  writeFileSync(join(folder, 'logs', 'virthelm.log'), log)
  const text = await diagnose()
  for (const secret of [
    'operator',
    'correct horse',
    'hunter22',
    'Bearer-abcdef',
    'p4ssw0rd',
    's3cret',
    'dontsay',
    'AAAAkey',
  ]) {
    expect(text).not.toContain(secret)
  }
})

test('a log without end is told of by its end', async () => {
  writeFileSync(join(folder, 'logs', 'virthelm.log'), `${'x'.repeat(200_000)}\nthe end\n`)
  const text = await diagnose()
  expect(text.length).toBeLessThan(80_000)
  expect(text).toContain('the end')
})

test('no log at all is said, not thrown', async () => {
  expect(await diagnose()).toContain('the log cannot be read')
})

test('leaves words alone that hide nothing', () => {
  const text = 'The password was asked for at https://example.org/a by web-1.'
  expect(withoutSecrets(text, { LIBVIRT_PASSWORD: 'web' })).toBe(text)
})
