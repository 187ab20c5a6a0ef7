/** A way to a daemon that breaks at a chosen step. */
import { connect, createServer, type Server, type Socket } from 'node:net'
import { FrameCutter } from '../../../libvirt/testing/fault-proxy/frame-cutter'

const PROCEDURE_AT = 12
const TYPE_AT = 16
const CALL = 0
const REPLY = 1

/** Where a connection breaks: before the daemon hears a call, or before its answer arrives. */
export interface Cut {
  readonly procedure: number
  readonly at: 'call' | 'answer'
}

/** Passes everything on until the cut that is armed; then all its connections end at once. */
export class CuttingProxy {
  readonly #pairs = new Set<readonly [Socket, Socket]>()
  readonly #server: Server
  #armed: { readonly cut: Cut; readonly struck: () => void } | null = null

  constructor(readonly daemonSocket: string) {
    this.#server = createServer((client) => this.#accept(client))
  }

  async listen(path: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject).listen(path, resolve)
    })
  }

  /** Arms a cut; resolves when it has struck. New connections are served again after it. */
  arm(cut: Cut): Promise<void> {
    return new Promise((resolve) => {
      this.#armed = { cut, struck: resolve }
    })
  }

  cutNow(): void {
    for (const pair of this.#pairs) for (const socket of pair) socket.destroy()
  }

  async close(): Promise<void> {
    this.cutNow()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #accept(client: Socket): void {
    const daemon = connect(this.daemonSocket)
    const pair = [client, daemon] as const
    this.#pairs.add(pair)
    for (const socket of pair) {
      socket.on('error', () => undefined)
      socket.on('close', () => {
        this.#pairs.delete(pair)
        for (const other of pair) other.destroy()
      })
    }
    this.#pass(client, daemon, CALL)
    this.#pass(daemon, client, REPLY)
  }

  #pass(from: Socket, to: Socket, type: number): void {
    const cutter = new FrameCutter()
    from.on('data', (chunk: Buffer) => {
      for (const frame of cutter.push(chunk)) {
        if (this.#isStruck(frame, type)) return
        to.write(frame)
      }
    })
  }

  #isStruck(frame: Buffer, type: number): boolean {
    const armed = this.#armed
    if (!armed || (armed.cut.at === 'call') !== (type === CALL)) return false
    if (frame.readInt32BE(PROCEDURE_AT) !== armed.cut.procedure) return false
    if (frame.readInt32BE(TYPE_AT) !== type) return false
    this.#armed = null
    this.cutNow()
    armed.struck()
    return true
  }
}
