import type { CallInput } from '../../src-preload/contract'
import type { JobStarted } from '../../src-preload/contract/job'
import type { Pool, PoolId, WipeAlgorithm } from '../../src-preload/contract/storage'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { followJob, orderOnce, type JobWords } from '../queries/order-once'
import { refreshVolumes } from '../queries/volumes'
import { chooseVolume } from '../state/resource-cursor'
import { say } from '../state/status'
import { isolated } from '../ui/visible-text'

/** A volume by the pool and the name that find it. */
interface VolumePlace {
  readonly poolId: PoolId
  readonly name: string
}

/** Follows what is done to a volume; the cursor goes to the one that is made. */
const follow = async (
  started: Promise<JobStarted>,
  words: JobWords,
  made?: VolumePlace,
): Promise<void> => {
  const { state } = await followJob(started, words)
  if (state !== 'done' || made === undefined) return
  await refreshVolumes(made.poolId)
  chooseVolume(made.poolId, made.name)
}

/**
 * Answers once the host has begun, and follows it from there.
 *
 * @throws FailureError where it could not begin.
 */
const begin = async (
  started: Promise<JobStarted>,
  words: JobWords,
  made?: VolumePlace,
): Promise<void> => {
  await started
  void follow(started, words, made)
}

/** @throws FailureError */
export const createVolume = (request: CallInput<'volumes.create'>): Promise<void> => {
  const name = isolated(request.name)
  const words = { doing: t('Making {name}', { name }), done: t('Made {name}', { name }) }
  return begin(call('volumes.create', request), words, request)
}

/** @throws FailureError */
export const cloneVolume = (request: CallInput<'volumes.clone'>): Promise<void> => {
  const { poolId, name, toPoolId = poolId, newName } = request
  const words = {
    doing: t('Copying {name} to {newName}', { name: isolated(name), newName: isolated(newName) }),
    done: t('Copied {name} to {newName}', { name: isolated(name), newName: isolated(newName) }),
  }
  return begin(call('volumes.clone', request), words, { poolId: toPoolId, name: newName })
}

/** @throws FailureError */
export const resizeVolume = (request: CallInput<'volumes.resize'>): Promise<void> => {
  const name = isolated(request.name)
  return begin(call('volumes.resize', request), {
    doing: t('Resizing {name}', { name }),
    done: t('Resized {name}', { name }),
  })
}

export const wipeVolume = ({ poolId, name }: VolumePlace, algorithm: WipeAlgorithm): void =>
  void orderOnce(`wipe ${poolId} ${name}`, () =>
    follow(call('volumes.wipe', { poolId, name, algorithm }), {
      doing: t('Wiping {name}', { name: isolated(name) }),
      done: t('Wiped {name}', { name: isolated(name) }),
    }),
  )

export const deleteVolume = ({ poolId, name }: VolumePlace): void =>
  void orderOnce(`delete ${poolId} ${name}`, () =>
    follow(call('volumes.delete', { poolId, name }), {
      doing: t('Deleting {name}', { name: isolated(name) }),
      done: t('Deleted {name}', { name: isolated(name) }),
    }),
  )

/** Asks for a file, and makes a volume of it. */
export const uploadVolume = ({ id, name }: Pool): void =>
  void orderOnce(`upload ${id}`, async () => {
    const started = await call('volumes.upload', { poolId: id })
    if (started === null) return
    const pool = isolated(name)
    // Followed apart, so that the next file can be chosen meanwhile.
    void follow(Promise.resolve(started), {
      doing: t('Uploading to {pool}', { pool }),
      done: t('Uploaded to {pool}', { pool }),
    })
  })

/** Asks where to, and copies the volume there. */
export const downloadVolume = ({ poolId, name }: VolumePlace): void =>
  void orderOnce(`download ${poolId} ${name}`, async () => {
    const started = await call('volumes.download', { poolId, name })
    if (started === null) return say('')
    await follow(Promise.resolve(started), {
      doing: t('Downloading {name}', { name: isolated(name) }),
      done: t('Downloaded {name}', { name: isolated(name) }),
    })
  })
