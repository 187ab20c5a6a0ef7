import type { HostId } from '../../src-preload/contract/host'
import type { MachineId } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import type { FurtherConnections } from '../hosts/further-connections'
import { attempt, Problem } from '../failures/problem'
import type { ReachedMachine } from '../machines/definition/machine-definitions'
import { takePicture, type HostPicture } from './take-picture'

/** How long a host may take over a picture, in ms. */
const PATIENCE_MS = 10_000
/** Pictures under way of one host at a time: a machine that is stuck leaves room for another. */
const AT_ONCE = 2
/** More than a screen of 4096 × 2160 takes as plain pixels, in bytes. */
const MOST_BYTES = 32 * 1024 * 1024

/**
 * Pictures of many machines' screens, for a list. They are taken on a connection of their own, so
 * that a machine that does not answer holds up nothing but other pictures, and few of them.
 */
export class Thumbnails {
  readonly #underWay = new Map<HostId, Set<MachineId>>()

  constructor(
    private readonly parts: FurtherConnections & {
      readonly reach: (id: MachineId) => ReachedMachine
      readonly patienceMs?: number
    },
  ) {}

  /** Throws a `Problem` where the host is busy with others, or takes or sends too much. */
  take(id: MachineId): Promise<HostPicture> {
    const { reach, connection: connectionFor, patienceMs: deadlineMs = PATIENCE_MS } = this.parts
    const { machine, dom } = reach(id)
    const underWay = this.#underWay.get(machine.hostId) ?? new Set()
    return attempt(t('take a picture of {name}', { name: machine.name }), async () => {
      if (underWay.has(id) || underWay.size >= AT_ONCE) {
        throw new Problem('busy', t('The host is busy with other pictures'))
      }
      this.#underWay.set(machine.hostId, underWay.add(id))
      try {
        const connection = await connectionFor(machine.hostId)
        return await takePicture(connection, dom, { deadlineMs, most: MOST_BYTES })
      } finally {
        underWay.delete(id)
      }
    })
  }
}
