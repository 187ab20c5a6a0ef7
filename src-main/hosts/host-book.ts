import { randomUUID } from 'node:crypto'
import type { HostId } from '../../src-preload/contract/host'
import type { SecretVault } from '../secrets/secret-vault'
import type { Settings } from '../settings/settings'
import type { HostAddress } from './host-connection'
import type { HostRegistry } from './host-registry'

/**
 * The person's list of hosts: what they change in the registry is kept for the next start. Hosts
 * of the command line hold for this start only, so nothing is kept then.
 */
export class HostBook {
  constructor(
    readonly registry: HostRegistry,
    readonly settings: Settings,
    readonly vault: SecretVault,
    readonly isKept: boolean,
  ) {}

  /** Connects to a new host; answers its id. Throws what the disk throws. */
  add(host: Omit<HostAddress, 'id'>): HostId {
    const id = randomUUID()
    this.registry.add({ id, ...host }).start()
    this.#keep()
    return id
  }

  async edit(address: HostAddress): Promise<void> {
    // What opens one door is nobody's business behind another.
    if (this.registry.get(address.id).address.uri !== address.uri) this.vault.remove(address.id)
    await this.registry.edit(address)
    this.#keep()
  }

  async remove(id: HostId): Promise<void> {
    await this.registry.remove(id)
    this.vault.remove(id)
    this.#keep()
  }

  move(id: HostId, to: number): void {
    this.registry.move(id, to)
    this.#keep()
  }

  #keep(): void {
    if (!this.isKept) return
    this.settings.change({ hosts: this.registry.all.map(({ address }) => address) })
  }
}
