import type { MetadataChange } from '../../../src-preload/contract/calls/metadata'
import type { HostId } from '../../../src-preload/contract/host'
import type { JobStarted } from '../../../src-preload/contract/job'
import type { ActionOutcome, Machine, MachineId } from '../../../src-preload/contract/machine'
import type { MachineMetadata } from '../../../src-preload/contract/metadata'
import { t } from '../../../src-preload/language/t'
import { logFailure } from '../../failures/log-failure'
import { attempt, OperationFailed, Problem } from '../../failures/problem'
import type { JobControl, JobRegistry } from '../../jobs/job-registry'
import { runInBulk } from '../../jobs/run-in-bulk'
import { remote } from '../../libvirt'
import type { Log } from '../../log/log'
import type { ReachedMachine } from '../definition/machine-definitions'
import type { MachineControl } from '../machine-control'
import { metadataOf, noteMetadata, type WrittenMetadata } from './machine-metadata'
import { metadataLine } from './metadata-line'
import { uniqueTags } from './metadata-xml'
import { startInOrder, type Placed } from './start-in-order'
import type { TagReader } from './tag-reader'

export interface MachineNotesParts {
  readonly reach: (id: MachineId) => ReachedMachine
  readonly uriOf: (id: MachineId) => string
  readonly tags: TagReader
  readonly control: MachineControl
  readonly jobs: JobRegistry
  /** How many machines of a host at once. */
  readonly perHost: () => number
  readonly log: Log
}

/** What people note of their machines, and the order of starting that is kept with it. */
export class MachineNotes {
  constructor(readonly parts: MachineNotesParts) {}

  of(id: MachineId): Promise<MachineMetadata> {
    const { machine, connection, dom } = this.parts.reach(id)
    return attempt(t('read the notes of {name}', { name: machine.name }), () =>
      metadataOf(connection, dom),
    )
  }

  async change(id: MachineId, change: MetadataChange): Promise<void> {
    const { machine } = this.parts.reach(id)
    await attempt(t('note that of {name}', { name: machine.name }), () =>
      this.#change(id, () => change),
    )
  }

  /** Adds and removes tags, as a job that ends what it can and tells the rest. */
  tag(ids: readonly MachineId[], add: readonly string[], remove: readonly string[]): JobStarted {
    const gone = new Set(remove)
    const [only, ...others] = ids
    const name = only === undefined ? undefined : this.parts.tags.inventory.get(only)?.name
    const subject =
      others.length === 0 && name !== undefined
        ? name
        : t('{count, plural, one {# machine} other {# machines}}', { count: ids.length })
    const { id } = this.parts.jobs.start(
      {
        title: t('tag {subject}', { subject }),
        machineIds: ids,
        cancellable: true,
        withoutVirshLine: t('Each machine’s own tags are looked up first'),
      },
      async (job) => {
        const lines: string[] = []
        const tagOne = async (id: MachineId): Promise<void> => {
          const written = await this.#change(id, ({ tags }) => ({
            tags: [...uniqueTags([...tags.filter((tag) => !gone.has(tag)), ...add])],
          }))
          if (written) lines.push(metadataLine(this.parts.uriOf(id), written))
        }
        const outcomes = await this.#each(
          ids,
          (subject) => t('tag {subject}', { subject }),
          tagOne,
          job,
        )
        if (lines.length > 0) job.setVirshLine(lines.join('\n'))
        job.signal.throwIfAborted()
        const failures = outcomes.flatMap(({ failure }) => failure ?? [])
        job.note(
          t('{count} of {all} tagged', {
            count: outcomes.length - failures.length,
            all: outcomes.length,
          }),
        )
        if (failures.length === 0) return
        throw new Problem(
          'refused-by-host',
          t('{count} could not be tagged', { count: failures.length }),
          {
            cause: new Error(failures.map(({ message }) => message).join('\n')),
          },
        )
      },
    )
    return { jobId: id }
  }

  /** Whether hosts start machines when they start themselves. Never rejects. */
  setAutostart(ids: readonly MachineId[], autostart: boolean): Promise<readonly ActionOutcome[]> {
    const doing = (name: string): string =>
      autostart ? t('autostart {name}', { name }) : t('stop autostarting {name}', { name })
    return this.#each(ids, doing, async (id) => {
      const { connection, dom } = this.parts.reach(id)
      await connection.call(remote.domainSetAutostart, { dom, autostart })
    })
  }

  /** Starts the machines of a host that have a place in the order, one after another. */
  startInOrder(hostId: HostId): JobStarted {
    const { jobs, control, tags } = this.parts
    const { id } = jobs.start(
      {
        title: t('start machines in order'),
        hostId,
        cancellable: true,
        withoutVirshLine: t('The order is looked up first'),
      },
      async (job) => {
        const placed: Placed[] = []
        for (const machine of tags.inventory.ofHost(hostId)) {
          job.signal.throwIfAborted()
          const { start } = await this.of(machine.id)
          if (start) placed.push({ machine, start })
        }
        const start = async (machine: Machine): Promise<ActionOutcome> => {
          const [outcome] = await control.act('start', [machine.id])
          return outcome ?? { id: machine.id }
        }
        await startInOrder(placed, { start, uriOf: this.parts.uriOf }, job)
      },
    )
    return { jobId: id }
  }

  async #change(
    id: MachineId,
    change: (now: MachineMetadata) => MetadataChange,
  ): Promise<WrittenMetadata | null> {
    const { connection, dom } = this.parts.reach(id)
    const written = await noteMetadata(connection, dom, change)
    await this.parts.tags.read(id)
    return written
  }

  async #each(
    ids: readonly MachineId[],
    doing: (name: string) => string,
    run: (id: MachineId) => Promise<void>,
    job?: JobControl,
  ): Promise<readonly ActionOutcome[]> {
    const { log, perHost, tags } = this.parts
    const outcomes = await runInBulk({
      items: [...new Set(ids)],
      hostOf: (id) => id.slice(0, id.lastIndexOf('/')),
      perHost: perHost(),
      run,
      ...(job && {
        signal: job.signal,
        onProgress: (done, total) => job.progress(done, total, 'items'),
      }),
    })
    return outcomes.map((outcome) => {
      if (outcome.ok) return { id: outcome.item }
      const name = tags.inventory.get(outcome.item)?.name ?? t('the machine')
      const failed = new OperationFailed(doing(name), outcome.error)
      return { id: outcome.item, failure: logFailure(failed, log) }
    })
  }
}
