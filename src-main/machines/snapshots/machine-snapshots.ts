import type { SnapshotChange } from '../../../src-preload/contract/calls/snapshots'
import type { JobStarted } from '../../../src-preload/contract/job'
import type { MachineId } from '../../../src-preload/contract/machine'
import type { SnapshotPlan, SnapshotTree } from '../../../src-preload/contract/snapshot'
import { t } from '../../../src-preload/language/t'
import { attempt, Problem } from '../../failures/problem'
import type { JobRegistry } from '../../jobs/job-registry'
import { remote } from '../../libvirt'
import { SnapshotCreateFlags, SnapshotDeleteFlags } from '../../libvirt/procedures/flags'
import type { Storage } from '../../storage/make-storage'
import { requireXmlTexts } from '../../xml/xml-characters'
import type { ReachedMachine } from '../definition/machine-definitions'
import { readMachineFacts, readSizes, type MachineFacts } from './machine-facts'
import { creationXml, planCreate, type Creation, type PlanParts } from './plan-create'
import { planDelete, planRevert } from './plan-return'
import { readSnapshots } from './read-snapshots'
import { snapshotTree } from './snapshot-tree'

export interface MachineSnapshotsParts {
  readonly reach: (id: MachineId) => ReachedMachine
  /** A host's URI. */
  readonly uriOf: (id: MachineId) => string
  readonly storage: Storage
  readonly jobs: JobRegistry
}

/** Memory and images move at the pace of the host's disks; the connection's keepalive watches. */
const UNHURRIED = { deadlineMs: Infinity } as const

const creationFlags = ({ kind, quiesce }: Creation): number => {
  if (kind === 'internal') return 0
  const how = kind === 'external' ? SnapshotCreateFlags.diskOnly : SnapshotCreateFlags.live
  return how | SnapshotCreateFlags.atomic | (quiesce ? SnapshotCreateFlags.quiesce : 0)
}

const planOf = (change: SnapshotChange, facts: MachineFacts, uri: string): PlanParts => {
  if (change.act === 'create') {
    const { name, description } = change
    requireXmlTexts({ name, description }, new Set(['description']))
    return planCreate(change, facts, uri)
  }
  const found = facts.snapshots.find(({ name }) => name === change.name)
  if (!found) {
    throw new Problem(
      'not-found',
      t('{machine} has no snapshot {name} any more', { machine: facts.name, name: change.name }),
    )
  }
  return change.act === 'revert'
    ? planRevert(change, found, facts, uri)
    : planDelete(change, found, facts, uri)
}

const titleOf = ({ act, name }: SnapshotChange, machine: string): string =>
  ({
    create: t('take snapshot {name} of {machine}', { name, machine }),
    revert: t('revert {machine} to {name}', { machine, name }),
    delete: t('delete snapshot {name} of {machine}', { name, machine }),
  })[act]

/** Points in machines' pasts: listed, planned with every file that they touch, and changed as jobs. */
export class MachineSnapshots {
  constructor(readonly parts: MachineSnapshotsParts) {}

  async list(id: MachineId): Promise<SnapshotTree> {
    const reached = this.parts.reach(id)
    return attempt(t('list the snapshots of {name}', { name: reached.machine.name }), async () => {
      const known = await readSnapshots(reached)
      return { machineId: id, snapshots: snapshotTree(known, await readSizes(reached, known)) }
    })
  }

  async plan(change: SnapshotChange): Promise<SnapshotPlan> {
    const reached = this.parts.reach(change.id)
    return attempt(titleOf(change, reached.machine.name), async () => {
      return (await this.#look(reached, change)).plan
    })
  }

  /** Plans anew, and begins the change as a job. Throws a `Problem` where the plan refuses it. */
  async change(change: SnapshotChange): Promise<JobStarted> {
    const reached = this.parts.reach(change.id)
    const { machine } = reached
    const title = titleOf(change, machine.name)
    const { plan, facts } = await attempt(title, async () => {
      const looked = await this.#look(reached, change)
      const [refusal, ...others] = looked.plan.refusals
      if (refusal !== undefined) {
        throw new Problem('wrong-state', [refusal, ...others].join(' '))
      }
      return looked
    })
    const { id } = this.parts.jobs.start(
      {
        title,
        hostId: machine.hostId,
        machineIds: [machine.id],
        cancellable: false,
        virshLine: plan.virshLine,
      },
      () => act(reached, change, facts),
    )
    return { jobId: id }
  }

  async #look(
    reached: ReachedMachine,
    change: SnapshotChange,
  ): Promise<{ facts: MachineFacts; plan: SnapshotPlan }> {
    const { storage, uriOf } = this.parts
    const facts = await readMachineFacts(reached, storage)
    return { facts, plan: { machineId: change.id, ...planOf(change, facts, uriOf(change.id)) } }
  }
}

const act = async (
  { connection, dom }: ReachedMachine,
  change: SnapshotChange,
  facts: MachineFacts,
): Promise<void> => {
  if (change.act === 'create') {
    const xmlDesc = creationXml(change, facts)
    const flags = creationFlags(change)
    await connection.call(remote.domainSnapshotCreateXml, { dom, xmlDesc, flags }, UNHURRIED)
    return
  }
  const snap = { name: change.name, dom }
  if (change.act === 'revert') {
    await connection.call(remote.domainRevertToSnapshot, { snap, flags: 0 }, UNHURRIED)
    return
  }
  const flags = change.withChildren ? SnapshotDeleteFlags.children : 0
  await connection.call(remote.domainSnapshotDelete, { snap, flags }, UNHURRIED)
}
