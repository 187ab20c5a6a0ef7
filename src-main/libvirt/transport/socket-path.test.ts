import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { UriError } from '../errors'
import { parseUri } from '../uri'
import { socketPath, type Identity } from './socket-path'

let runtime: string
let person: Identity

beforeEach(async () => {
  runtime = await mkdtemp(join(tmpdir(), 'vh-paths-'))
  await mkdir(join(runtime, 'libvirt'))
  person = { userId: 1000, env: { XDG_RUNTIME_DIR: runtime } }
})

afterEach(() => rm(runtime, { recursive: true }))

const root: Identity = { userId: 0, env: {} }
const nobody: Identity = { userId: 1000, env: { HOME: '/home/me' } }

const path = (uri: string, identity: Identity, readOnly = false): Promise<string> =>
  socketPath(parseUri(uri), identity, readOnly)

describe('socketPath', () => {
  it.each([
    ['qemu:///system?mode=legacy', nobody, false, '/var/run/libvirt/libvirt-sock'],
    ['qemu:///system?mode=legacy', nobody, true, '/var/run/libvirt/libvirt-sock-ro'],
    ['qemu:///system?mode=direct', root, true, '/var/run/libvirt/virtqemud-sock-ro'],
    ['lxc:///system?mode=direct', root, false, '/var/run/libvirt/virtlxcd-sock'],
    ['qemu:///session?mode=legacy', root, false, '/var/run/libvirt/libvirt-sock'],
    ['qemu:///session', nobody, false, '/home/me/.cache/libvirt/libvirt-sock'],
    ['qemu:///session', nobody, true, '/home/me/.cache/libvirt/libvirt-sock'],
    ['test:///default', nobody, false, '/home/me/.cache/libvirt/libvirt-sock'],
    ['test:///default?mode=legacy', root, false, '/var/run/libvirt/libvirt-sock'],
    ['qemu:///system?socket=/my/sock', nobody, true, '/my/sock'],
  ])('of %s', async (uri, identity, readOnly, expected) => {
    expect(await path(uri, identity, readOnly)).toBe(expected)
  })

  it('is that of the modular daemon where there is one', async () => {
    const legacy = join(runtime, 'libvirt/libvirt-sock')
    const modular = join(runtime, 'libvirt/virtqemud-sock')
    expect(await path('qemu:///session', person)).toBe(legacy)
    await writeFile(legacy, '')
    await writeFile(modular, '')
    expect(await path('qemu:///session', person)).toBe(modular)
    expect(await path('qemu:///session?mode=legacy', person)).toBe(legacy)
    expect(await path('test:///default', person)).toBe(legacy)
  })

  it('does not exist for modes that make no sense', async () => {
    await expect(path('qemu:///system?mode=odd', person)).rejects.toBeInstanceOf(UriError)
    await expect(path('test:///default?mode=direct', person)).rejects.toBeInstanceOf(UriError)
  })
})
