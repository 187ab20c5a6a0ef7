import type { DiskChange } from '../../../src-preload/contract/calls/disks'
import type { MachineDisks } from '../../../src-preload/contract/disk'
import type { JobId, JobStarted } from '../../../src-preload/contract/job'
import type { MachineId } from '../../../src-preload/contract/machine'
import { t } from '../../../src-preload/language/t'
import { attempt, Problem } from '../../failures/problem'
import type { JobControl, JobRegistry } from '../../jobs/job-registry'
import { param, remote } from '../../libvirt'
import {
  BlockCommitFlags,
  BlockCopyFlags,
  BlockJobSpeedFlags,
  BlockPullFlags,
  BlockRebaseFlags,
  BlockResizeFlags,
} from '../../libvirt/procedures/flags'
import type { Storage } from '../../storage/make-storage'
import { findVolume } from '../../storage/read-volumes'
import { buildXml } from '../../xml/build-xml'
import { readDefinitions, type ReachedMachine } from '../definition/machine-definitions'
import { diskLine } from './disk-line'
import { capacityOf, readDisks, writtenDisks } from './read-disks'
import { removeCopy } from './remove-copy'
import { runBlockJob } from './run-block-job'

export interface DiskJobsParts {
  readonly reach: (id: MachineId) => ReachedMachine
  /** A host's URI. */
  readonly uriOf: (id: MachineId) => string
  readonly storage: Storage
  readonly jobs: JobRegistry
}

type Of<Act extends DiskChange['act']> = Extract<DiskChange, { act: Act }>

/** A job of ours that moves a disk's data. */
interface Followed {
  readonly id: MachineId
  readonly target: string
  readonly pivot: AbortController
}

const titles: Readonly<Record<DiskChange['act'], (target: string, machine: string) => string>> = {
  resize: (target, machine) => t('resize {target} of {machine}', { target, machine }),
  copy: (target, machine) => t('copy {target} of {machine}', { target, machine }),
  commit: (target, machine) => t('merge the images of {target} of {machine}', { target, machine }),
  pull: (target, machine) =>
    t('take into {target} of {machine} what it lies on', { target, machine }),
}

/** What is done to the disks of machines while they run: resized, copied, merged. */
export class DiskJobs {
  readonly #followed = new Map<JobId, Followed>()

  constructor(readonly parts: DiskJobsParts) {}

  async list(id: MachineId): Promise<MachineDisks> {
    const reached = this.parts.reach(id)
    return attempt(t('read the disks of {name}', { name: reached.machine.name }), async () => {
      const { live, nextBoot } = await readDefinitions(reached)
      const isRunning = live !== undefined
      const disks = await readDisks(reached, live ?? nextBoot, isRunning)
      return {
        machineId: id,
        isRunning,
        disks: disks.map((disk) => {
          const jobId = this.#jobOf(id, disk.target)
          return disk.job && jobId !== undefined ? { ...disk, job: { ...disk.job, jobId } } : disk
        }),
      }
    })
  }

  /** Begins a change as a job. Throws a `Problem` where it can't be done. */
  async change(change: DiskChange): Promise<JobStarted> {
    const { id, target, act } = change
    const reached = this.parts.reach(id)
    const { machine } = reached
    const title = titles[act](target, machine.name)
    await attempt(title, () => this.#requireSense(reached, change))
    const pivot = new AbortController()
    const { id: jobId, result } = this.parts.jobs.start(
      {
        title,
        hostId: machine.hostId,
        machineIds: [id],
        cancellable: act !== 'resize',
        virshLine: diskLine(this.parts.uriOf(id), machine.name, change),
      },
      (job) => {
        if (change.act === 'resize') return this.#resize(reached, change)
        return this.#follow(reached, change, pivot.signal, job)
      },
    )
    if (act !== 'resize') this.#followed.set(jobId, { id, target, pivot })
    const forget = (): void => void this.#followed.delete(jobId)
    result.then(forget, forget)
    return { jobId }
  }

  /** Goes over to a copy that waits. Throws a `Problem` when there is none. */
  pivot(jobId: JobId): void {
    this.#followedBy(jobId).pivot.abort()
  }

  /** Bounds a job's speed (bytes a second; 0 is no bound). */
  async limit(jobId: JobId, bytesPerSecond: number): Promise<void> {
    const { id, target } = this.#followedBy(jobId)
    const { connection, dom } = this.parts.reach(id)
    await connection.call(remote.domainBlockJobSetSpeed, {
      dom,
      path: target,
      bandwidth: BigInt(bytesPerSecond),
      flags: BlockJobSpeedFlags.bandwidthBytes,
    })
  }

  /** Runs a block job; takes back the copy that it has made when it does not come to its end. */
  async #follow(
    reached: ReachedMachine,
    change: Exclude<DiskChange, { act: 'resize' }>,
    pivot: AbortSignal,
    job: JobControl,
  ): Promise<void> {
    const { connection, dom } = reached
    const { target } = change
    let hasBegun = false
    const beginning = async (): Promise<void> => {
      await begin(reached, change)
      hasBegun = true
    }
    const ending = change.act === 'copy' && { ending: change.ending }
    try {
      await runBlockJob({ connection, dom, target, begin: beginning, pivot, ...ending }, job)
    } catch (error) {
      // What was refused at the beginning has made nothing: a file in the way is somebody's. And
      // whoever else has stopped it may have wanted the copy as it was then.
      const isOthers = error instanceof Problem && error.code === 'cancelled' && !job.signal.aborted
      if (change.act === 'copy' && hasBegun && !isOthers) {
        const left = await removeCopy(reached, this.parts.storage, target, change.path)
        if (left !== null) job.leave(left)
      }
      throw error
    }
  }

