import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import type { Machine } from '../../../src-preload/contract/machine'
import { remote, type Connection } from '../../libvirt'
import { launchDigest } from './launch-digest'
import { isLaunchOf, MachineLaunches } from './machine-launch'
import { sevMac } from './sev-measurement'

const folder = mkdtempSync(join(tmpdir(), 'virthelm-launch-'))
afterAll(() => rmSync(folder, { recursive: true }))

const file = (name: string, content: Uint8Array | string): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

const tik = Buffer.alloc(16, 3)
const firmware = file('firmware', 'ovmf')
const launch = { apiMajor: 1, apiMinor: 51, buildId: 3, policy: 3 }
const nonce = Buffer.alloc(16, 9)
const digest = launchDigest({ firmware: Buffer.from('ovmf'), vmsas: [] })
const measured = {
  ...launch,
  measurement: Buffer.concat([sevMac({ ...launch, tik, digest }, nonce), nonce]).toString('base64'),
}

test('attests a launch by the owner’s files, with the key alone or after its other', async () => {
  expect(await isLaunchOf(measured, { tik: file('tik', tik), measured: { firmware } })).toBe(true)
  const both = file('tk', Buffer.concat([Buffer.alloc(16, 1), tik]))
  expect(await isLaunchOf(measured, { tik: both, measured: { firmware } })).toBe(true)
})

test('does not attest another policy, firmware or kernel', async () => {
  const evidence = { tik: file('tik', tik), measured: { firmware } }
  expect(await isLaunchOf({ ...measured, policy: 1 }, evidence)).toBe(false)
  const other = { firmware: file('other', 'x') }
  expect(await isLaunchOf(measured, { ...evidence, measured: other })).toBe(false)
  const direct = { firmware, kernel: file('kernel', 'k') }
  expect(await isLaunchOf(measured, { ...evidence, measured: direct })).toBe(false)
})

test('says which file is not there, is none, or has the wrong length', async () => {
  const evidence = { tik: '/none', measured: { firmware } }
  await expect(isLaunchOf(measured, evidence)).rejects.toThrow(/not exist: \/none/)
  await expect(isLaunchOf(measured, { ...evidence, tik: '/dev/zero' })).rejects.toThrow(/no file/)
  const short = file('short', 'x')
  await expect(isLaunchOf(measured, { ...evidence, tik: short })).rejects.toThrow(/tik has 1 bytes/)
})

/** A vector that sevctl publishes with its tests, as a host tells it. */
const published = {
  tik: file('published-tik', Buffer.from('3569cf61a32a602b87185ac6e0f55913', 'hex')),
  measured: { digest: 'xkvRAfyaSizgonxAjZIAkR8TmolUabBKQKb6KJCDDSM=' },
}
const tells = {
  'sev-measurement': 'lswbxWxI9gckya16JQvdFtpYmNO4b+3inAPpqsgoBI7DE/q1EcIWsVBbGy6pkDxA',
  'sev-api-major': 1,
  'sev-api-minor': 40,
  'sev-build-id': 40,
  'sev-policy': 3,
}

let said: Readonly<Record<string, string | number>>
let xml: string
let state: Machine['state']
beforeEach(() => {
  said = tells
  xml =
    "<domain type='kvm'><launchSecurity type='sev'><policy>0x0003</policy></launchSecurity></domain>"
  state = 'running'
})

const launches = () => {
  const call = async (procedure: unknown) => {
    if (procedure === remote.domainGetXmlDesc) return { xml }
    if (procedure === remote.domainGetLaunchSecurityInfo) {
      return { params: Object.entries(said).map(([name, value]) => ({ name, value })) }
    }
    throw new Error('asked for something else')
  }
  const connection = { call } as unknown as Connection
  return new MachineLaunches(() => ({
    machine: { name: 'vault', state } as Machine,
    connection,
    dom: { name: 'vault', uuid: new Uint8Array(16), id: 1 } as never,
  }))
}

test('a published measurement is attested once it was held against what its owner has', async () => {
  const service = launches()
  expect(await service.read('host/vault')).toMatchObject({
    state: 'not-attested',
    verifiedAt: null,
    launch: { apiMajor: 1, apiMinor: 40, buildId: 40, policy: 3 },
  })
  expect(await service.verify('host/vault', published)).toMatchObject({ state: 'attested' })
  expect(await service.read('host/vault')).toMatchObject({
    state: 'attested',
    verifiedAt: expect.any(Number) as number,
  })
})

test('a wrong key, and a policy that the host says otherwise, are not attested', async () => {
  const service = launches()
  const wrong = { ...published, tik: file('tik', tik) }
  expect(await service.verify('host/vault', wrong)).toMatchObject({
    state: 'not-attested',
    verifiedAt: expect.any(Number) as number,
  })
  said = { ...tells, 'sev-policy': 1 }
  expect(await service.verify('host/vault', published)).toMatchObject({ state: 'not-attested' })
})

test('another launch needs a verification of its own', async () => {
  const service = launches()
  await service.verify('host/vault', published)
  said = { ...tells, 'sev-measurement': measured.measurement }
  expect(await service.read('host/vault')).toMatchObject({
    state: 'not-attested',
    verifiedAt: null,
  })
})

test('says why there is nothing to attest, also to who wants to verify', async () => {
  said = { 'sev-policy': 3 }
  expect(await launches().verify('host/vault', published)).toEqual({
    state: 'not-available',
    reason: 'the host gives no measurement: only SEV and SEV-ES are measured by it',
  })
  state = 'shutOff'
  expect(await launches().read('host/vault')).toEqual({
    state: 'not-available',
    reason: 'the machine is off, and a launch is measured when it starts',
  })
})
