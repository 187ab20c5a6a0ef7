import { dialog } from 'electron'
import type { storageCalls } from '../../../src-preload/contract/calls/storage'
import { t } from '../../../src-preload/language/t'
import { listVolumes, readVolumes } from '../../storage/read-volumes'
import type { Desk } from '../desk'
import type { HandlersOf } from '../ipc-server'
import { windowOf } from '../windows'

export const storageHandlers = ({
  services: { storage },
}: Desk): HandlersOf<keyof typeof storageCalls> => {
  const { pools, backing, users, jobs } = storage
  return {
    'pools.list': ({ hostId }) => pools.list(hostId),
    'pools.types': ({ hostId }) => pools.types(hostId),
    'pools.findSources': ({ hostId, type, server }) => pools.findSources(hostId, type, server),
    'pools.xml': async ({ id }) => ({ xml: await pools.xml(id) }),
    'pools.create': (request) => jobs.createPool(request),
    'pools.act': (request) => jobs.actOnPool(request),
    'pools.setAutostart': ({ id, autostart }) => pools.setAutostart(id, autostart),
    'volumes.list': async ({ poolId }) => listVolumes(await pools.reach(poolId)),
    'volumes.details': async ({ poolId, names }) => readVolumes(await pools.reach(poolId), names),
    'volumes.users': ({ poolId }) => users.ofPool(poolId),
    'volumes.chain': ({ poolId, name }) => backing.chain(poolId, name),
    'volumes.chains': ({ poolId }) => backing.chains(poolId),
    'volumes.create': (request) => jobs.createVolume(request),
    'volumes.clone': (request) => jobs.cloneVolume(request),
    'volumes.resize': (request) => jobs.resizeVolume(request),
    'volumes.wipe': (request) => jobs.wipeVolume(request),
    'volumes.delete': (request) => jobs.deleteVolume(request),
    'volumes.upload': async (request, sender) => {
      const { filePaths } = await dialog.showOpenDialog(windowOf(sender), {
        title: t('Upload a file as a volume'),
        properties: ['openFile'],
      })
      return filePaths[0] === undefined ? null : jobs.uploadVolume(request, filePaths[0])
    },
    'volumes.download': async (request, sender) => {
      const { filePath } = await dialog.showSaveDialog(windowOf(sender), {
        title: t('Download a volume'),
        defaultPath: request.name.replace(/[\p{Cc}/]/gu, '_').replace(/^\.+/, ''),
      })
      return filePath ? jobs.downloadVolume(request, filePath) : null
    },
  }
}
