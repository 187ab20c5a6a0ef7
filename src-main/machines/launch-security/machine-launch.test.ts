import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { launchDigest } from './launch-digest'
import { attest } from './machine-launch'
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
  state: 'measured' as const,
  measurement: Buffer.concat([sevMac({ ...launch, tik, digest }, nonce), nonce]).toString('base64'),
}

test('attests a launch by the owner’s files, with the key alone or after its other', async () => {
  expect(await attest(measured, { tik: file('tik', tik), firmware })).toEqual({ state: 'attested' })
  const both = file('tk', Buffer.concat([Buffer.alloc(16, 1), tik]))
  expect(await attest(measured, { tik: both, firmware })).toEqual({ state: 'attested' })
})

test('does not attest another policy, firmware or kernel', async () => {
  const files = { tik: file('tik', tik), firmware }
  const refused = { state: 'not-attested' }
  expect(await attest({ ...measured, policy: 1 }, files)).toEqual(refused)
  expect(await attest(measured, { ...files, firmware: file('other', 'x') })).toEqual(refused)
  expect(await attest(measured, { ...files, kernel: file('kernel', 'k') })).toEqual(refused)
})

test('says why there is nothing to attest, and which file is not there', async () => {
  const none = { state: 'not-available', reason: 'no SEV' } as const
  expect(await attest(none, { tik: '/none', firmware: '/none' })).toEqual(none)
  await expect(attest(measured, { tik: '/none', firmware })).rejects.toThrow(/not exist: \/none/)
  const short = file('short', 'x')
  await expect(attest(measured, { tik: short, firmware })).rejects.toThrow(/tik has 1 bytes/)
})
