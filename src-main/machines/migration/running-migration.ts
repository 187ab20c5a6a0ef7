import type { MigrationRequest } from '../../../src-preload/contract/calls/migration'
import type { MachineId } from '../../../src-preload/contract/machine'
import type { MigrationProgress } from '../../../src-preload/contract/migration'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import type { JobControl } from '../../jobs/job-registry'
import { ErrorCode, isConnectionLost, LibvirtError, remote, type Connection } from '../../libvirt'
import type { ReachedMachine } from '../definition/machine-definitions'
import { makeCopies, removeCopies, sendCopies, type Copy } from './copy-disks'
import type { Looked, MachineMigrationParts } from './machine-migration'
import { migrateArguments } from './migrate-arguments'
import { moveDirectly, type Move, type Moved } from './move-directly'
import { movePeerToPeer } from './move-peer-to-peer'
import { readProgress } from './read-progress'
import type { Ends } from './settle-migration'

/** Between two questions how far it is, in ms. */
const LOOK_MS = 500
/** `operation` of a host's job: it moves the machine away. */
const MIGRATION_OUT = 5

const noFigures = { total: 0, remaining: 0, rate: 0 }

/** One migration from its first step to its last. Its connections are its own. */
export class RunningMigration {
  jobId = ''
  readonly #waiting = new AbortController()
  #source: Connection | null = null
  #progress: MigrationProgress | null = null
  #isWaiting = false
  #hasSwitched = false

  constructor(
    readonly parts: MachineMigrationParts,
    readonly request: MigrationRequest,
    readonly reached: ReachedMachine,
    readonly looked: Looked,
  ) {}

