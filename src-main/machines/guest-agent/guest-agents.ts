import { setTimeout as sleep } from 'node:timers/promises'
import type { ExecutionRequest, GuestAct } from '../../../src-preload/contract/calls/guest'
import type { GuestExecution, GuestReport } from '../../../src-preload/contract/guest'
import type { JobId, JobStarted } from '../../../src-preload/contract/job'
import type { MachineId } from '../../../src-preload/contract/machine'
import { t } from '../../../src-preload/language/t'
import { attempt, Problem } from '../../failures/problem'
import type { JobRegistry } from '../../jobs/job-registry'
import { virshLine } from '../../jobs/virsh-line'
import { eachConnection } from '../../hosts/each-connection'
import type { HostRegistry } from '../../hosts/host-registry'
import { LibvirtError, remote } from '../../libvirt'
import { Listeners } from '../../listeners'
import { agentActs } from './agent-acts'
import { AgentReader, type AgentReaderParts } from './agent-reader'
import { execute, executionCommand } from './execution'

export interface GuestAgentsParts extends AgentReaderParts {
  /** A host's URI. */
  readonly uriOf: (id: MachineId) => string
  readonly jobs: JobRegistry
}

/** How long the agent may take over what it is told, in ms. */
const ACT_MS = 30_000
/** Agents fail where nobody has ever given the user a key; nothing but their words tells. */
const isMissingKeyFile = (error: unknown): boolean =>
  error instanceof LibvirtError && /authorized_keys.*No such file or directory/s.test(error.message)

/** How many programs' output is kept. */
const EXECUTIONS_KEPT = 20

/** The agents in the guests of all hosts: what they say, and what they are told to do. */
export class GuestAgents {
  readonly reader: AgentReader
  readonly #executions = new Map<JobId, GuestExecution>()
  readonly #changed = new Listeners<MachineId>()

  constructor(readonly parts: GuestAgentsParts) {
    this.reader = new AgentReader(parts)
  }

  /** Hears of machines whose agent came or went. */
  onDidChange(listener: (id: MachineId) => void): () => void {
    return this.#changed.add(listener)
  }

  /** Listens to what hosts tell of agents; a driver without agents tells nothing. */
  follow(hosts: HostRegistry): void {
    eachConnection(hosts, (hostId, connection) => {
      const listening = connection.subscribe('domainAgentLifecycle', ({ dom }) => {
        const id = `${hostId}/${dom.uuid}`
        this.reader.forget(id)
        this.#changed.tell(id)
      })
      listening.catch(() => undefined)
    })
  }

  read(id: MachineId, insist: boolean): Promise<GuestReport> {
    const { machine } = this.parts.reach(id)
    return attempt(t('read what the guest of {name} says', { name: machine.name }), () =>
      this.reader.read(id, insist),
    )
  }

  /** Tells a guest's agent to do something, and waits for its word. */
  async act(what: GuestAct): Promise<void> {
    const { title, carryOut } = agentActs[what.act]
    const { machine, connection, dom } = await this.#reach(what.id)
    await attempt(t('{doing} of {name}', { doing: t(title), name: machine.name }), () =>
      carryOut(connection, dom, what as never, { deadlineMs: ACT_MS }),
    )
  }

  async sshKeys(id: MachineId, user: string): Promise<readonly string[]> {
    const { machine, connection, dom } = await this.#reach(id)
    return attempt(
      t('read the keys of {user} in {name}', { user, name: machine.name }),
      async () => {
        const asked = { dom, user, flags: 0 }
        try {
          return (await connection.call(remote.domainAuthorizedSshKeysGet, asked)).keys
        } catch (error) {
          if (isMissingKeyFile(error)) return []
          throw error
        }
      },
    )
  }

  /** Keeps a guest's file systems from writing for so long (in s), or until the job is cancelled. */
  freeze(id: MachineId, seconds: number): JobStarted {
    const { machine } = this.parts.reach(id)
    const { id: jobId } = this.parts.jobs.start(
      {
        title: t('keep the file systems of {name} frozen', { name: machine.name }),
        hostId: machine.hostId,
        machineIds: [id],
        cancellable: true,
        virshLine: virshLine(this.parts.uriOf(id), 'domfsfreeze', { domain: machine.name }),
      },
      async (job) => {
        const { connection, dom } = await this.#reach(id)
        const all = { dom, mountpoints: [], flags: 0 }
        const options = { deadlineMs: ACT_MS }
        const { filesystems } = await connection.call(remote.domainFsfreeze, all, options)
        job.note(t('{count} frozen; cancel to let them write again', { count: filesystems }))
        try {
          for (let passed = 0; passed < seconds && !job.signal.aborted; passed += 1) {
            job.progress(passed, seconds, 'items')
            await sleep(1000, undefined, { signal: job.signal }).catch(() => undefined)
          }
        } finally {
          await connection.call(remote.domainFsthaw, all, options)
        }
        job.note(t('They write again'))
      },
    )
    return { jobId }
  }

  /** Runs a program in a guest, as a job that keeps its output. */
  execute({ id, program, programArguments }: ExecutionRequest): JobStarted {
    const { machine } = this.parts.reach(id)
    const command = executionCommand(program, programArguments)
    const { id: jobId } = this.parts.jobs.start(
      {
        title: t('run {program} in {name}', { program, name: machine.name }),
        hostId: machine.hostId,
        machineIds: [id],
        cancellable: true,
        virshLine: virshLine(this.parts.uriOf(id), 'qemu-agent-command', {
          domain: machine.name,
          cmd: JSON.stringify(command),
        }),
      },
      async (job) => {
        const { connection, dom } = await this.#reach(id)
        const done = await execute(connection, dom, command, job.signal)
        this.#keep(jobId, done)
        job.note(
          done.exitCode === null
            ? t('Ended by a signal')
            : t('Ended with {code}', { code: done.exitCode }),
        )
      },
    )
    return { jobId }
  }

  /** What a program put out, where that is still kept. */
  execution(jobId: JobId): GuestExecution | null {
    return this.#executions.get(jobId) ?? null
  }

  #keep(jobId: JobId, done: GuestExecution): void {
    this.#executions.set(jobId, done)
    const [oldest] = this.#executions.keys()
    if (this.#executions.size > EXECUTIONS_KEPT && oldest !== undefined) {
      this.#executions.delete(oldest)
    }
  }

  /** A machine and the connection for questions to its guest. Throws a `Problem` unless it runs. */
  async #reach(id: MachineId) {
    const { machine, dom } = this.parts.reach(id)
    if (machine.state !== 'running') {
      throw new Problem('wrong-state', t('{name} does not run', { name: machine.name }), {
        hint: t('Its agent is a program in the guest: start the machine first.'),
      })
    }
    return { machine, dom, connection: await this.parts.connectionFor(machine.hostId) }
  }
}
