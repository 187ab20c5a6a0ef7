import type { CallInput } from '../../src-preload/contract'
import type { JobStarted } from '../../src-preload/contract/job'
import type { PoolId } from '../../src-preload/contract/storage'
import { t } from '../../src-preload/language/t'
import { attempt } from '../failures/problem'
import type { JobControl, JobRegistry } from '../jobs/job-registry'
import { virshLine, type VirshOptions } from '../jobs/virsh-line'
import type { Pools } from './pools'
import { download } from './transfer/download'
import { upload, volumeNameOf } from './transfer/upload'
import type { Volumes } from './volumes'

/** What a job on storage is called, and what virsh would be told. */
interface StorageJob {
  readonly hostId: string
  readonly title: string
  readonly virsh: readonly [command: string, options: VirshOptions]
  readonly cancellable?: boolean
}

/** What is done to a pool, in the infinitive. */
const poolTitles: Readonly<Record<CallInput<'pools.act'>['action'], (name: string) => string>> = {
  start: (name) => t('start {name}', { name }),
  stop: (name) => t('stop {name}', { name }),
  refresh: (name) => t('refresh {name}', { name }),
  build: (name) => t('build {name}', { name }),
  delete: (name) => t('delete {name}', { name }),
  undefine: (name) => t('undefine {name}', { name }),
}

/** What may take long on pools and volumes, each as a job. */
export class StorageJobs {
  constructor(
    readonly jobs: JobRegistry,
    readonly pools: Pools,
    readonly volumes: Volumes,
  ) {}

  createPool(request: CallInput<'pools.create'>): JobStarted {
    const { hostId, name, build } = request
    return this.#start(
      {
        hostId,
        title: t('make the pool {name}', { name }),
        virsh: ['pool-define', { file: `${name}.xml`, build }],
      },
      async () => void (await this.pools.create(request)),
    )
  }

  async actOnPool({ id, action }: CallInput<'pools.act'>): Promise<JobStarted> {
    const { hostId, pool } = await this.pools.reach(id)
    const command = action === 'stop' ? 'destroy' : action
    return this.#start(
      {
        hostId,
        title: poolTitles[action](pool.name),
        virsh: [`pool-${command}`, { pool: pool.name }],
      },
      () => this.pools.act(id, action, () => this.volumes.requireUnusedPool(id)),
    )
  }

  async createVolume(request: CallInput<'volumes.create'>): Promise<JobStarted> {
    const { poolId, name, format, capacity, allocation, backing } = request
    const { hostId, pool } = await this.#of(poolId)
    const options = {
      pool,
      name,
      capacity,
      allocation: allocation ?? 0,
      format,
      'backing-vol': backing?.path,
      'backing-vol-format': backing?.format,
    }
    return this.#start(
      {
        hostId,
        title: t('make {name} in {pool}', { name, pool }),
        virsh: ['vol-create-as', options],
      },
      async () => void (await this.volumes.create(request)),
    )
  }

  async cloneVolume(request: CallInput<'volumes.clone'>): Promise<JobStarted> {
    const { poolId, name, toPoolId = poolId, newName, format } = request
    const { hostId, pool } = await this.#of(poolId)
    const target = { poolId: toPoolId, name: newName, format }
    return this.#start(
      {
        hostId,
        title: t('copy {name} to {newName}', { name, newName }),
        virsh: ['vol-clone', { pool, vol: name, newname: newName }],
      },
      async (job) => void (await this.volumes.clone({ poolId, name }, target, job)),
    )
  }

  async resizeVolume(request: CallInput<'volumes.resize'>): Promise<JobStarted> {
    const { poolId, name, capacity, shrink } = request
    const { hostId, pool } = await this.#of(poolId)
    return this.#start(
      {
        hostId,
        title: t('resize {name}', { name }),
        virsh: ['vol-resize', { pool, vol: name, capacity, shrink }],
      },
      () => this.volumes.resize(poolId, name, capacity, shrink),
    )
  }

  async wipeVolume({ poolId, name, algorithm }: CallInput<'volumes.wipe'>): Promise<JobStarted> {
    const { hostId, pool } = await this.#of(poolId)
    return this.#start(
      {
        hostId,
        title: t('wipe {name}', { name }),
        virsh: ['vol-wipe', { pool, vol: name, algorithm }],
      },
      () => this.volumes.wipe(poolId, name, algorithm),
    )
  }

  async deleteVolume({ poolId, name }: CallInput<'volumes.delete'>): Promise<JobStarted> {
    const { hostId, pool } = await this.#of(poolId)
    return this.#start(
      { hostId, title: t('delete {name}', { name }), virsh: ['vol-delete', { pool, vol: name }] },
      () => this.volumes.delete(poolId, name),
    )
  }

  /** Makes a volume of a file of this computer. */
  async uploadVolume(
    { poolId, name }: CallInput<'volumes.upload'>,
    path: string,
  ): Promise<JobStarted> {
    const at = await this.pools.reach(poolId)
    const made = name ?? volumeNameOf(path)
    const options = { pool: at.pool.name, vol: made, file: path, sparse: true }
    await attempt(t('upload {made}', { made }), () => this.volumes.requireFreeName(at, made))
    return this.#start(
      {
        hostId: at.hostId,
        title: t('upload {made} to {name}', { made, name: at.pool.name }),
        virsh: ['vol-upload', options],
        cancellable: true,
      },
      (job) => upload(this.pools, at, made, path, job),
    )
  }

  /** Copies a volume into a file of this computer. */
  async downloadVolume(
    { poolId, name }: CallInput<'volumes.download'>,
    path: string,
  ): Promise<JobStarted> {
    const at = await this.pools.reach(poolId)
    const options = { pool: at.pool.name, vol: name, file: path, sparse: true }
    return this.#start(
      {
        hostId: at.hostId,
        title: t('download {name}', { name }),
        virsh: ['vol-download', options],
        cancellable: true,
      },
      async (job) => {
        await download(at, name, path, job)
        job.note(t('Saved as {path}', { path }))
      },
    )
  }

  async #of(poolId: PoolId): Promise<{ hostId: string; pool: string }> {
    const { hostId, pool } = await this.pools.reach(poolId)
    return { hostId, pool: pool.name }
  }

  #start(
    { hostId, title, virsh, cancellable = false }: StorageJob,
    run: (job: JobControl) => Promise<void>,
  ): JobStarted {
    const { uri } = this.pools.hosts.get(hostId).address
    const { id } = this.jobs.start(
      { title, hostId, cancellable, virshLine: virshLine(uri, ...virsh) },
      run,
    )
    return { jobId: id }
  }
}
