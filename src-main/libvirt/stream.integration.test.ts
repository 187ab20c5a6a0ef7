import { createHash, randomBytes } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  connect,
  ConnectionLost,
  LibvirtError,
  remote,
  type Connection,
  type DomainRef,
  type LibvirtStream,
  type StoragePoolRef,
  type StorageVolumeRef,
} from './index'
import { guestXml, writeBootDisk } from './testing/boot-sector-guest'
import { startPrivateDaemon, type PrivateDaemon } from './testing/private-daemon'

let daemon: PrivateDaemon
let connection: Connection
let pool: StoragePoolRef

beforeAll(async () => {
  daemon = await startPrivateDaemon()
  connection = await connect(daemon.uri())
  const path = join(daemon.env['HOME'] ?? '', 'pool')
  await daemon.runAs('mkdir', path)
  const xml = `<pool type='dir'><name>p</name><target><path>${path}</path></target></pool>`
  ;({ pool } = await connection.call(remote.storagePoolCreateXml, { xml, flags: 0 }))
})

afterAll(async () => {
  await connection.close()
  await daemon.dispose()
})

const digest = (...parts: Buffer[]): string => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

describe('a volume', () => {
  const createVolume = async (name: string, bytes: number): Promise<StorageVolumeRef> => {
    const xml = `<volume><name>${name}</name><capacity>${bytes}</capacity></volume>`
    return (await connection.call(remote.storageVolCreateXml, { pool, xml, flags: 0 })).vol
  }
  const whole = (vol: StorageVolumeRef) => ({ vol, offset: 0n, length: 0n, flags: 0 })

  it('is written and read back, byte for byte, while calls go on beside it', async () => {
    const content = randomBytes(24 * 1_048_576 + 12_345)
    const vol = await createVolume('data', content.length)
    const beside = await connection.sibling()

    const upload = await beside.openStream(remote.storageVolUpload, whole(vol))
    for (let at = 0; at < content.length; at += 1_000_000) {
      await upload.write(content.subarray(at, at + 1_000_000))
      await connection.call(remote.connectGetType, {})
    }
    await upload.finish()
    expect(await upload.closed).toEqual({ how: 'finished' })
    expect(digest(await readFile(vol.key))).toBe(digest(content))

    const download = await beside.openStream(remote.storageVolDownload, whole(vol))
    const chunks: Buffer[] = []
    for await (const chunk of download) chunks.push(chunk)
    expect(digest(...chunks)).toBe(digest(content))
    expect(await download.closed).toEqual({ how: 'finished' })

    const [first, second] = await Promise.all(
      [1, 2].map(async () => {
        const stream = await beside.openStream(remote.storageVolDownload, whole(vol))
        const parts: Buffer[] = []
        for await (const part of stream) parts.push(part)
        return digest(...parts)
      }),
    )
    expect([first, second]).toEqual([digest(content), digest(content)])
    await beside.close()
  })

  it('is read sparsely, and written so', async () => {
    const vol = await createVolume('sparse', 8_388_608)
    const sparse = { ...whole(vol), flags: 1 }
    const hole = 4_194_304n
    const upload = await connection.openStream(remote.storageVolUpload, sparse)
    await upload.write(Buffer.alloc(65_536, 1))
    await upload.writeHole({ hole })
    await upload.write(Buffer.alloc(65_536, 2))
    await upload.finish()
    expect((await stat(vol.key)).size).toBe(Number(hole) + 131_072)
    const download = await connection.openStream(remote.storageVolDownload, sparse)
    // Where the file system cannot tell holes, they come as the zeroes that they are.
    const parts: Buffer[] = []
    for await (const part of download.sparse()) {
      parts.push('hole' in part ? Buffer.alloc(Number(part.hole)) : part)
    }
    expect(digest(...parts)).toBe(digest(await readFile(vol.key)))
  })

  it('can be left in the middle of reading and of writing', async () => {
    const vol = await createVolume('left', 16_777_216)
    const download = await connection.openStream(remote.storageVolDownload, whole(vol))
    for await (const chunk of download) {
      expect(chunk.length).toBeGreaterThan(0)
      break
    }
    expect(await download.closed).toEqual({ how: 'aborted' })
    const upload = await connection.openStream(remote.storageVolUpload, whole(vol))
    await upload.write(Buffer.alloc(1_000_000))
    upload.abort()
    await expect(upload.write(Buffer.alloc(1))).rejects.toMatchObject({ name: 'Cancelled' })
    await connection.call(remote.storageVolDelete, { vol, flags: 0 })
  })

  it('that takes no more breaks the upload off from its side', async () => {
    const vol = await createVolume('small', 1_048_576)
    const upload = await connection.openStream(remote.storageVolUpload, {
      ...whole(vol),
      length: 4096n,
    })
    const flooding = async (): Promise<void> => {
      for (let i = 0; i < 1000; i++) await upload.write(Buffer.alloc(262_120))
      await upload.finish()
    }
    await expect(flooding()).rejects.toBeInstanceOf(LibvirtError)
    expect((await upload.closed).how).toBe('failed')
    expect(await connection.call(remote.connectGetType, {})).toEqual({ type: 'QEMU' })
  })

  it('whose reader stalls stops its own connection, no other, and loses nothing', async () => {
    const content = randomBytes(24 * 1_048_576)
    const vol = await createVolume('stalled', content.length)
    const upload = await connection.openStream(remote.storageVolUpload, whole(vol))
    await upload.write(content)
    await upload.finish()

    const beside = await connect(daemon.uri(), { keepaliveIntervalMs: 20, keepaliveCount: 2 })
    const download = await beside.openStream(remote.storageVolDownload, whole(vol))
    await sleep(300)
    expect(await connection.call(remote.connectGetType, {})).toEqual({ type: 'QEMU' })
    const held = beside.call(remote.connectGetType, {}, { deadlineMs: 50 })
    await expect(held).rejects.toMatchObject({ name: 'DeadlineExceeded' })
    const chunks: Buffer[] = []
    for await (const chunk of download) chunks.push(chunk)
    expect(digest(...chunks)).toBe(digest(content))
    expect(await beside.call(remote.connectGetType, {})).toEqual({ type: 'QEMU' })
    await beside.close()
  })
})

