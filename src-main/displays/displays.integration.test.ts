import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startPrivateSshd, type PrivateSshd } from '../libvirt/testing/private-sshd'
import { guestXml, writeBootDisk } from '../libvirt/testing/boot-sector-guest'
import { openPlace, remote } from '../libvirt'
import { furtherConnections } from '../hosts/further-connections'
import { startPrivateHost } from '../testing/private-host'
import { serveHost, until, type ServedHost } from '../testing/served-host'
import { chooseDisplay } from './choose-display'
import { DisplaySessions } from './display-sessions'
import { takePicture } from './take-picture'
import { Thumbnails } from './thumbnails'
import { TestDisplayWindow } from './testing/test-display-window'
import { defineTypewriter } from './testing/typewriter-guest'

const TCP = `<graphics type='vnc' autoport='yes' listen='127.0.0.1'/>`

const { daemon, host: served } = await startPrivateHost()
const windows = new Set<TestDisplayWindow>()

const idOf = (name: string, host = served): Promise<string> =>
  until(() => host.services.inventory.snapshot().machines.find((it) => it.name === name)?.id)

/** Defines a machine and starts it; answers its id. */
const run = async (name: string, graphics: string): Promise<string> => {
  await defineTypewriter(daemon, name, graphics)
  await daemon.virsh('start', name)
  const id = await idOf(name)
  await until(() => served.services.inventory.get(id)?.state === 'running')
  return id
}

const show = (id: string, host = served): TestDisplayWindow => {
  const window = new TestDisplayWindow()
  windows.add(window)
  host.services.displays.show(id, window.port)
  return window
}

/** Types on a machine's keyboard once it waits for keys, and resolves when it has heard them. */
const typeAndHear = async (
  id: string,
  window: TestDisplayWindow,
  text: string,
  host = served,
): Promise<void> => {
  const { connection, dom } = host.services.reach(id)
  const own = await connection.sibling()
  const stream = await own.openStream(remote.domainOpenConsole, { dom, devName: null, flags: 0 })
  let heard = ''
  let hasTyped = false
  for await (const bytes of stream) {
    if (!hasTyped) window.client.type(text)
    hasTyped = true
    heard += bytes.toString('latin1').replace(/[.!]/g, '')
    if (heard === text) break
  }
  await own.close()
}

/** Waits for a frame with something on it. */
const showsSomething = async (window: TestDisplayWindow): Promise<void> => {
  await window.client.connect()
  for (;;) {
    const { pixels } = await window.client.frame()
    if (new Set(pixels).size > 1) return
  }
}

beforeAll(async () => {})

afterEach(() => {
  for (const window of windows) window.close()
  windows.clear()
})

describe('a VNC display', () => {
  it.each([
    ['a port of the host’s choice', 'by-port', () => TCP],
    [
      'a unix socket',
      'by-socket',
      () =>
        `<graphics type='vnc'><listen type='socket' socket='${daemon.env['XDG_RUNTIME_DIR']}/vnc'/></graphics>`,
    ],
  ])('on %s shows the guest and takes its keys', async (_, name, graphics) => {
    const id = await run(name, graphics())
    expect(await chooseDisplay(served.services.reachDisplay(id))).toEqual({ type: 'vnc' })
    const window = show(id)
    await window.reach('connected')
    expect(window.status).toMatchObject({ line: 1, isPrivate: true })
    await showsSomething(window)
    await typeAndHear(id, window, 'typed')
    await daemon.virsh('destroy', name)
  })

  it('waits while the machine is off, and comes back at its new port when it starts', async () => {
    const id = await run('restarted', TCP)
    const window = show(id)
    await window.reach('connected')
    const address = (await daemon.virsh('vncdisplay', 'restarted')).trim()
    await daemon.virsh('destroy', 'restarted')
    await window.reach('waiting')
    // Somebody else has the old port now, so the machine gets another.
    const oldPort = 5900 + Number(address.slice(address.indexOf(':') + 1))
    const other = await new Promise<Server>((resolve, reject) => {
      const server = createServer().listen(oldPort, '127.0.0.1', () => resolve(server))
      server.once('error', reject)
    })
    await daemon.virsh('start', 'restarted')
    await window.reach('connected')
    other.close()
    expect((await daemon.virsh('vncdisplay', 'restarted')).trim()).not.toBe(address)
    expect(window.line).toBe(2)
    // What was under way to the line before gets nowhere.
    window.ask({ type: 'input', line: 1, bytes: Buffer.from('not the protocol at all') })
    await showsSomething(window)
    await daemon.virsh('destroy', 'restarted')
  })

  it('tells its password, once it is asked, and not after it was refused', async () => {
    const id = await run('locked', `<graphics type='vnc' autoport='yes' passwd='sec ret'/>`)
    const window = show(id)
    await window.reach('connected')
    window.ask({ type: 'password', line: 1 })
    await window.until(() => window.passwords.length === 1)
    window.ask({ type: 'refuse', line: 1, reason: { kind: 'not-let-in', words: 'wrong' } })
    await window.reach('failed')
    expect(window.status).toMatchObject({
      failure: { code: 'auth-failed', cause: { text: 'wrong' } },
    })
    window.ask({ type: 'open' })
    await window.reach('connected')
    window.ask({ type: 'password', line: 2 })
    await window.until(() => window.passwords.length === 2)
    expect(window.passwords).toEqual(['sec ret', null])
    await daemon.virsh('destroy', 'locked')
  })

  it('that listens nowhere is said to, and what to do about it', async () => {
    const id = await run('deaf', `<graphics type='vnc'><listen type='none'/></graphics>`)
    const window = show(id)
    await window.reach('failed')
    expect(window.status).toMatchObject({
      failure: {
        code: 'unsupported',
        message: 'Could not show the display of deaf: its display listens nowhere',
      },
    })
    await daemon.virsh('destroy', 'deaf')
  })
})

