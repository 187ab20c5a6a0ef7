import { execFile } from 'node:child_process'
import { chmod, mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  closeSshConnections,
  connect,
  remote,
  type Connection,
  type ConnectOptions,
} from '../index'
import { startPrivateDaemon, type PrivateDaemon } from '../testing/private-daemon'
import { freePort } from '../testing/free-port'
import { startPrivateSshd, type PrivateSshd } from '../testing/private-sshd'

const run = promisify(execFile)

let daemon: PrivateDaemon
let sshd: PrivateSshd
const connections = new Set<Connection>()

beforeAll(async () => {
  daemon = await startPrivateDaemon()
  sshd = await startPrivateSshd(daemon)
})

afterEach(async () => {
  await Promise.all([...connections].map((connection) => connection.close()))
  connections.clear()
})

afterAll(async () => {
  await sshd.stop()
  await daemon.dispose()
})

const attempt = async (uri: string, options?: ConnectOptions): Promise<Connection> => {
  const connection = await connect(uri, options)
  connections.add(connection)
  return connection
}

describe('over SSH', () => {
  it('the helper leads to the daemon of the person who logs in', async () => {
    const connection = await attempt(sshd.uri('qemu', '/session'))
    expect(connection.uri).toBe('qemu:///session')
    expect(connection.facts.isPrivate).toBe(true)
    expect(await connection.call(remote.connectGetType, {})).toEqual({ type: 'QEMU' })
  })

  it('netcat leads to a socket', async () => {
    const connection = await attempt(sshd.uri('test', '/default', { socket: daemon.socket }))
    expect(await connection.call(remote.connectGetType, {})).toEqual({ type: 'TEST' })
  })

  it('much goes both ways', async () => {
    const connection = await attempt(sshd.uri('test', '/default', { socket: daemon.socket }))
    const { dom } = await connection.call(remote.domainLookupByName, { name: 'test' })
    const texts = await Promise.all(
      Array.from({ length: 300 }, () =>
        connection.call(remote.domainGetXmlDesc, { dom, flags: 0 }),
      ),
    )
    for (const { xml } of texts) expect(xml).toContain('<name>test</name>')
  })

  it('a connection that is closed leaves no process behind', async () => {
    const connection = await attempt(sshd.uri('qemu', '/session'))
    await connection.close()
    const processes = (): number =>
      process.getActiveResourcesInfo().filter((name) => name === 'ProcessWrap').length
    // The daemon and sshd are ours, too.
    await expect.poll(processes).toBe(2)
  })
})

describe('on a host without virt-ssh-helper', () => {
  let bare: PrivateSshd
  let path: string

  const provide = async (...programs: readonly string[]): Promise<void> => {
    await rm(path, { recursive: true, force: true })
    await mkdir(path)
    for (const program of programs) {
      const { stdout } = await run('sh', ['-c', `command -v ${program}`])
      await symlink(stdout.trim(), join(path, program))
    }
  }

  beforeAll(async () => {
    path = join(daemon.directory, 'few-programs')
    bare = await startPrivateSshd(daemon, { path })
  })

  afterAll(() => bare.stop())

  const uri = (): string => bare.uri('test', '/default', { proxy: 'auto', socket: daemon.socket })

  it('netcat is used by itself', async () => {
    await provide('sh', 'grep', 'nc')
    const connection = await attempt(uri())
    expect(await connection.call(remote.connectGetType, {})).toEqual({ type: 'TEST' })
    const asked = attempt(bare.uri('test', '/default', { proxy: 'native' }))
    await expect(asked).rejects.toMatchObject({ code: 'NO_HELPER' })
  })

  it('and without netcat it is said what is missing', async () => {
    await provide('sh', 'grep')
    await expect(attempt(uri())).rejects.toMatchObject({ code: 'NO_HELPER' })
  })
})

