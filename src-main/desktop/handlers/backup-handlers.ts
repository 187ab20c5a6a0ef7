import type { backupCalls } from '../../../src-preload/contract/calls/backups'
import type { Desk } from '../desk'
import type { HandlersOf } from '../ipc-server'

export const backupHandlers = ({
  services: { backups },
}: Desk): HandlersOf<keyof typeof backupCalls> => ({
  'backups.list': ({ id }) => backups.list(id),
  'backups.ofHost': ({ hostId }) => backups.ofHost(hostId),
  'backups.plan': ({ id, to }) => backups.plan(id, to),
  'backups.create': (request) => backups.create(request),
  'backups.restore': (request) => backups.restore(request),
  'backups.delete': ({ backupId, withLater }) => backups.delete(backupId, withLater),
  'checkpoints.delete': ({ id, name, withChildren }) =>
    backups.deleteCheckpoint(id, name, withChildren),
})
