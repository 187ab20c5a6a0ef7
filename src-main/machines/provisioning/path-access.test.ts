import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { checkFormat, checkPath } from './path-access'

const folder = mkdtempSync(join(tmpdir(), 'virthelm-path-'))
chmodSync(folder, 0o755)
afterAll(() => rmSync(folder, { recursive: true }))

const closed = join(folder, "it's closed")
mkdirSync(closed)
writeFileSync(join(closed, 'a.img'), '')
chmodSync(closed, 0o700)
const secret = join(folder, 'secret.img')
writeFileSync(secret, '')
chmodSync(secret, 0o600)

const others = { uid: null, ownsFiles: false }

test('finds a folder above that is closed, and how to open it', async () => {
  expect(await checkPath(join(closed, 'a.img'), others)).toMatchObject({
    state: 'warning',
    text: `${join(closed, 'a.img')} may be out of the hypervisor’s reach: ${closed} is closed to it`,
    remedies: [`sudo setfacl -m u:libvirt-qemu:x '${closed.replace("'", `'\\''`)}'`],
  })
})

test('finds a file that only its owner may read, unless libvirt opens it', async () => {
  expect((await checkPath(secret, others)).state).toBe('warning')
  expect((await checkPath(secret, { uid: null, ownsFiles: true })).state).toBe('passed')
  const owner = { uid: process.getuid?.() ?? 0, ownsFiles: false }
  expect((await checkPath(secret, owner)).state).toBe('passed')
})

test('finds what is not there', async () => {
  expect((await checkPath(join(folder, 'none'), others)).state).toBe('failed')
  expect((await checkPath(join(secret, 'none'), { uid: 0, ownsFiles: true })).state).toBe('failed')
})

test('finds an image that is not in the format that is said', async () => {
  const [plain, qcow2] = [join(folder, 'plain.img'), join(folder, 'disk.img')]
  writeFileSync(plain, Buffer.alloc(512))
  writeFileSync(qcow2, Buffer.from('QFI\u00fb\0\0\0\u0003', 'latin1'))
  expect(await checkFormat(plain, 'raw')).toBeNull()
  expect(await checkFormat(qcow2, 'qcow2')).toBeNull()
  expect(await checkFormat(plain, 'qcow2')).toMatchObject({
    state: 'failed',
    text: `${plain} is not qcow2`,
  })
  expect(await checkFormat(qcow2, 'raw')).toMatchObject({
    state: 'failed',
    text: `${qcow2} is qcow2, not raw`,
  })
  // Nor is anything said of what is not there, or is no file.
  expect(await checkFormat(join(folder, 'none'), 'raw')).toBeNull()
  expect(await checkFormat(folder, 'raw')).toBeNull()
})
