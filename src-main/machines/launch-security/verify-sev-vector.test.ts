import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { kernelHashesTable } from './kernel-hashes'
import { sevMac } from './sev-measurement'
import { launchDigest } from './launch-digest'
import { verifySevVector } from './verify-sev-vector'

const folder = mkdtempSync(join(tmpdir(), 'virthelm-sev-'))
afterAll(() => rmSync(folder, { recursive: true }))

const file = (name: string, content: string | Buffer): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

const verify = (vector: unknown): boolean =>
  verifySevVector(file('vector.json', JSON.stringify(vector)))

/** A vector that sevctl publishes with its tests. */
const published = {
  tik: '3569cf61a32a602b87185ac6e0f55913',
  api_major: 1,
  api_minor: 40,
  build_id: 40,
  policy: 3,
  measured_digest: 'xkvRAfyaSizgonxAjZIAkR8TmolUabBKQKb6KJCDDSM=',
  measurement: 'lswbxWxI9gckya16JQvdFtpYmNO4b+3inAPpqsgoBI7DE/q1EcIWsVBbGy6pkDxA',
}

const flip = (text: string, encoding: 'hex' | 'base64', at = 0): string => {
  const bytes = Buffer.from(text, encoding)
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
  return bytes.toString(encoding)
}

describe('a published measurement', () => {
  test('matches', () => {
    expect(verify(published)).toBe(true)
  })

  test.each([
    ['tik', { tik: flip(published.tik, 'hex') }],
    ['api_major', { api_major: 2 }],
    ['api_minor', { api_minor: 41 }],
    ['build_id', { build_id: 41 }],
    ['policy', { policy: 1 }],
    ['policy by its highest bit', { policy: 3 + 2 ** 31 }],
    ['measured_digest', { measured_digest: flip(published.measured_digest, 'base64', 31) }],
    ['MAC', { measurement: flip(published.measurement, 'base64') }],
    ['nonce', { measurement: flip(published.measurement, 'base64', 47) }],
  ])('does not match with another %s', (_, change) => {
    expect(verify({ ...published, ...change })).toBe(false)
  })
})

describe('a measurement of files', () => {
  file('firmware', 'a firmware')
  file('vmlinuz', 'fake vmlinuz\n')
  file('initrd', 'fake initrd\n')
  file('vmsa0', Buffer.alloc(4096, 1))
  file('vmsa1', Buffer.alloc(4096, 2))
  const { measured_digest: _, ...rest } = published
  const files = {
    ...rest,
    policy: 5,
    firmware: 'firmware',
    kernel: 'vmlinuz',
    initrd: 'initrd',
    cmdline: 'foo bar baz fake kernel=cmdline',
    vmsa: ['vmsa0', 'vmsa1', 'vmsa1'],
  }
  const digest = launchDigest({
    firmware: Buffer.from('a firmware'),
    directBoot: {
      kernel: Buffer.from('fake vmlinuz\n'),
      initrd: Buffer.from('fake initrd\n'),
      cmdline: files.cmdline,
    },
    vmsas: [Buffer.alloc(4096, 1), Buffer.alloc(4096, 2), Buffer.alloc(4096, 2)],
  })
  const nonce = Buffer.alloc(16, 7)
  const mac = sevMac(
    {
      tik: Buffer.from(files.tik, 'hex'),
      apiMajor: 1,
      apiMinor: 40,
      buildId: 40,
      policy: 5,
      digest,
    },
    nonce,
  )
  const measurement = Buffer.concat([mac, nonce]).toString('base64')

  test('matches, with paths from the file’s own folder', () => {
    expect(verify({ ...files, measurement })).toBe(true)
  })

  test.each([
    ['kernel', { kernel: 'initrd' }],
    ['initrd', { initrd: 'vmlinuz' }],
    ['firmware', { firmware: 'vmlinuz' }],
    ['cmdline', { cmdline: 'foo' }],
    ['no cmdline', { cmdline: undefined }],
    ['order of VMSAs', { vmsa: ['vmsa1', 'vmsa0', 'vmsa1'] }],
    ['number of VMSAs', { vmsa: ['vmsa0', 'vmsa1'] }],
    ['no VMSAs', { vmsa: undefined }],
  ])('does not match with another %s', (_, change) => {
    expect(verify({ ...files, measurement, ...change })).toBe(false)
  })

  test.each([
    ['a file that is not there', { kernel: 'nowhere' }, /nowhere cannot be read/],
    ['a VMSA that is no page', { vmsa: ['vmsa0', 'initrd'] }, /vmsa 1 has 12 bytes, not 4096/],
    ['an initrd without a kernel', { kernel: undefined }, /initrd and cmdline need kernel/],
    ['neither digest nor firmware', { firmware: undefined }, /either measured_digest or firmware/],
  ])('is malformed with %s', (_, change, words) => {
    expect(() => verify({ ...files, measurement, ...change })).toThrow(words)
  })
})

test.each([
  ['tik', 'xyz', /16 bytes in hex.*tik/s],
  ['tik', '3569', /16 bytes in hex/],
  ['api_major', 256, /<=255.*api_major/s],
  ['api_minor', 1.5, /int.*api_minor/s],
  ['build_id', '40', /number.*build_id/s],
  ['policy', -1, />=0.*policy/s],
  ['measured_digest', 'AAAA', /32 bytes in base64/],
  ['measurement', '####', /48 bytes in base64.*measurement/s],
  ['measurement', undefined, /measurement/],
  ['firmware', 'firmware', /either measured_digest or firmware/],
])('a bad %s (%j) is told', (key, value, words) => {
  expect(() => verify({ ...published, [key]: value })).toThrow(words)
})

test('a file that is no JSON, or not there, is told', () => {
  expect(() => verifySevVector(file('bad.json', '{'))).toThrow(/is no JSON/)
  expect(() => verifySevVector(join(folder, 'none.json'))).toThrow(/cannot be read/)
})

test('QEMU’s table of hashes is laid out as firmware reads it', () => {
  const table = kernelHashesTable({ kernel: Buffer.from('k') }).toString('hex')
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
  expect(table).toBe(
    [
      '06d63894224fc94cb479a793d411fd21a800',
      `d82dd09720bd944caa78e7714d36ab2a3200${sha256('\0')}`,
      `31f7ba442f3ad74b9af141e29169781d3200${sha256('')}`,
      `3794e74dd2ab7f42b835d5b172d2045b3200${sha256('k')}`,
      '0000000000000000',
    ].join(''),
  )
})