describe('a machine without a display', () => {
  it('says what it can have instead', async () => {
    await defineTypewriter(daemon, 'blind', '')
    const choosing = chooseDisplay(served.services.reachDisplay(await idOf('blind')))
    await expect(choosing).rejects.toMatchObject({
      code: 'unsupported',
      message: 'blind has no graphical display',
    })
  })
})

describe('what listens and is no VNC', () => {
  let server: Server
  let said: string | null

  beforeAll(async () => {
    server = createServer((socket) => {
      if (said === null) socket.end()
      else socket.write(said)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })

  afterAll(() => server.close())

  const showImpostor = (): TestDisplayWindow => {
    const { port } = server.address() as { port: number }
    const window = new TestDisplayWindow()
    windows.add(window)
    const machine = {
      id: 'h/1',
      hostId: 'h',
      uuid: '1',
      name: 'impostor',
      state: 'running',
    } as const
    const xml = `<domain id='1'><devices><graphics type='vnc' port='${port}'/></devices></domain>`
    const sessions = new DisplaySessions(
      () => ({
        machine,
        readXml: () => Promise.resolve(xml),
        openPlace: (place) => openPlace(daemon.uri(), place),
        placeFromHere: (place) => Promise.resolve(place),
      }),
      pino({ level: 'silent' }),
    )
    sessions.show(machine.id, window.port)
    return window
  }

  it('is not spoken to', async () => {
    said = 'HTTP/1.1 400 Bad Request\r\n'
    const window = showImpostor()
    await window.reach('failed')
    expect(window.status).toMatchObject({
      failure: { message: 'Could not show the display of impostor: what listens is no VNC' },
    })
  })

  it('is tried again where it hangs up', async () => {
    said = null
    const window = showImpostor()
    await window.reach('failed')
    expect(window.status).toMatchObject({ failure: { code: 'connection-lost' } })
    said = 'RFB 003.008\n'
    await window.reach('connected')
  })
})

describe('over SSH', () => {
  let sshd: PrivateSshd
  let afar: ServedHost

  beforeAll(async () => {
    sshd = await startPrivateSshd(daemon)
    afar = await serveHost(sshd.uri('qemu', '/session'))
  })

  afterAll(async () => {
    await afar.close()
    await sshd.stop()
  })

  it.each([
    ['a port', 'ssh-port', () => TCP],
    [
      'a unix socket',
      'ssh-socket',
      () => `<graphics type='vnc' socket='${daemon.env['XDG_RUNTIME_DIR']}/ssh-vnc'/>`,
    ],
  ])(
    '%s is reached within the one connection, as its serial port is',
    async (_, name, graphics) => {
      await run(name, graphics())
      const id = await idOf(name, afar)
      const window = show(id, afar)
      await window.reach('connected')
      await showsSomething(window)
      await typeAndHear(id, window, 'ssh', afar)
      expect(sshd.logins).toBe(1)
      await daemon.virsh('destroy', name)
    },
  )
})

describe('a SPICE display', () => {
  let path: string | undefined

  beforeAll(() => {
    path = process.env['PATH']
    // Whoever has a viewer must not see it open.
    process.env['PATH'] = `${daemon.directory}/bin`
  })

  afterAll(() => {
    process.env['PATH'] = path
  })

  const open = async (id: string): Promise<void> => {
    const machine = served.services.reachDisplay(id)
    const chosen = await chooseDisplay(machine)
    if (chosen.type !== 'spice') throw new Error('SPICE was not chosen')
    await served.services.spiceViewers.open(machine, chosen.display)
  }

  it('is handed to remote-viewer, by a file that nobody else can read', async () => {
    const id = await run('spicy', `<graphics type='spice' autoport='yes' passwd='sec ret'/>`)
    await expect(open(id)).rejects.toMatchObject({
      code: 'unsupported',
      remedies: ['sudo apt install virt-viewer'],
    })
    // The password does not lie around.
    const { folder } = served.services.spiceViewers
    await until(() => readdirSync(folder).length === 0)

    const viewer = join(daemon.directory, 'bin', 'remote-viewer')
    const told = join(daemon.directory, 'told')
    await mkdir(join(daemon.directory, 'bin'))
    // It reads the file as the viewer does, and deletes it.
    await writeFile(
      viewer,
      `#!/bin/sh\nPATH=/usr/bin:/bin\nstat -c %a "$1" >${told}.new\ncat "$1" >>${told}.new\nrm "$1"\nmv ${told}.new ${told}\n`,
    )
    await chmod(viewer, 0o755)
    await open(id)
    await until(() => existsSync(told))
    expect(readFileSync(told, 'utf8')).toMatch(
      /^600\n\[virt-viewer\]\ntype=spice\nhost=127.0.0.1\nport=\d+\npassword=sec ret\ntitle=spicy\n/,
    )
    await daemon.virsh('destroy', 'spicy')
  })
})

describe('a picture', () => {
  it('is taken of the screen as it is now', async () => {
    const id = await run('pictured', TCP)
    const { connection, dom } = served.services.reach(id)
    for (let size = ''; size !== '720 × 400';) {
      const { mime, bytes } = await takePicture(connection, dom)
      expect(mime).toBe('image/png')
      // Where a PNG says its size; the BIOS sets the awaited one when it has something to say.
      size = `${bytes.readUInt32BE(16)} × ${bytes.readUInt32BE(20)}`
    }
    await daemon.virsh('destroy', 'pictured')
  })
})

describe('small pictures for a list', () => {
  it('are taken of few machines at a time, and one that hangs holds up nobody', async () => {
    const ids = [await run('small-1', TCP), await run('small-2', TCP), await run('small-3', TCP)]
    const [one = '', two = '', three = ''] = ids
    const { reach, hosts } = served.services
    const pictures = new Thumbnails({ reach, ...furtherConnections(hosts), patienceMs: 2000 })
    const [first, again, second, third] = await Promise.allSettled([
      pictures.take(one),
      pictures.take(one),
      pictures.take(two),
      pictures.take(three),
    ])
    expect([first.status, second.status]).toEqual(['fulfilled', 'fulfilled'])
    const busy = { status: 'rejected', reason: { cause: { code: 'busy' } } }
    expect([again, third]).toMatchObject([busy, busy])

    const pid = Number(
      readFileSync(join(daemon.directory, 'run', 'libvirt', 'qemu', 'run', 'small-1.pid'), 'utf8'),
    )
    process.kill(pid, 'SIGSTOP')
    try {
      const hung = pictures.take(one).then(
        () => 'a picture',
        (error: unknown) => String(error),
      )
      expect((await pictures.take(two)).bytes.length).toBeGreaterThan(0)
      // What lists and starts machines does not wait for it either.
      await served.connection.call(remote.connectGetVersion, {})
      expect(await hung).toContain('Could not take a picture of small-1')
      expect((await pictures.take(three)).bytes.length).toBeGreaterThan(0)
    } finally {
      process.kill(pid, 'SIGCONT')
    }
    for (const name of ['small-1', 'small-2', 'small-3']) await daemon.virsh('destroy', name)
  })

  it('are refused by a machine without a screen', async () => {
    const disk = join(daemon.directory, 'screenless.img')
    await writeBootDisk(disk, 'typewriter')
    const file = join(daemon.directory, 'screenless.xml')
    await writeFile(file, guestXml('screenless', disk, ''))
    await daemon.virsh('define', file)
    await daemon.virsh('start', 'screenless')
    const id = await idOf('screenless')
    await expect(served.services.thumbnails.take(id)).rejects.toThrow(
      'Could not take a picture of screenless',
    )
    await daemon.virsh('destroy', 'screenless')
  })
})
