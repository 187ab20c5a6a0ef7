import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import type { MachineAction, MachineId } from '../../src-preload/contract/machine'
import { readCommandLine } from '../../src-main/command-line'
import { Problem } from '../../src-main/failures/problem'
import { noVault } from '../../src-main/secrets/secret-vault'
import { makeServices, type Services } from '../../src-main/services'
import { Settings } from '../../src-main/settings/settings'
import type { Ledger } from './ledger'
import type { Random } from '../../src-main/libvirt/testing/random'

/** What a person does who presses whatever there is: never what takes a machine's state to disk. */
const ACTIONS: readonly MachineAction[] = ['start', 'pause', 'resume', 'forceOff', 'reset']

/** The app's services on some hosts, as the desktop runs them, with a person who uses them. */
export class AppClient {
  readonly services: Services
  readonly #folder = mkdtempSync(join(tmpdir(), 'vh-faults-'))

  constructor(
    uris: readonly string[],
    readonly ledger: Ledger,
  ) {
    const log = pino({ level: 'silent' })
    this.services = makeServices({
      commandLine: readCommandLine(uris.flatMap((uri) => ['--connect', uri])),
      settings: new Settings(join(this.#folder, 'settings.json'), log),
      folder: this.#folder,
      vault: noVault,
      environment: {},
      log,
    })
  }

  /** Watches everything, and acts now and then, until told to stop. */
  async use(random: Random, signal: AbortSignal): Promise<void> {
    const { services, ledger } = this
    services.hostLoads.watch(this, true)
    while (!signal.aborted) {
      const machines = services.inventory.snapshot().machines
      const shown = machines.slice(0, random.integer(0, machines.length))
      services.sampler.watch(this, { ids: shown.map(({ id }) => id) })
      const guest = machines.find(({ name, state }) => name === 'guest-0' && state === 'running')
      if (guest) this.#openConsole(guest.id)
      const ids = machines.filter(() => random.chance(0.1)).map(({ id }) => id)
      void ledger.book('act', services.control.act(random.pick(ACTIONS), ids))
      // As after each suspension of the computer.
      if (random.chance(0.05)) services.hosts.wakeUp()
      await sleep(random.integer(100, 1500))
    }
    services.sampler.watch(this, { ids: [] })
    services.hostLoads.watch(this, false)
  }

  #openConsole(id: MachineId): void {
    try {
      this.services.consoles.open(id, null)
    } catch (error) {
      // Its host is not connected just now, as the app says in words.
      if (!(error instanceof Problem)) throw error
    }
  }

  async close(): Promise<void> {
    await this.ledger.book('close services', this.services.close())
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
