import { setTimeout as sleep } from 'node:timers/promises'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import type { JobControl } from '../../jobs/job-registry'
import { remote, type Connection, type DomainRef } from '../../libvirt'
import { BlockJobAbortFlags } from '../../libvirt/procedures/flags'
import { BlockJobStatus } from '../../libvirt/procedures/states'

/** How often the host is asked how far it is, in ms. */
const LOOK_MS = 500

/** What to do once the data is in step: go over to it, leave it as it is, or wait to be told. */
export type Ending = 'pivot' | 'keep' | 'wait'

export interface BlockJob {
  readonly connection: Connection
  readonly dom: DomainRef
  /** The disk, such as `vda`. */
  readonly target: string
  /** Begins it. */
  readonly begin: () => Promise<unknown>
  /** Of jobs that get in step and then go on until they are told to end. */
  readonly ending?: Ending
  /** Aborted when somebody says that a job that waits may pivot. */
  readonly pivot?: AbortSignal
}

/**
 * Begins a block job and follows it to its end. Cancelled, the host is told to stop it, and the
 * disk goes on as it was. Throws a `Problem` when it failed, or somebody else ended it.
 */
export const runBlockJob = async (
  { connection, dom, target, begin, ending = 'pivot', pivot }: BlockJob,
  job: JobControl,
): Promise<void> => {
  let status: number | null = null
  let asked: 'pivot' | 'stop' | null = null
  let missing = 0
  let news = new AbortController()
  const wake = (): void => news.abort()
  const disk = { dom, path: target }
  const end = async (what: 'pivot' | 'stop'): Promise<void> => {
    asked = what
    status = null
    const flags = what === 'pivot' ? BlockJobAbortFlags.pivot : BlockJobAbortFlags.async
    await connection.call(remote.domainBlockJobAbort, { ...disk, flags })
  }
  const stopListening = await connection.subscribe('domainBlockJob2', (event) => {
    if (event.dom.uuid !== dom.uuid || event.dst !== target) return
    status = event.status
    wake()
  })
  job.signal.addEventListener('abort', wake)
  pivot?.addEventListener('abort', wake)
  try {
    await begin()
    for (;;) {
      if (status === BlockJobStatus.completed) return
      if (status === BlockJobStatus.failed)
        throw new Problem('refused-by-host', t('it failed'), failed())
      if (status === BlockJobStatus.canceled) {
        job.signal.throwIfAborted()
        if (asked === 'stop') return
        throw new Problem('cancelled', t('somebody else has stopped it'))
      }
      if (job.signal.aborted && asked === null) await end('stop')
      else if (status === BlockJobStatus.ready && asked === null) {
        if (ending === 'keep') await end('stop')
        else if (ending === 'pivot' || pivot?.aborted) {
          job.setCancellable(false)
          await end('pivot')
        } else job.note(t('In step: pivot, or cancel'))
      }
      const info = await connection.call(remote.domainGetBlockJobInfo, { ...disk, flags: 0 })
      if (info.found) job.progress(Number(info.cur), Number(info.end), 'bytes')
      // News of its end may be on their way still.
      missing = info.found ? 0 : missing + 1
      if (missing > 4) return job.signal.throwIfAborted()
      if (!news.signal.aborted) {
        await sleep(LOOK_MS, undefined, { signal: news.signal }).catch(() => undefined)
      }
      news = new AbortController()
    }
  } finally {
    stopListening()
    job.signal.removeEventListener('abort', wake)
    pivot?.removeEventListener('abort', wake)
  }
}

const failed = () => ({
  hint: t('The host’s log of the machine says why; often the place is full.'),
})
