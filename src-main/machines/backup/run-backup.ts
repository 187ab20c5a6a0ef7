import { setTimeout as sleep } from 'node:timers/promises'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import type { JobControl } from '../../jobs/job-registry'
import {
  parameterMap,
  remote,
  type Connection,
  type DomainRef,
  type TypedParameter,
} from '../../libvirt'
import { BackupBeginFlags, JobStatsFlags } from '../../libvirt/procedures/flags'
import { JobOperation, JobType } from '../../libvirt/procedures/states'
import { buildXml } from '../../xml/build-xml'

/** How often the host is asked how far it is, in ms; that it has ended it tells by itself. */
const LOOK_MS = 500

/** What libvirt is told to back up, and where to. */
export interface BackupOrder {
  readonly disks: readonly { readonly target: string; readonly path: string }[]
  /** Disks that are left out. */
  readonly others: readonly string[]
  /** Only what changed since this checkpoint. */
  readonly since: string | null
}

/** The images are there already: made beforehand, they lie on what libvirt knows nothing of. */
export const backupXml = ({ disks, others, since }: BackupOrder): string =>
  buildXml([
    'domainbackup',
    { mode: 'push' },
    since === null ? undefined : ['incremental', {}, since],
    [
      'disks',
      {},
      ...disks.map(
        ({ target, path }) =>
          [
            'disk',
            { name: target, backup: 'yes', type: 'file' },
            ['driver', { type: 'qcow2' }],
            ['target', { file: path }],
          ] as const,
      ),
      ...others.map((name) => ['disk', { name, backup: 'no' }] as const),
    ],
  ])

export interface BackupRun {
  readonly connection: Connection
  readonly dom: DomainRef
  readonly backupXml: string
  readonly checkpointXml: string | null
  /** Something that holds while the backup begins: the moment that it is of. */
  readonly atRest: (begin: () => Promise<void>) => Promise<void>
}

const numberOf = (params: readonly TypedParameter[], name: string): number =>
  Number(parameterMap(params).get(name) ?? 0)

/** Throws a `Problem` unless the statistics of a job that ended say that it went well. */
const requireSuccess = (params: readonly TypedParameter[]): void => {
  const values = parameterMap(params)
  const success = values.get('success')
  if (success === true || success === undefined) return
  const told = values.get('errmsg')
  throw new Problem(
    'refused-by-host',
    typeof told === 'string' ? told : t('the host has stopped it'),
  )
}

/**
 * Begins a backup and follows it to its end. Cancelled, the host is told to stop it. Throws a
 * `Problem` when it failed.
 */
export const runBackup = async (
  { connection, dom, backupXml, checkpointXml, atRest }: BackupRun,
  job: JobControl,
): Promise<void> => {
  let ended: readonly TypedParameter[] | null = null
  let news = new AbortController()
  const wake = (): void => news.abort()
  const stopListening = await connection.subscribe('domainJobCompleted', (event) => {
    const isOurs = numberOf(event.params, 'operation') === JobOperation.backup
    if (event.dom.uuid !== dom.uuid || !isOurs) return
    ended = event.params
    wake()
  })
  job.signal.addEventListener('abort', wake)
  try {
    const flags = BackupBeginFlags.reuseExternal
    await atRest(async () => {
      await connection.call(remote.domainBackupBegin, { dom, backupXml, checkpointXml, flags })
    })
    for (let isStopping = false; ended === null;) {
      if (job.signal.aborted && !isStopping) {
        isStopping = true
        await connection.call(remote.domainAbortJob, { dom })
      }
      ended = await look(connection, dom, job)
      if (ended === null && !news.signal.aborted) {
        await sleep(LOOK_MS, undefined, { signal: news.signal }).catch(() => undefined)
      }
      news = new AbortController()
    }
    job.signal.throwIfAborted()
    requireSuccess(ended)
  } finally {
    stopListening()
    job.signal.removeEventListener('abort', wake)
  }
}

/** Tells how far it is; answers the last statistics where it has ended. */
const look = async (
  connection: Connection,
  dom: DomainRef,
  job: JobControl,
): Promise<readonly TypedParameter[] | null> => {
  const { type, params } = await connection.call(remote.domainGetJobStats, { dom, flags: 0 })
  if (type !== JobType.none) {
    const total = numberOf(params, 'disk_total')
    if (total > 0) job.progress(numberOf(params, 'disk_processed'), total, 'bytes')
    return null
  }
  const flags = JobStatsFlags.completed | JobStatsFlags.keepCompleted
  return (await connection.call(remote.domainGetJobStats, { dom, flags })).params
}
