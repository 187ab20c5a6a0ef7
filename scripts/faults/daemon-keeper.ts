import { setTimeout as sleep } from 'node:timers/promises'
import type { PrivateDaemon } from '../../src-main/libvirt/testing/private-daemon'
import type { DaemonFault } from './next-fault'
import { fillTestHost } from './world'

/** How often it is looked whether the daemon still runs, in ms. */
const LOOK_MS = 250

/**
 * Keeps a daemon running, but for the faults that are asked for, and the test driver's machines
 * defined, which a daemon forgets.
 */
export class DaemonKeeper {
  #letGo: () => Promise<void> = () => Promise.resolve()
  #isOurs = false
  #isBusy = false
  readonly #timer: NodeJS.Timeout
  /** How often it ended without being told to. */
  crashes = 0

  constructor(readonly daemon: PrivateDaemon) {
    this.#timer = setInterval(() => void this.#look(), LOOK_MS)
  }

  /** A fault is under way. */
  get isBusy(): boolean {
    return this.#isBusy
  }

  async fillTestHost(): Promise<void> {
    this.#letGo = await fillTestHost(this.daemon)
    this.#isOurs = true
  }

  /** Carries a fault out; resolves when the daemon is well again. */
  async strike(fault: DaemonFault): Promise<void> {
    this.#isBusy = true
    try {
      if (fault.kind === 'daemon-freeze') {
        this.daemon.freeze()
        await sleep(fault.ms)
        this.daemon.thaw()
      } else {
        await this.daemon.kill()
        await sleep(fault.downMs)
        await this.#bringBack()
      }
    } finally {
      this.#isBusy = false
    }
  }

  /** Leaves the daemon running, and lets its test host be forgotten. */
  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#letGo()
  }

  async #bringBack(): Promise<void> {
    await this.#letGo()
    await this.daemon.start()
    if (this.#isOurs) await this.fillTestHost()
  }

  /** What a packet does to a daemon is the daemon's affair: it is started again. */
  async #look(): Promise<void> {
    if (this.#isBusy || this.daemon.isRunning) return
    this.#isBusy = true
    this.crashes += 1
    try {
      await this.#bringBack()
    } finally {
      this.#isBusy = false
    }
  }
}
