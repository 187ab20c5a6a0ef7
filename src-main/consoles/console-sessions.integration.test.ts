import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import pino from 'pino'
import type { Machine } from '../../src-preload/contract/machine'
import {
  connect,
  ConsoleFlags,
  DomainLifecycleEvent,
  remote,
  type Connection,
  type LibvirtStream,
} from '../libvirt'
import { startPrivateDaemon, type PrivateDaemon } from '../libvirt/testing/private-daemon'
import { ConsoleSessions } from './console-sessions'
import { HIGH_WATER_BYTES } from './console-viewer'
import { defineConsoleGuest, inState } from './testing/console-guest'
import { TestWindow } from './testing/test-window'

const log = pino({ enabled: false })
const PROMPT = '# '

const md5 = (text: string): string => createHash('md5').update(text).digest('hex')

/** What may lie between the guest and a window that draws nothing: queues, sockets, terminals. */
const MOST_UNDER_WAY = HIGH_WATER_BYTES + 2 * 1024 * 1024

describe('serial consoles of a real machine', () => {
  let daemon: PrivateDaemon
  let connection: Connection
  let machine: Machine
  let sessions: ConsoleSessions
  let window: TestWindow

  const show = (device: string | null = null): TestWindow => {
    const shown = new TestWindow()
    sessions.open(machine.id, device).show(shown.port)
    return shown
  }

  const reach = (state: string): Promise<void> => window.until(() => window.status?.state === state)

  /** Types a line and resolves with what the guest said up to its next prompt. */
  const answerTo = async (line: string, shown = window): Promise<string> => {
    const mark = shown.receivedBytes + line.length
    shown.type(`${line}\r`)
    await shown.until(() => shown.textSince(mark).includes(PROMPT))
    return shown.textSince(mark)
  }

  const logIn = async (shown: TestWindow, mark: number): Promise<void> => {
    await shown.until(() => shown.textSince(mark).includes('login: '))
    await answerTo('root', shown)
  }

  /** Tells the sessions what the host tells, as the inventory does. */
  const follow = async (): Promise<void> => {
    connection = await connect(daemon.uri())
    await connection.subscribe('domainLifecycle', ({ event }) => {
      if (event === DomainLifecycleEvent.started) machine = inState(machine, 'running')
      else if (event === DomainLifecycleEvent.stopped) machine = inState(machine, 'shutOff')
      else return
      sessions.follow({ changed: [machine], removed: [] })
    })
  }

  beforeAll(async () => {
    daemon = await startPrivateDaemon()
    machine = await defineConsoleGuest(daemon, 'voyager')
    sessions = new ConsoleSessions(
      () => ({ machine, openConnection: () => connect(daemon.uri()) }),
      log,
    )
    await follow()
    window = show()
    await daemon.virsh('start', machine.name)
    await logIn(window, 0)
  })

  afterAll(async () => {
    await sessions.close()
    window.close()
    await connection.close()
    await daemon.dispose()
  })

  it('waits while the machine is off, attaches when it starts, and logs in', async () => {
    expect(window.statuses.map(({ state }) => state)).toEqual(['waiting', 'attaching', 'connected'])
    expect(await answerTo('echo $((6 * 7)) is the answer')).toContain('\n42 is the answer\r\n')
  })

  it('loses nothing of half a megabyte, though the window draws by fits and starts', async () => {
    const sent = Array.from({ length: 90_000 }, (_, i) => `${i + 1}\n`)
      .join('')
      .slice(0, 500_000)
    const mark = window.receivedBytes
    window.draws = false
    const drawing = setInterval(() => window.draw(300_000), 200)
    window.type("stty -opost; seq 90000 | head -c 500000; stty opost; echo the''end\r")
    await window.until(() => /theend\r\n.*# /.test(window.textSince(-80)))
    clearInterval(drawing)
    window.draws = true
    const text = window.textSince(mark)
    const received = text.slice(text.indexOf('1\n2\n'), text.indexOf('theend'))
    expect(md5(received)).toBe(md5(sent))
  })

  it('lets Ctrl+C through a flood that the window does not keep up with', async () => {
    const before = window.receivedBytes
    window.draws = false
    window.type('yes a flood of output\r')
    await window.until(() => window.receivedBytes - before >= HIGH_WATER_BYTES)
    const interruptedAt = window.receivedBytes
    window.type('\x03')
    const drawing = setInterval(() => window.draw(HIGH_WATER_BYTES), 20)
    await window.until(() => window.textSince(-50).includes(PROMPT))
    clearInterval(drawing)
    window.draws = true
    expect(window.receivedBytes - interruptedAt).toBeLessThan(MOST_UNDER_WAY)
    expect(await answerTo('echo still here')).toContain('\nstill here')
  })

  // Not on ttyS0: a UART has no flow control, so a busy guest loses what comes too fast.
  it('takes a paste of 64 KiB whole, on another console of the same machine', async () => {
    const virtio = show('console1')
    await virtio.until(() => virtio.status?.state === 'connected')
    virtio.type('\r')
    await logIn(virtio, 0)
    const line = `${'0123456789abcdef'.repeat(4).slice(1)}\r`
    const paste = line.repeat(1024)
    await answerTo('stty -echo', virtio)
    const mark = virtio.receivedBytes
    virtio.type(`head -c ${paste.length} | md5sum\r`)
    virtio.type(paste)
    await virtio.until(() => /[0-9a-f]{32}  -/.test(virtio.textSince(mark)))
    expect(virtio.textSince(mark)).toContain(md5(paste.replaceAll('\r', '\n')))
    expect(window.status).toEqual({ state: 'connected' })
    await sessions.get(machine.id, 'console1')?.close()
  })

  it(
    'takes a paste of 64 KiB whole through its UART, and what is typed meanwhile behind it',
    { timeout: 180_000 },
    async () => {
      const paste = `${'0123456789abcdef'.repeat(4).slice(1)}\r`.repeat(1024)
      const started = window.receivedBytes
      window.type(`head -c ${paste.length} | md5sum\r`)
      await window.until(() => window.textSince(started).includes('md5sum\r\n'))
      window.request({ type: 'paste', bytes: Buffer.from(paste) })
      await window.until(() => window.pastes.length > 0)
      window.type('echo behind-$((1+1))\r')
      await window.until(() => /[0-9a-f]{32}  -[^]*\nbehind-2/.test(window.textSince(-400)))
      expect(window.textSince(-400)).toContain(md5(paste.replaceAll('\r', '\n')))
    },
  )

  it('shows a new window what the last one showed', async () => {
    const seen = window.textSince(-1000)
    window.close()
    window = show()
    await reach('connected')
    expect(window.textSince(-1000)).toBe(seen)
    expect(await answerTo('echo again')).toContain('\nagain')
  })

  it('stays through a reboot of the guest, with its history', { timeout: 120_000 }, async () => {
    window.type('reboot\r')
    await logIn(window, window.receivedBytes)
    expect(window.textSince(0).includes('still here')).toBe(true)
    expect(window.status).toEqual({ state: 'connected' })
  })

  it('comes back by itself when the daemon was killed and is there again', async () => {
    await connection.close()
    await daemon.kill()
    await reach('failed')
    await daemon.start()
    await reach('connected')
    await follow()
    expect(await answerTo('echo survived')).toContain('\nsurvived')
  })

  describe('in use elsewhere', () => {
    let other: Connection
    let stream: LibvirtStream

    const takeElsewhere = async (): Promise<void> => {
      other = await connect(daemon.uri())
      stream = await other.openStream(remote.domainOpenConsole, {
        dom: { name: machine.name, uuid: machine.uuid, id: -1 },
        devName: null,
        flags: ConsoleFlags.force,
      })
    }

    afterEach(async () => {
      await other.close()
    })

    it('is not taken back unasked, and taken over when asked', async () => {
      await takeElsewhere()
      await reach('in-use')
      expect(window.status).toMatchObject({
        failure: {
          code: 'in-use',
          cause: { code: 9 },
          hint: expect.stringContaining('take it over'),
        },
      })
      expect(stream.isOpen).toBe(true)

      window.request({ type: 'attach', takeOver: true })
      await reach('connected')
      expect(await stream.closed).toMatchObject({ how: 'failed' })
      expect(await answerTo('echo mine again')).toContain('\nmine again')
    })
  })

  it('waits when the machine stops, and comes back with its history when it starts', async () => {
    const statuses = window.statuses.length
    await daemon.virsh('destroy', machine.name)
    await reach('waiting')
    await daemon.virsh('start', machine.name)
    await reach('connected')
    const states = window.statuses.slice(statuses).map(({ state }) => state)
    expect(states.filter((state) => state !== 'attaching')).toEqual(['waiting', 'connected'])
    expect(window.textSince(0).includes('mine again')).toBe(true)
  })

  it('says what the host says of a device that is not there', async () => {
    const wrong = show('serial9')
    await wrong.until(() => wrong.status?.state === 'failed')
    expect(wrong.status).toMatchObject({
      failure: {
        message: 'Could not open the serial console of voyager',
        cause: { text: expect.stringContaining('cannot find character device serial9') },
      },
    })
    await sessions.get(machine.id, 'serial9')?.close()
  })
})

describe('serial consoles of a hypervisor that has none', () => {
  it('say so and do not try again', async () => {
    const daemon = await startPrivateDaemon()
    const machine: Machine = {
      id: 'test/1',
      hostId: 'test',
      uuid: '6695eb01-f6a4-8304-79aa-97f2502e193f',
      name: 'test',
      state: 'running',
    }
    const openConnection = (): Promise<Connection> => connect(daemon.uri('test', '/default'))
    const sessions = new ConsoleSessions(() => ({ machine, openConnection }), log)
    const window = new TestWindow()
    sessions.open(machine.id, null).show(window.port)
    await window.until(() => window.status?.state === 'failed')
    expect(window.status).toMatchObject({ failure: { code: 'unsupported' } })
    await sessions.close()
    await daemon.dispose()
  })
})