describe('a console', () => {
  const start = async (name: 'echo' | 'flood'): Promise<DomainRef> => {
    const disk = join(daemon.directory, `${name}.img`)
    await writeBootDisk(disk, name)
    const xml = guestXml(name, disk)
    return (await connection.call(remote.domainCreateXml, { xmlDesc: xml, flags: 0 })).dom
  }

  const openConsole = (dom: DomainRef): Promise<LibvirtStream<object>> =>
    connection.openStream(remote.domainOpenConsole, { dom, devName: null, flags: 0 })

  afterEach(async () => {
    const { domains } = await connection.call(remote.connectListAllDomains, {
      needResults: true,
      flags: 1,
    })
    for (const dom of domains) await connection.call(remote.domainDestroyFlags, { dom, flags: 0 })
  })

  const readUntil = async (stream: AsyncIterator<Buffer>, end: string): Promise<string> => {
    let seen = ''
    while (!seen.includes(end)) {
      const { value, done } = await stream.next()
      if (done) throw new Error(`the console ended after "${seen}"`)
      seen += value.toString()
    }
    return seen
  }

  it('carries what is typed and what the guest says, and ends with the machine', async () => {
    const dom = await start('echo')
    const stream = await openConsole(dom)
    const reader = stream[Symbol.asyncIterator]()
    for (const line of ['first', 'second']) {
      await stream.write(Buffer.from(`${line};`))
      expect(await readUntil(reader, ';')).toContain(line)
    }
    const second = openConsole(dom)
    await expect(second).rejects.toBeInstanceOf(LibvirtError)
    await connection.call(remote.domainDestroyFlags, { dom, flags: 0 })
    while (!(await reader.next().catch(() => ({ done: true }))).done);
    expect((await stream.closed).how).toMatch(/finished|failed/)
    expect(connection.isOpen).toBe(true)
  })

  it('can be closed and opened again', async () => {
    const dom = await start('echo')
    for (let i = 0; i < 3; i++) {
      const stream = await openConsole(dom)
      await stream.write(Buffer.from('?;'))
      await readUntil(stream[Symbol.asyncIterator](), ';')
      stream.abort()
      expect(await stream.closed).toEqual({ how: 'aborted' })
    }
    expect(await connection.call(remote.connectGetType, {})).toEqual({ type: 'QEMU' })
  })

  it('that floods does not keep a call of the same connection from its answer', async () => {
    const dom = await start('flood')
    const stream = await openConsole(dom)
    let seen = 0
    for await (const chunk of stream) {
      seen += chunk.length
      await connection.call(remote.domainGetState, { dom, flags: 0 })
      if (seen > 500_000) break
    }
    expect(await stream.closed).toEqual({ how: 'aborted' })
  })

  it('fails when the daemon dies', async () => {
    const own = await startPrivateDaemon()
    try {
      const lost = await connect(own.uri())
      const disk = join(own.directory, 'echo.img')
      await writeBootDisk(disk, 'echo')
      const xmlDesc = guestXml('echo', disk)
      const { dom } = await lost.call(remote.domainCreateXml, { xmlDesc, flags: 0 })
      const stream = await lost.openStream(remote.domainOpenConsole, {
        dom,
        devName: null,
        flags: 0,
      })
      const readToEnd = async (): Promise<number> => {
        let bytes = 0
        for await (const chunk of stream) bytes += chunk.length
        return bytes
      }
      const reading = readToEnd().catch((error: unknown) => error)
      await own.kill()
      expect(await reading).toBeInstanceOf(ConnectionLost)
      await own.start()
    } finally {
      await own.dispose()
    }
  })
})