  #followedBy(jobId: JobId): Followed {
    const followed = this.#followed.get(jobId)
    if (!followed) throw new Problem('not-found', t('That job has ended'))
    return followed
  }

  #jobOf(id: MachineId, target: string): JobId | undefined {
    return [...this.#followed].find(
      ([, followed]) => followed.id === id && followed.target === target,
    )?.[0]
  }

  async #requireSense(reached: ReachedMachine, change: DiskChange): Promise<void> {
    const { live, nextBoot } = await readDefinitions(reached)
    const disk = writtenDisks(live ?? nextBoot).find(({ target }) => target === change.target)
    if (!disk)
      throw new Problem(
        'not-found',
        t('it has no disk {target} that it writes to', { target: change.target }),
      )
    if (change.act === 'resize') {
      const capacity = await capacityOf(reached, change.target)
      if (capacity !== undefined && change.capacity < capacity) {
        throw new Problem('invalid', t('that is less than it has, and would cut off what is there'))
      }
      return
    }
    if (live === undefined) {
      throw new Problem('wrong-state', t('it does not run'), {
        hint: t('libvirt does this with machines that run. Start it first, paused if you like.'),
      })
    }
    const alone = disk.images.length < 2
    if (change.act !== 'copy' && alone) {
      throw new Problem(
        'invalid',
        t('{target} lies on nothing: there is nothing to merge', { target: change.target }),
      )
    }
    const below = disk.images.slice(1).map(({ path }) => path)
    if (change.act !== 'copy' && change.base !== undefined && !below.includes(change.base)) {
      throw new Problem(
        'invalid',
        t('{base} is not in the chain of {target}', { base: change.base, target: change.target }),
      )
    }
  }

  async #resize(reached: ReachedMachine, { target, capacity }: Of<'resize'>): Promise<void> {
    const { machine, connection, dom } = reached
    if (machine.state !== 'shutOff' && machine.state !== 'saved') {
      const flags = BlockResizeFlags.bytes
      const asked = { dom, disk: target, size: BigInt(capacity), flags }
      await connection.call(remote.domainBlockResize, asked, { deadlineMs: Infinity })
      return
    }
    const { nextBoot } = await readDefinitions(reached)
    const path = writtenDisks(nextBoot).find((disk) => disk.target === target)?.images[0]?.path
    const volume = await findVolume({ hostId: machine.hostId, connection }, { path })
    if (!volume) {
      throw new Problem('unsupported', t('no running pool shows its image'), {
        hint: t('Start the machine and resize it then, or make a pool of the image’s folder.'),
      })
    }
    await this.parts.storage.volumes.resize(volume.poolId, volume.name, capacity, false)
  }
}

const begin = async (
  { connection, dom }: ReachedMachine,
  change: Of<'copy'> | Of<'commit'> | Of<'pull'>,
): Promise<void> => {
  const { target, bytesPerSecond } = change
  const bandwidth = BigInt(bytesPerSecond)
  if (change.act === 'copy') {
    const { path, format } = change
    const destxml = buildXml([
      'disk',
      { type: 'file' },
      ['driver', { type: format }],
      ['source', { file: path }],
    ])
    const params = bytesPerSecond === 0 ? [] : [param.ullong('bandwidth', bandwidth)]
    // A copy does not outlive its machine’s run; libvirt wants that said.
    const flags = BlockCopyFlags.transientJob
    await connection.call(remote.domainBlockCopy, { dom, path: target, destxml, params, flags })
  } else if (change.act === 'commit') {
    const { base = null } = change
    const flags = BlockCommitFlags.active | BlockCommitFlags.bandwidthBytes
    const asked = { dom, disk: target, base, top: null, bandwidth, flags }
    await connection.call(remote.domainBlockCommit, asked)
  } else if (change.base === undefined) {
    const flags = BlockPullFlags.bandwidthBytes
    await connection.call(remote.domainBlockPull, { dom, path: target, bandwidth, flags })
  } else {
    const flags = BlockRebaseFlags.bandwidthBytes
    const { base } = change
    await connection.call(remote.domainBlockRebase, { dom, path: target, base, bandwidth, flags })
  }
}
