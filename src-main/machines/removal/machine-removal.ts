import type { CallInput } from '../../../src-preload/contract'
import type { MachineId } from '../../../src-preload/contract/machine'
import type { RemovalPlan } from '../../../src-preload/contract/removal'
import type { Volume } from '../../../src-preload/contract/storage'
import { t } from '../../../src-preload/language/t'
import { attempt, Problem } from '../../failures/problem'
import type { JobControl } from '../../jobs/job-registry'
import { virshLine } from '../../jobs/virsh-line'
import { remote } from '../../libvirt'
import { UndefineFlags } from '../../libvirt/procedures/flags'
import type { Storage } from '../../storage/make-storage'
import type { ReachedMachine } from '../definition/machine-definitions'
import { planRemoval, removalLines } from './plan-removal'
import { readRemovalFacts, type RemovalFacts } from './removal-facts'
import type { Trash, TrashRecord } from './trash'

/** The plug is pulled and the host writes down that it was, in ms. */
const FORCE_OFF = { deadlineMs: 60_000 } as const

export interface MachineRemovalParts {
  readonly reach: (id: MachineId) => ReachedMachine
  /** What a host is called, and its URI. */
  readonly hostOf: (id: MachineId) => { readonly name: string; readonly uri: string }
  readonly storage: Storage
  readonly trash: Trash
}

/** What to tell a host to forget, or to keep, along with a definition. */
const undefineFlags = (facts: RemovalFacts, keepsState: boolean): number =>
  (facts.hasManagedSave ? UndefineFlags.managedSave : 0) |
  (facts.snapshots.length > 0 ? UndefineFlags.snapshotsMetadata : 0) |
  (facts.checkpoints.length > 0 ? UndefineFlags.checkpointsMetadata : 0) |
  (facts.nvram === null ? 0 : keepsState ? UndefineFlags.keepNvram : UndefineFlags.nvram) |
  (facts.hasTpm && facts.canKeepTpm ? (keepsState ? UndefineFlags.keepTpm : UndefineFlags.tpm) : 0)

/** Removes machines by a plan that names all that goes. */
export class MachineRemoval {
  constructor(readonly parts: MachineRemovalParts) {}

  async plan(id: MachineId): Promise<RemovalPlan> {
    return (await this.#look(id)).plan
  }

  /**
   * Removes a machine as its plan of now says. Throws a `Problem`, and removes nothing, when what
   * was chosen may not go (any more), or the machine runs and may not be forced off.
   */
  async remove(request: CallInput<'machines.remove'>, job: JobControl): Promise<void> {
    const { id, keys, forceOff, mode } = request
    const { reached, facts, plan } = await this.#look(id)
    const volumes = chosenVolumes(plan, facts, keys)
    if (plan.isRunning && !forceOff) {
      throw new Problem('wrong-state', t('it is running'), {
        hint: t('Shut it down, or agree to force it off.'),
      })
    }
    const { connection, dom } = reached
    const keepsState = mode === 'trash'
    const { uri } = this.parts.hostOf(id)
    job.setVirshLine(
      [
        ...removalLines(plan.name, facts, uri, keepsState),
        ...(keepsState
          ? []
          : volumes.map(({ path }) => virshLine(uri, 'vol-delete', { vol: path }))),
      ].join('\n'),
    )
    job.progress(0, volumes.length + 1, 'items')
    // Written down first: whatever happens from here on, it can be brought back.
    const record = keepsState ? this.#keep(reached, facts, volumes) : null
    try {
      if (plan.isRunning) {
        await connection.call(remote.domainDestroyFlags, { dom, flags: 0 }, FORCE_OFF)
      }
      if (facts.isPersistent) {
        const flags = undefineFlags(facts, keepsState)
        await connection.call(remote.domainUndefineFlags, { dom, flags })
      }
    } catch (error) {
      if (record) this.parts.trash.remove(record.id)
      throw error
    }
    job.progress(1, volumes.length + 1, 'items')
    if (!keepsState) await this.#deleteVolumes(volumes, job)
    job.note(keepsState ? t('In the trash') : t('Removed for good'))
  }

  async #look(
    id: MachineId,
  ): Promise<{ reached: ReachedMachine; facts: RemovalFacts; plan: RemovalPlan }> {
    const { reach, hostOf, storage } = this.parts
    const reached = reach(id)
    return attempt(
      t('find out what goes with {name}', { name: reached.machine.name }),
      async () => {
        const facts = await readRemovalFacts(reached, storage)
        return { reached, facts, plan: planRemoval(reached.machine, facts, hostOf(id).uri) }
      },
    )
  }

  #keep(
    { machine, dom }: ReachedMachine,
    facts: RemovalFacts,
    volumes: readonly Volume[],
  ): TrashRecord {
    const { trash, hostOf } = this.parts
    return trash.add({
      hostId: machine.hostId,
      hostName: hostOf(machine.id).name,
      name: machine.name,
      uuid: dom.uuid,
      xml: facts.xml,
      autostart: facts.autostart,
      snapshots: facts.snapshots.map(({ name, xml }) => ({
        name,
        xml,
        isCurrent: name === facts.currentSnapshot,
      })),
      volumes: volumes.map(({ poolId, name, path }) => ({ poolId, name, path })),
      keepsState: facts.nvram !== null || (facts.hasTpm && facts.canKeepTpm),
    })
  }

  async #deleteVolumes(volumes: readonly Volume[], job: JobControl): Promise<void> {
    const { volumes: service, pools } = this.parts.storage
    const left: string[] = []
    let cause: unknown
    for (const [at, { poolId, name, path }] of volumes.entries()) {
      try {
        await service.deleteUnchecked(await pools.reach(poolId), name)
      } catch (error) {
        left.push(path)
        cause = error
      }
      job.progress(at + 2, volumes.length + 1, 'items')
    }
    if (left.length === 0) return
    throw new Problem(
      'refused-by-host',
      t('the machine is gone, but not {left}', { left: left.join(', ') }),
      {
        hint: t('Delete what is left from its storage pool.'),
        cause,
      },
    )
  }
}

/**
 * The volumes that were chosen, each before what it lies on. Throws a `Problem` for a choice that
 * the plan does not give, and for one that would take the ground from under what stays.
 */
const chosenVolumes = (
  plan: RemovalPlan,
  { images }: RemovalFacts,
  keys: readonly string[],
): readonly Volume[] => {
  const chosen = new Set(keys)
  for (const key of chosen) {
    const item = plan.items.find((item) => item.key === key)
    if (item?.fate === 'choice') continue
    throw new Problem('wrong-state', t('{label} may not go', { label: item?.label ?? key }), {
      hint: item?.reason ?? t('It is no longer part of the machine. Look at the plan again.'),
    })
  }
  const isChosen = (path: string): boolean => chosen.has(`image:${path}`)
  for (const { disk, depth, path } of images) {
    if (depth === 0 || !isChosen(path)) continue
    const above = images.find((image) => image.disk === disk && image.depth === depth - 1)
    if (above && !isChosen(above.path)) {
      throw new Problem(
        'invalid',
        t('{above} stays and lies on {path}', { above: above.path, path }),
      )
    }
  }
  return [...images]
    .sort((a, b) => a.depth - b.depth)
    .flatMap(({ path, volume }) => (isChosen(path) && volume ? [volume] : []))
}
