import type {
  Backing,
  ChainLink,
  Pool,
  PoolChains,
  PoolId,
  Volume,
  VolumeChain,
} from '../../src-preload/contract/storage'
import type { HostId } from '../../src-preload/contract/host'
import { findVolume, listVolumes, readOneVolume, readVolumes } from './read-volumes'
import type { Pools } from './pools'

/** Longer chains than this are loops, or beyond what anybody draws. */
const MAX_LINKS = 64

/** A volume that lies on another. */
export interface Overlay extends Backing {
  readonly volume: Volume
}

/** Which volume lies on which: read for a whole pool when first asked, until its pool changes. */
export class BackingIndex {
  readonly #overlays = new Map<PoolId, Promise<readonly Overlay[]>>()

  constructor(readonly pools: Pools) {
    pools.onDidChangeVolumes((id) => this.#overlays.delete(id))
  }

  /** The volumes of a pool that lie on others. `fresh` asks the host in any case. */
  async overlaysIn(id: PoolId, { fresh = false } = {}): Promise<readonly Overlay[]> {
    if (fresh) this.#overlays.delete(id)
    const known = this.#overlays.get(id) ?? this.#read(id)
    this.#overlays.set(id, known)
    known.catch(() => this.#overlays.delete(id))
    return known
  }

  /** What every volume of a pool lies on, by name. */
  async chains(id: PoolId): Promise<PoolChains> {
    const overlays = await this.overlaysIn(id)
    return {
      backing: Object.fromEntries(
        overlays.map(({ volume, ...backing }) => [volume.name, backing] as const),
      ),
    }
  }

  /** Forgets what is known of a host's pools: what destroys something asks anew. */
  forget(hostId: HostId): void {
    for (const id of this.#overlays.keys()) {
      if (id.slice(0, id.lastIndexOf('/')) === hostId) this.#overlays.delete(id)
    }
  }

  /** What on a host lies directly on an image, in all running pools that can hold such volumes. */
  async overlaysOf(
    hostId: HostId,
    path: string,
    options: { fresh?: boolean } = {},
  ): Promise<readonly Overlay[]> {
    const pools = await this.pools.list(hostId)
    const all = await Promise.all(
      pools.filter(mayHoldOverlays).map(({ id }) => this.overlaysIn(id, options)),
    )
    return all.flat().filter((overlay) => overlay.path === path)
  }

  /** A volume's chain, down to what lies on nothing, and what lies on the volume. */
  async chain(id: PoolId, name: string): Promise<VolumeChain> {
    const at = await this.pools.reach(id)
    const volume = await readOneVolume(at, name)
    const links: ChainLink[] = [linkOf(volume)]
    const seen = new Set([volume.path])
    let isCut = false
    for (let { backing } = volume; backing;) {
      if (seen.has(backing.path) || links.length >= MAX_LINKS) {
        isCut = true
        break
      }
      seen.add(backing.path)
      const below = await findVolume(at, { path: backing.path })
      links.push(below ? linkOf(below) : backing)
      // What no pool shows may lie on something in turn.
      isCut = below === null && backing.format !== 'raw'
      backing = below?.backing
    }
    const overlays = await this.overlaysOf(at.hostId, volume.path)
    return { links, overlays: overlays.map((overlay) => linkOf(overlay.volume)), isCut }
  }

  async #read(id: PoolId): Promise<readonly Overlay[]> {
    const at = await this.pools.reach(id)
    const names = await listVolumes(at)
    const { volumes } = await readVolumes(
      at,
      names.map(({ name }) => name),
    )
    return volumes.flatMap((volume) => (volume.backing ? [{ ...volume.backing, volume }] : []))
  }
}

/** Overlays are files, or volumes of pools that make snapshots by themselves. */
const mayHoldOverlays = ({ state, type, holdsFiles }: Pool): boolean =>
  state === 'running' && (holdsFiles || type === 'logical')

const linkOf = (volume: Volume): ChainLink => ({
  path: volume.path,
  ...(volume.format !== undefined && { format: volume.format }),
  poolId: volume.poolId,
  volume: volume.name,
  capacity: volume.capacity,
  allocation: volume.allocation,
})
