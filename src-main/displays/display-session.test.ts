import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Failure } from '../../src-preload/contract/failure'
import { FakeConsoleHost, type FakeLine } from '../consoles/testing/fake-console-host'
import { DisplaySession, HIGH_WATER_BYTES, LOW_WATER_BYTES } from './display-session'
import { TestDisplayWindow } from './testing/test-display-window'

const failure: Failure = { code: 'internal', message: 'It failed', correlationId: 'c0ffee' }
const CHUNK = Buffer.alloc(64 * 1024, 0x5a)

describe('DisplaySession', () => {
  let host: FakeConsoleHost
  let session: DisplaySession
  let window: TestDisplayWindow
  let password: string | null

  const line = (): FakeLine => host.line

  beforeEach(async () => {
    host = new FakeConsoleHost()
    window = new TestDisplayWindow()
    password = 'secret'
    session = new DisplaySession({
      port: window.port,
      machineRuns: true,
      openLine: async () => Object.assign(await host.openLine(false), { isPrivate: false }),
      readPassword: () => Promise.resolve(password),
      describeFailure: () => failure,
      describeRefusal: () => failure,
      ended: () => {},
    })
    await window.reach('connected')
  })

  afterEach(async () => {
    await session.close()
    window.close()
  })

  it('carries bytes both ways, and says that others may read them', async () => {
    expect(window.status).toEqual({ state: 'connected', line: 1, isPrivate: false })
    line().say('RFB 003.008\n')
    await window.until(() => window.receivedBytes === 12)
    window.ask({ type: 'input', line: 1, bytes: Buffer.from('RFB 003.008\n') })
    await expect.poll(() => line().written).toEqual(['RFB 003.008\n'])
  })

  it('reads no more than a window takes in', async () => {
    window.takes = false
    const chunks = HIGH_WATER_BYTES / CHUNK.length
    for (let chunk = 0; chunk < chunks + 20; chunk++) line().say(CHUNK)
    await window.until(() => window.receivedBytes === HIGH_WATER_BYTES)
    window.ask({ type: 'password', line: 1 })
    await window.until(() => window.passwords.length === 1)
    expect(line().taken).toBe(chunks)

    const count = HIGH_WATER_BYTES - LOW_WATER_BYTES
    window.ask({ type: 'taken', line: 1, count: count - 1 })
    window.ask({ type: 'password', line: 1 })
    await window.until(() => window.passwords.length === 2)
    expect(line().taken).toBe(chunks)
    window.ask({ type: 'taken', line: 1, count: 1 })
    await window.until(() => window.receivedBytes === HIGH_WATER_BYTES + 20 * CHUNK.length)
  })

  it('lets nothing that was meant for one line into the next', async () => {
    const first = line()
    first.end()
    await window.until(() => window.line === 2)
    window.ask({ type: 'input', line: 1, bytes: Buffer.from('late') })
    window.ask({ type: 'refuse', line: 1, reason: { kind: 'not-understood' } })
    window.ask({ type: 'input', line: 2, bytes: Buffer.from('on time') })
    await expect.poll(() => line().written).toEqual(['on time'])
    expect(first.written).toEqual([])
    expect(window.status?.state).toBe('connected')
  })

  it('leaves a display alone that the window refuses, until somebody asks', async () => {
    window.ask({ type: 'refuse', line: 1, reason: { kind: 'not-understood' } })
    await window.reach('failed')
    await expect.poll(() => line().isReleased).toBe(true)
    expect(host.attempts).toBe(1)
    window.ask({ type: 'open' })
    await window.until(() => window.line === 2)
  })

  it('comes back to a refused display when its machine starts anew', async () => {
    window.ask({ type: 'refuse', line: 1, reason: { kind: 'not-understood' } })
    await window.reach('failed')
    session.machineStopped()
    await window.reach('waiting')
    session.machineStarted()
    await window.until(() => window.line === 2)
    window.ask({ type: 'password', line: 2 })
    await window.until(() => window.passwords.length === 1)
    expect(window.passwords).toEqual(['secret'])
  })

  it.each([
    ['nothing', undefined],
    ['another shape', { type: 'input', line: 1, bytes: 'text' }],
    ['too much at once', { type: 'input', line: 1, bytes: new Uint8Array(4 * 1024 * 1024 + 1) }],
    ['less than nothing', { type: 'taken', line: 1, count: -1 }],
    [
      'words without end',
      { type: 'refuse', line: 1, reason: { kind: 'not-let-in', words: 'x'.repeat(1001) } },
    ],
  ])('does nothing for a window that sends %s', async (_, message) => {
    window.post(message)
    window.ask({ type: 'input', line: 1, bytes: Buffer.from('after') })
    await expect.poll(() => line().written).toEqual(['after'])
    expect(window.status?.state).toBe('connected')
  })
})
