import { describe, expect, it, vi } from 'vitest'
import { UnsupportedError, LibvirtError } from './errors'
import { Events, type RegisterEvent } from './events'
import { events as declarations } from './procedures/index'
import { header } from './testing/fake-peer'
import { encodeFrame, Framer, FramingError, MessageType, type Frame } from './wire/frame'
import { struct, i32, type Codec } from './wire/xdr'

const machine = { name: 'web', uuid: '6695eb01-f6a4-8304-79aa-97f2502e193f', id: 1 }
const silent = { debug: () => {}, warn: () => {} }

const frameOf = <T>(changes: Parameters<typeof header>[0], codec: Codec<T>, value: T): Frame => {
  const frames: Frame[] = []
  const framer = new Framer((frame) => frames.push(frame))
  framer.push(encodeFrame(header({ type: MessageType.message, ...changes }), codec, value))
  const [frame] = frames
  if (!frame) throw new Error('no frame')
  return frame
}

const { messageProcedure: procedure, payload } = declarations.domainReboot
const reboot = frameOf({ procedure }, struct({ callbackID: i32, event: payload }), {
  callbackID: 0,
  event: { dom: machine },
})

describe('Events', () => {
  it('asks the daemon once, however many listen, and tells all of them', async () => {
    const register = vi.fn<RegisterEvent>(() => Promise.resolve())
    const events = new Events(register, silent)
    const seen: string[] = []
    const listener = (): number => seen.push('x')
    const leave = await events.subscribe('domainReboot', listener)
    await Promise.all([
      events.subscribe('domainReboot', listener),
      events.subscribe('domainReboot', ({ dom }) => seen.push(dom.name)),
    ])
    events.receive(reboot)
    leave()
    events.receive(reboot)
    expect(seen).toEqual(['x', 'x', 'web', 'x', 'web'])
    expect(register.mock.calls).toEqual([[declarations.domainReboot]])
  })

  it('hands out nothing before the first listener', () => {
    const events = new Events(() => Promise.resolve(), silent)
    expect(() => events.receive(reboot)).not.toThrow()
  })

  it('says that an event is not there when the daemon does not know it', async () => {
    const unknown = { code: 1, domain: 7, message: 'unsupported event ID 27', level: 2 }
    const error = new LibvirtError({ ...unknown, procedure: 'x', details: [] })
    const events = new Events(() => Promise.reject(error), silent)
    const subscription = events.subscribe('domainNicMacChange', () => {})
    await expect(subscription).rejects.toBeInstanceOf(UnsupportedError)
  })

  it('asks again after a failure that was not the daemon’s word', async () => {
    const register = vi.fn<RegisterEvent>(() => Promise.resolve())
    register.mockRejectedValueOnce(new Error('lost'))
    const events = new Events(register, silent)
    const listener = vi.fn<() => void>()
    await expect(events.subscribe('domainReboot', listener)).rejects.toThrow('lost')
    await events.subscribe('domainReboot', listener)
    events.receive(reboot)
    expect(listener).toHaveBeenCalledTimes(1)
    expect(register).toHaveBeenCalledTimes(2)
  })

  it('passes over events that nobody reads, and refuses what is none', () => {
    const events = new Events(() => Promise.resolve(), silent)
    expect(() => events.receive(frameOf({ procedure: 107 }, struct({}), {}))).not.toThrow()
    const stranger = frameOf({ program: 0x1234, procedure }, struct({}), {})
    expect(() => events.receive(stranger)).toThrow(FramingError)
    const torn = frameOf({ procedure }, struct({ callbackID: i32 }), { callbackID: 0 })
    expect(() => events.receive(torn)).toThrow('needs')
  })
})