  /** What the machine is called on the destination. */
  get #arrivingId(): MachineId {
    return `${this.request.destination}/${this.reached.machine.uuid}`
  }

  get progress(): MigrationProgress | null {
    return this.#progress
  }

  async setMaxDowntime(ms: number): Promise<void> {
    const { dom } = this.reached
    const args = { dom, downtime: BigInt(ms), flags: 0 }
    await this.#require().call(remote.domainMigrateSetMaxDowntime, args)
    this.#tell({ maxDowntime: ms })
  }

  async setBandwidth(mibs: number): Promise<void> {
    const { dom } = this.reached
    const args = { dom, bandwidth: BigInt(mibs), flags: 0 }
    await this.#require().call(remote.domainMigrateSetMaxSpeed, args)
    this.#tell({ bandwidth: mibs })
  }

  async switchOver(): Promise<void> {
    const { dom } = this.reached
    await this.#require().call(remote.domainMigrateStartPostCopy, { dom, flags: 0 })
    this.#hasSwitched = true
    this.#tell({ postCopy: 'running' })
  }

  /** Carries it out. Throws a `Problem` that says where the machine is, unless it has arrived. */
  async run(job: JobControl): Promise<void> {
    const { inventory, hosts } = this.parts
    const { machine, connection } = this.reached
    const there = hosts.get(this.request.destination)
    const source = await connection.sibling()
    this.#source = source
    let destination: Connection | null = null
    const copies: Copy[] = []
    inventory.patch(machine.id, { isMoving: true })
    inventory.expectArrival(machine.uuid, true)
    try {
      destination = await there.connection.sibling()
      try {
        await this.#prepare(source, destination, copies, job)
      } catch (error) {
        await this.#removeCopies(copies)
        throw error
      }
      const moved = await this.#move(source, destination, job)
      if (moved.at === 'source') {
        const left = await this.#removeCopies(copies)
        throw this.#stayed(moved.error, left, job)
      }
      await this.#arrived(moved, copies.length > 0, job)
    } finally {
      this.#progress = null
      for (const id of [machine.id, this.#arrivingId]) inventory.patch(id, { isMoving: undefined })
      inventory.expectArrival(machine.uuid, false)
      this.#source = null
      await Promise.all([source.close(), destination?.close(), this.#bringUpToDate()])
    }
  }

  /** What can't be compared now is compared when its host is connected again. */
  async #bringUpToDate(): Promise<void> {
    const hosts = [this.reached.machine.hostId, this.request.destination]
    await Promise.allSettled(hosts.map(async (id) => this.parts.followers.get(id)?.reconcile()))
  }

  /** All that must be there before the first step; nothing has moved when it fails. */
  async #prepare(
    source: Connection,
    destination: Connection,
    copies: Copy[],
    job: JobControl,
  ): Promise<void> {
    const { request, looked, reached } = this
    const { kind } = looked.plan
    await makeCopies(destination, looked.disks, kind, copies)
    if (kind === 'offline' && copies.length > 0) {
      const volumes = new Map(looked.subject.disks.map((disk) => [disk.target, disk]))
      await sendCopies(source, destination, copies, volumes, job)
    }
    if (kind === 'live' && request.maxDowntime !== null) {
      const { dom } = reached
      const downtime = BigInt(request.maxDowntime)
      await source.call(remote.domainMigrateSetMaxDowntime, { dom, downtime, flags: 0 })
    }
    job.signal.throwIfAborted()
  }

  async #move(source: Connection, destination: Connection, job: JobControl): Promise<Moved> {
    const { request, looked } = this
    const move: Move = {
      source,
      destination,
      ends: this.#ends(job),
      how: migrateArguments(request, looked.subject, looked.disks),
      cancel: job.signal,
      waiting: this.#waiting.signal,
      hasSwitched: () => this.#hasSwitched,
    }
    const stop = (): void => this.#stop(source)
    job.signal.addEventListener('abort', stop)
    const look = setInterval(() => void this.#look(source, job), LOOK_MS)
    try {
      if (request.way === 'direct') return await moveDirectly(move)
      const { uri } = this.parts.hosts.get(request.destination).address
      return await movePeerToPeer(move, request.peerUri ?? uri)
    } finally {
      clearInterval(look)
      job.signal.removeEventListener('abort', stop)
    }
  }

  #ends(job: JobControl): Ends {
    const { hosts } = this.parts
    const { machine, dom } = this.reached
    const { subject, destination } = this.looked
    const there = this.request.destination
    return {
      hosts,
      dom,
      machineName: machine.name,
      source: { hostId: machine.hostId, name: hosts.get(machine.hostId).address.name },
      destination: { hostId: there, name: hosts.get(there).address.name },
      wasPaused: subject.isPaused,
      forgetsSource: subject.isPersistent && !this.request.isTemporary,
      isNewThere: destination.sameUuid === 'nobody',
      note: (text) => {
        this.#isWaiting = true
        job.note(text)
      },
    }
  }

  /** Somebody cancels: the source is told to stop, or nobody waits any longer for a lost host. */
  #stop(source: Connection): void {
    if (this.#isWaiting) {
      this.#waiting.abort(
        new Problem('connection-lost', t('nobody waits any longer for the host that was lost'), {
          hint: t(
            'Look where the machine runs before you start it anywhere: on the other host it may run already.',
          ),
        }),
      )
      return
    }
    source.call(remote.domainAbortJob, { dom: this.reached.dom }).catch((error: unknown) => {
      this.parts.log.info({ err: error }, 'there was no job to abort yet')
    })
  }

  async #look(source: Connection, job: JobControl): Promise<void> {
    if (this.#isWaiting) return
    // Cancelled before the source had a job that could be aborted: it may have one now.
    if (job.signal.aborted) return this.#stop(source)
    const { dom } = this.reached
    this.parts.inventory.patch(this.#arrivingId, { isMoving: true })
    try {
      const { params } = await source.call(remote.domainGetJobStats, { dom, flags: 0 })
      const operation = params.find(({ name }) => name === 'operation')
      if (operation && operation.value !== MIGRATION_OUT) return
      const figures = readProgress(params)
      this.#tell(figures)
      const { memory, disks = noFigures, round } = figures
      const total = memory.total + disks.total
      if (total === 0 || job.signal.aborted || this.#isWaiting) return
      job.progress(total - memory.remaining - disks.remaining, total, 'bytes')
      if (this.#hasSwitched) job.setCancellable(false)
      const doing =
        disks.remaining > 0 ? t('Copying disks') : t('Memory, round {round}', { round: round || 1 })
      job.note(this.#hasSwitched ? t('Switched over; the rest of its memory follows') : doing)
    } catch (error) {
      // It has ended in between, or the connection has: the migration's own answer tells.
      this.parts.log.debug({ err: error }, 'how far a migration is was not told')
    }
  }

  #tell(change: Partial<MigrationProgress>): void {
    const { request, reached } = this
    const { maxDowntime, bandwidth } = request
    this.#progress = {
      jobId: this.jobId,
      machineId: reached.machine.id,
      destinationId: request.destination,
      memory: noFigures,
      round: 0,
      dirtyRate: 0,
      elapsed: 0,
      postCopy: request.postCopy ? 'switchable' : 'off',
      ...(maxDowntime !== null && { maxDowntime }),
      ...(bandwidth !== null && { bandwidth }),
      ...this.#progress,
      ...change,
    }
  }

  #require(): Connection {
    if (!this.#source) throw new Problem('wrong-state', t('it is not under way yet'))
    return this.#source
  }

  /** Why it did not move, in words that say where it is now and what to do. */
  #stayed(error: unknown, left: readonly string[], job: JobControl): unknown {
    if (job.signal.aborted && !this.#isWaiting) return job.signal.reason
    const ends = this.#ends(job)
    const here = t('{name} is on {host} as before', {
      name: ends.machineName,
      host: ends.source.name,
    })
    const isUnsafe = error instanceof LibvirtError && error.code === ErrorCode.migrationUnsafe
    const hint = isUnsafe
      ? t('Copy its disks, set their cache to none, or vouch that both hosts see the same disks.')
      : isConnectionLost(error)
        ? t(
            'A connection was lost on the way, and nothing of it is left on the other host. Try again.',
          )
        : t('Nothing of it is left on {host}. Put right what the host names, and try again.', {
            host: ends.destination.name,
          })
    const remains =
      left.length === 0
        ? hint
        : t('Delete what was copied to {host}: {paths}.', {
            host: ends.destination.name,
            paths: left.join(', '),
          })
    const code = isConnectionLost(error) ? 'connection-lost' : 'refused-by-host'
    return new Problem(code, here, { hint: remains, cause: error })
  }

  async #arrived(moved: Moved, hasCopies: boolean, job: JobControl): Promise<void> {
    const { source, destination } = this.#ends(job)
    await this.#keepAutostart()
    job.note(
      [
        t('It is on {host}', { host: destination.name }),
        ...(moved.error === undefined
          ? []
          : [
              t('a connection was lost on the way, and what was left on {host} was ended', {
                host: source.name,
              }),
            ]),
        ...(hasCopies ? [t('its disks on {host} are still there', { host: source.name })] : []),
      ].join('; '),
    )
  }

  /** Libvirt does not carry it along. */
  async #keepAutostart(): Promise<void> {
    if (!this.looked.subject.startsWithHost || this.request.isTemporary) return
    try {
      const { connection } = this.parts.hosts.get(this.request.destination)
      const { dom } = this.reached
      await connection.call(remote.domainSetAutostart, { dom, autostart: true })
    } catch (error) {
      this.parts.log.warn({ err: error }, 'a moved machine no longer starts with its host')
    }
  }

  /** What kept the machine here leaves copies of no use there. Answers those that stay. */
  async #removeCopies(copies: readonly Copy[]): Promise<readonly string[]> {
    if (copies.length === 0) return []
    const { hosts, log } = this.parts
    try {
      const { connection } = hosts.get(this.request.destination)
      return (await removeCopies(connection, copies)).map(({ vol }) => vol.name)
    } catch (error) {
      log.warn({ err: error }, 'copies are left: the destination is not connected')
      return copies.map(({ vol }) => vol.name)
    }
  }
}