describe('with a control directory', () => {
  it('all connections to a host log in once', async () => {
    const controlDirectory = join(daemon.directory, 'c')
    await mkdir(controlDirectory, { mode: 0o700 })
    const before = { logins: sshd.logins, sessions: sshd.sessions }
    const options = { ssh: { controlDirectory } }
    const uri = sshd.uri('qemu', '/session')
    const opened = await Promise.all([1, 2, 3].map(() => attempt(uri, options)))
    opened.push(await (opened[0]?.sibling() ?? attempt(uri, options)))
    for (const connection of opened) {
      expect(await connection.call(remote.connectGetType, {})).toEqual({ type: 'QEMU' })
    }
    expect(sshd.logins - before.logins).toBe(1)
    expect(sshd.sessions - before.sessions).toBe(4)

    await opened[0]?.close()
    expect(await opened[1]?.call(remote.connectGetType, {})).toEqual({ type: 'QEMU' })
    await Promise.all(opened.map((connection) => connection.close()))
    expect(await readdir(controlDirectory)).toHaveLength(1)
    await closeSshConnections(controlDirectory)
    await vi.waitFor(async () => expect(await readdir(controlDirectory)).toEqual([]), 20_000)
  })
})

describe('a way that SSH does not find', () => {
  it('because the host key has changed is refused, with what to do about it', async () => {
    const knownHosts = join(sshd.directory, 'changed_hosts')
    const other = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJVvJ+u8aUV8Qh6S7G9vVjKQ2y1r0d6W3n9oQm1ZkP0a'
    await writeFile(knownHosts, `[127.0.0.1]:${sshd.port} ${other}\n`)
    const refused = attempt(sshd.uri('qemu', '/session', { known_hosts: knownHosts }))
    await expect(refused).rejects.toMatchObject({
      name: 'TransportError',
      code: 'HOST_KEY_CHANGED',
    })
    await expect(refused).rejects.toThrow('ssh-keygen -R')
  })

  it('because the host is not known is refused, unless somebody confirms it', async () => {
    const knownHosts = join(sshd.directory, 'no_hosts')
    const uri = sshd.uri('qemu', '/session', { known_hosts: knownHosts })
    await expect(attempt(uri)).rejects.toMatchObject({ code: 'HOST_KEY_UNKNOWN' })

    const program = join(sshd.directory, 'askpass')
    const asked = join(sshd.directory, 'asked')
    await writeFile(program, `#!/bin/sh\necho "$1" > "$ASKED"\necho yes\n`)
    await chmod(program, 0o755)
    const ssh = { askpass: { program, env: { ASKED: asked } } }
    const connection = await attempt(uri, { ssh })
    expect(await connection.call(remote.connectGetType, {})).toEqual({ type: 'QEMU' })
    expect(await readdir(sshd.directory)).toContain('asked')
  })

  it('because the key does not fit is an error of authentication', async () => {
    const refused = attempt(sshd.uri('qemu', '/session', { keyfile: '/nonexistent' }))
    await expect(refused).rejects.toMatchObject({ name: 'AuthenticationError' })
  })

  it('because nobody listens is named', async () => {
    const uri = sshd.uri('qemu', '/session').replace(`:${sshd.port}`, `:${await freePort()}`)
    await expect(attempt(uri)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  it('because no daemon is there is named', async () => {
    const refused = attempt(sshd.uri('qemu', '/system', { socket: '/nonexistent' }))
    await expect(refused).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('because there is no ssh is named', async () => {
    const refused = attempt(sshd.uri('qemu', '/session', { command: '/nonexistent' }))
    await expect(refused).rejects.toMatchObject({ name: 'TransportError', code: 'ENOENT' })
  })
})

describe('a connection whose SSH dies', () => {
  it('says so', async () => {
    const own = await startPrivateSshd(daemon)
    const connection = await attempt(own.uri('qemu', '/session'))
    const pid = (await daemon.runAs('pgrep', '-P', String(own.process.pid))).trim()
    await daemon.runAs('kill', ...pid.split('\n'))
    expect(await connection.closed).toMatchObject({ kind: 'hung-up' })
    await own.stop()
  })
})
