import type {
  MigrationRequest,
  MigrationTuning,
} from '../../../src-preload/contract/calls/migration'
import type { HostId } from '../../../src-preload/contract/host'
import type { JobStarted } from '../../../src-preload/contract/job'
import type { MachineId } from '../../../src-preload/contract/machine'
import type { MigrationPlan, MigrationProgress } from '../../../src-preload/contract/migration'
import { t } from '../../../src-preload/language/t'
import { attempt, Problem } from '../../failures/problem'
import type { HostRegistry } from '../../hosts/host-registry'
import type { JobRegistry, RunningJob } from '../../jobs/job-registry'
import type { Connection } from '../../libvirt'
import type { Log } from '../../log/log'
import type { ReachedMachine } from '../definition/machine-definitions'
import type { Inventory } from '../inventory'
import { checkMigration } from './check-migration'
import { lookAtDestination, type Destination } from './look-at-destination'
import { migrateLine } from './migrate-arguments'
import { planDisks, type PlannedDisk } from './plan-disks'
import { readSubject, type Subject } from './read-subject'
import { RunningMigration } from './running-migration'

export interface MachineMigrationParts {
  readonly reach: (id: MachineId) => ReachedMachine
  readonly hosts: HostRegistry
  readonly inventory: Inventory
  readonly jobs: JobRegistry
  /** By host; they compare lists: a machine that goes with its definition sends no last word. */
  readonly followers: ReadonlyMap<HostId, { reconcile(): Promise<void> }>
  readonly log: Log
}

/** What was found out about a migration before it begins. */
export interface Looked {
  readonly subject: Subject
  readonly destination: Destination
  readonly disks: readonly PlannedDisk[]
  readonly plan: MigrationPlan
}

/** Moves machines to other hosts: planned with all that would stop it, and done as jobs. */
export class MachineMigration {
  readonly #running = new Map<MachineId, RunningMigration>()

  constructor(readonly parts: MachineMigrationParts) {}

  async plan(request: MigrationRequest): Promise<MigrationPlan> {
    return await attempt(this.#titleOf(request), async () => (await this.#look(request)).plan)
  }

  async start(request: MigrationRequest): Promise<JobStarted> {
    const { id: jobId } = await this.begin(request)
    return { jobId }
  }

  /** Looks anew, and begins the migration as a job. Throws a `Problem` where a check stops it. */
  async begin(request: MigrationRequest): Promise<RunningJob<void>> {
    const { id } = request
    const title = this.#titleOf(request)
    const reached = this.parts.reach(id)
    const looked = await attempt(title, async () => {
      if (this.#running.has(id)) throw new Problem('wrong-state', t('it is being moved already'))
      const found = await this.#look(request)
      const stopped = found.plan.checks.filter(({ verdict }) => verdict === 'stops')
      if (stopped.length > 0) {
        throw new Problem('wrong-state', stopped.map(({ text }) => text).join(' '))
      }
      if (this.#running.has(id)) throw new Problem('wrong-state', t('it is being moved already'))
      return found
    })
    const running = new RunningMigration(this.parts, request, reached, looked)
    this.#running.set(id, running)
    const job = this.parts.jobs.start(
      {
        title,
        hostId: reached.machine.hostId,
        machineIds: [id, `${request.destination}/${reached.machine.uuid}`],
        cancellable: true,
        virshLine: looked.plan.virshLine,
      },
      async (control) => await running.run(control),
    )
    running.jobId = job.id
    const end = (): void => void this.#running.delete(id)
    job.result.then(end, end)
    return job
  }

  /** How far a machine's migration is; null where none is under way. */
  progress(id: MachineId): MigrationProgress | null {
    return this.#running.get(id)?.progress ?? null
  }

  async tune({ id, maxDowntime, bandwidth }: MigrationTuning): Promise<void> {
    await attempt(t('change the limits of the migration'), async () => {
      const running = this.#require(id)
      if (maxDowntime !== undefined) await running.setMaxDowntime(maxDowntime)
      if (bandwidth !== undefined) await running.setBandwidth(bandwidth)
    })
  }

  async switchOver(id: MachineId): Promise<void> {
    await attempt(t('switch the migration over'), () => this.#require(id).switchOver())
  }

  #require(id: MachineId): RunningMigration {
    const running = this.#running.get(id)
    if (!running) throw new Problem('wrong-state', t('it is no longer under way'))
    return running
  }

  #titleOf({ id, destination }: MigrationRequest): string {
    const { machine } = this.parts.reach(id)
    return t('migrate {name} to {host}', {
      name: machine.name,
      host: this.parts.hosts.get(destination).address.name,
    })
  }

  async #look(request: MigrationRequest): Promise<Looked> {
    const { reach, hosts } = this.parts
    const reached = reach(request.id)
    const there = hosts.get(request.destination)
    const { connection } = there
    if (connection === reached.connection) {
      throw new Problem('invalid', t('it is there already'), { hint: t('Choose another host.') })
    }
    const subject = await readSubject(reached)
    const source: Connection = reached.connection
    const destination = await lookAtDestination(source, connection, subject, request)
    const disks = await planDisks(reached, connection, subject, destination.pools, request)
    const hostName = there.address.name
    const uris = {
      source: hosts.get(reached.machine.hostId).address.uri,
      destination: request.peerUri ?? there.address.uri,
    }
    return {
      subject,
      destination,
      disks,
      plan: {
        machineId: request.id,
        destinationId: request.destination,
        kind: subject.isRunning ? 'live' : 'offline',
        checks: checkMigration({ request, subject, destination, disks, hostName }),
        pools: destination.pools.flatMap(({ name, path }) => (path === undefined ? [] : [name])),
        virshLine: migrateLine(uris, request, subject, disks),
      },
    }
  }
}
