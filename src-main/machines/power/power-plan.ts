import type { JobStarted } from '../../../src-preload/contract/job'
import type { Machine, MachineId } from '../../../src-preload/contract/machine'
import type {
  MachineGroup,
  Schedule,
  ScheduleStatus,
  ShutDownManner,
} from '../../../src-preload/contract/power'
import { t } from '../../../src-preload/language/t'
import { logFailure } from '../../failures/log-failure'
import { OperationFailed, Problem } from '../../failures/problem'
import type { JobRegistry } from '../../jobs/job-registry'
import { Listeners } from '../../listeners'
import type { Log } from '../../log/log'
import { shutDownGroup, startGroup, type GroupParts } from './run-group'
import { timesOf, type ScheduleClock } from './schedule-clock'
import { shutDownLines } from './shut-down-lines'
import { shutDownMachines } from './shut-down-machines'

/** How often the clock is looked at, in ms: a pattern's finest step is a minute. */
const TICK_MS = 15_000
/** How long hosts have to connect before what is due is done, in ms. */
const FIRST_LOOK_MS = 3_000
/** How often it is written down when it was last looked at, in ms. */
const KEEP_MS = 5 * 60_000

export interface PowerPlanParts extends GroupParts {
  readonly jobs: JobRegistry
  /** Reads the tags of all machines that have not been read yet. */
  readonly readTags: () => Promise<void>
  readonly schedules: () => readonly Schedule[]
  readonly clock: ScheduleClock
  readonly log: Log
}

const nameOf = (machines: readonly Machine[]): string =>
  machines.length === 1
    ? (machines[0]?.name ?? '')
    : t('{count, plural, one {# machine} other {# machines}}', { count: machines.length })

/** Machines' power by plan: shutting down with a deadline, and schedules for groups. */
export class PowerPlan {
  readonly #changed = new Listeners<void>()
  #timers: NodeJS.Timeout[] = []

  constructor(readonly parts: PowerPlanParts) {}

  /** Looks at the clock from now on; what came before that was missed. */
  start(): void {
    this.#timers = [
      setTimeout(() => this.#tick(), FIRST_LOOK_MS),
      setInterval(() => this.#tick(), TICK_MS),
      setInterval(() => this.parts.clock.save(), KEEP_MS),
    ]
    for (const timer of this.#timers) timer.unref()
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer)
    if (this.#timers.length > 0) this.parts.clock.save()
    this.#timers = []
  }

  /** Hears when a schedule ran, was missed, or that was forgotten. */
  onDidChange(listener: () => void): () => void {
    return this.#changed.add(listener)
  }

  /** Asks machines to shut down, all with the same deadline. Throws a `Problem` where none runs. */
  shutDown(ids: readonly MachineId[], manner: ShutDownManner): JobStarted {
    const { inventory, jobs, uriOf } = this.parts
    const running = [...new Set(ids)].flatMap((id) => {
      const machine = inventory.get(id)
      return machine?.state === 'running' && machine.staleSince === undefined ? [machine] : []
    })
    if (running.length === 0) throw new Problem('wrong-state', t('None of these machines runs'))
    const [first] = running
    const names = nameOf(running)
    const { id: jobId } = jobs.start(
      {
        title:
          manner.after === 'force'
            ? t('shut down {names}, forcing it after {wait} s', { names, wait: manner.wait })
            : t('shut down {names}', { names }),
        ...(first && { hostId: first.hostId }),
        machineIds: running.map(({ id }) => id),
        cancellable: true,
        virshLine: shutDownLines(running, manner, uriOf),
      },
      async (job) => {
        const all = running.map(({ id }) => id)
        await shutDownMachines(this.parts, all, manner, job)
      },
    )
    return { jobId }
  }

  /** How the schedules stand. */
  async status(): Promise<readonly ScheduleStatus[]> {
    const { clock, schedules, readTags } = this.parts
    if (schedules().some(({ group }) => 'tag' in group)) await readTags()
    return schedules().map(({ name, when, enabled, group }) => {
      const lastRun = clock.lastRunOf(name)
      return {
        name,
        next: enabled ? this.#nextOf(when) : null,
        machines: this.#machinesOf(group).map((machine) => ({
          id: machine.id,
          name: machine.name,
        })),
        ...(lastRun !== undefined && { lastRun }),
        missed: clock.missedOf(name),
      }
    })
  }

  /** Does now what a schedule would do. Throws a `Problem` without that schedule. */
  run(name: string): JobStarted {
    const found = this.parts.schedules().find((schedule) => schedule.name === name)
    if (!found) throw new Problem('not-found', t('There is no schedule {name} any more', { name }))
    return this.#run(found)
  }

  /** Forgets when a schedule was missed. */
  forget(name: string): void {
    this.parts.clock.forget(name)
    this.#changed.tell()
  }

  #nextOf(when: string): number | null {
    try {
      return timesOf(when, Date.now(), 1)[0] ?? null
    } catch {
      return null
    }
  }

  #tick(): void {
    const { clock, schedules, log } = this.parts
    const enabled = schedules().filter((schedule) => schedule.enabled)
    const { due, isMissed } = clock.look(enabled)
    for (const schedule of enabled) {
      if (!due.includes(schedule.name)) continue
      try {
        this.#run(schedule)
      } catch (error) {
        logFailure(new OperationFailed(t('run {name}', { name: schedule.name }), error), log)
      }
    }
    if (isMissed) this.#changed.tell()
  }

  #run({ name, action, group, manner }: Schedule): JobStarted {
    const { jobs, clock, readTags } = this.parts
    const { id: jobId } = jobs.start(
      {
        title:
          action === 'start'
            ? t('start by schedule “{name}”', { name })
            : t('shut down by schedule “{name}”', { name }),
        cancellable: true,
        withoutVirshLine: t('Which machines it means is looked up first'),
      },
      async (job) => {
        if ('tag' in group) await readTags()
        const machines = this.#machinesOf(group)
        if (machines.length === 0) throw new Problem('not-found', t('it means no machine just now'))
        if (action === 'start') await startGroup(this.parts, machines, job)
        else await shutDownGroup(this.parts, machines, manner, job)
      },
    )
    clock.ran(name)
    this.#changed.tell()
    return { jobId }
  }

  /** The machines of a group that are there now, on hosts that are connected. */
  #machinesOf(group: MachineGroup): readonly Machine[] {
    const { machines } = this.parts.inventory.snapshot()
    const there = machines.filter(({ staleSince }) => staleSince === undefined)
    if ('tag' in group) return there.filter(({ tags }) => tags?.includes(group.tag))
    if ('host' in group) return there.filter(({ hostId }) => hostId === group.host)
    const ids = new Set(group.machines.map(({ id }) => id))
    return there.filter(({ id }) => ids.has(id))
  }
}
