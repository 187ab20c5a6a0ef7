import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { connect, remote, TransportError, type ConnectOptions } from '../index'
import { preparePrivateDaemon, type PrivateDaemon } from '../testing/private-daemon'

let daemon: PrivateDaemon
let path: string

beforeEach(async () => {
  daemon = await preparePrivateDaemon()
  path = join(daemon.directory, 'libvirtd')
  const { uid, gid } = daemon.user
  // Tests that root runs are of a daemon that somebody else runs.
  const switchUser =
    process.geteuid?.() === 0 ? `setpriv --reuid ${uid} --regid ${gid} --clear-groups` : ''
  await writeFile(path, `#!/bin/sh\nexec ${switchUser} /usr/sbin/libvirtd "$@"\n`)
  await chmod(path, 0o755)
})

afterEach(() => daemon.dispose())

const as = (env: Record<string, string>): ConnectOptions => ({
  identity: { userId: daemon.user.uid, env: { ...daemon.env, ...env } },
})

const endStarted = async (): Promise<void> => {
  const file = join(daemon.directory, 'run/libvirt/libvirtd.pid')
  const pid = Number(await readFile(file, 'utf8'))
  process.kill(pid)
  const isGone = (): boolean => {
    try {
      return !process.kill(pid, 0)
    } catch {
      return true
    }
  }
  await vi.waitFor(() => expect(isGone()).toBe(true), 10_000)
}

describe('the daemon of a person', () => {
  it.each(['qemu:///session', 'test:///default'])('is started for %s', async (uri) => {
    const options = as({ LIBVIRT_AUTOSTART: '1', LIBVIRTD_PATH: path })
    const [first, second] = await Promise.all([connect(uri, options), connect(uri, options)])
    try {
      expect(first.uri).toBe(uri)
      expect(await second.call(remote.connectGetUri, {})).toEqual({ uri })
    } finally {
      await Promise.all([first.close(), second.close()])
      await endStarted()
    }
  })

  it.each([
    ['it is told not to', 'qemu:///session', { LIBVIRT_AUTOSTART: '0' }],
    ['the machine’s own is asked for', 'bhyve:///system?mode=direct', {}],
    ['a socket is named', 'qemu:///session?socket=/nonexistent', {}],
    ['it cannot run', 'qemu:///session', { LIBVIRTD_PATH: '/nonexistent' }],
  ])('is not started when %s', async (_, uri, env) => {
    const attempt = connect(uri, as({ LIBVIRT_AUTOSTART: '1', LIBVIRTD_PATH: path, ...env }))
    await expect(attempt).rejects.toBeInstanceOf(TransportError)
    await expect(attempt).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
