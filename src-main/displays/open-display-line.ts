import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { t } from '../../src-preload/language/t'
import { ConsoleRefused, type ConsoleLine } from '../consoles/console-line'
import { Problem } from '../failures/problem'
import { isNotFound, TransportError, type Place, type Transport } from '../libvirt'
import type { DisplayMachine } from './display-machine'
import { readDisplays, type Display } from './read-displays'

/** A way to a machine's display that is ready for the VNC protocol. */
export interface DisplayLine extends ConsoleLine {
  readonly isPrivate: boolean
}

/** How long a display may take to its first word, in ms: one that is frozen says none. */
const GREETING_MS = 15_000

/** What every VNC server says first. */
const GREETING = Buffer.from('RFB ')

/** So much input may wait for a display that reads none of it, in bytes. */
const MAX_WAITING_BYTES = 8 * 1024 * 1024

/** The display that our window can show. Throws a `ConsoleRefused` where there is none. */
const vncDisplay = (xml: string): Display & { readonly place: Place } => {
  const { isRunning, displays } = readDisplays(xml)
  if (!isRunning) throw new ConsoleRefused('not-running', undefined)
  const vnc = displays.find(({ type }) => type === 'vnc')
  const { place } = vnc ?? {}
  if (vnc && place) return { ...vnc, place }
  const [message, hint] = vnc
    ? [
        t('its display listens nowhere'),
        t('Give its VNC display an address or a socket to listen on.'),
      ]
    : [t('it has no VNC display'), t('Add a VNC display to its hardware.')]
  throw new ConsoleRefused('for-good', new Problem('unsupported', message, { hint }))
}

/** Waits for the display's first word without taking it. */
const greeted = async ({ input, diagnose }: Transport): Promise<void> => {
  if (!(await hasSpoken(input))) {
    const why = await diagnose?.()
    throw why ?? new TransportError(t('the display hung up at once'), { code: 'ECONNRESET' })
  }
  const word = input.read() as Buffer | null
  if (word) input.unshift(word)
  if (!word?.subarray(0, GREETING.length).equals(GREETING.subarray(0, word.length))) {
    throw new ConsoleRefused('for-good', new Problem('unsupported', t('what listens is no VNC')))
  }
}

/** Resolves with whether anything came, when it did or never will. */
const hasSpoken = async (input: Readable): Promise<boolean> => {
  const waiting = new AbortController()
  const timer = setTimeout(() => waiting.abort(), GREETING_MS)
  try {
    const events = ['readable', 'end', 'close'] as const
    await Promise.race(events.map((event) => once(input, event, { signal: waiting.signal })))
  } catch (error) {
    if (!waiting.signal.aborted) throw error
    throw new TransportError(t('the display says nothing'), { code: 'ETIMEDOUT' })
  } finally {
    clearTimeout(timer)
    waiting.abort()
  }
  return input.readableLength > 0
}

const lineOver = (transport: Transport): DisplayLine => {
  const { input, output, isPrivate } = transport
  // Whoever reads or writes is told; an error that nobody waits for must not end the app.
  input.on('error', () => {})
  output.on('error', () => {})
  return {
    isPrivate,
    [Symbol.asyncIterator]: () => input[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>,
    write: async (bytes) => {
      if (output.writableLength > MAX_WAITING_BYTES) transport.destroy()
      else if (!output.destroyed) output.write(bytes)
    },
    hangUp: () => transport.destroy(),
    release: async () => transport.destroy(),
  }
}

/**
 * Opens a machine's VNC display; its address is read each time, because a port is chosen anew at
 * each start. Rejects with a {@link ConsoleRefused}.
 */
export const openDisplayLine = async ({
  readXml,
  openPlace,
}: DisplayMachine): Promise<DisplayLine> => {
  let transport: Transport | undefined
  try {
    const { place } = vncDisplay(await readXml(false))
    transport = await openPlace(place)
    await greeted(transport)
    return lineOver(transport)
  } catch (error) {
    transport?.destroy()
    if (error instanceof ConsoleRefused) throw error
    const isFinal = isNotFound(error) || (error instanceof Problem && error.code === 'unsupported')
    throw new ConsoleRefused(isFinal ? 'for-good' : 'for-now', error)
  }
}

/** The password of the machine's VNC display, or null where it has none, or we may not read it. */
export const readDisplayPassword = async ({ readXml }: DisplayMachine): Promise<string | null> => {
  try {
    const { displays } = readDisplays(await readXml(true))
    return displays.find(({ type }) => type === 'vnc')?.password ?? null
  } catch {
    // The person may know it; the error could quote what it was read from.
    return null
  }
}
