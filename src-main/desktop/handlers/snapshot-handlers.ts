import type { snapshotCalls } from '../../../src-preload/contract/calls/snapshots'
import type { Desk } from '../desk'
import type { HandlersOf } from '../ipc-server'

export const snapshotHandlers = ({
  services: { snapshots },
}: Desk): HandlersOf<keyof typeof snapshotCalls> => ({
  'snapshots.list': ({ id }) => snapshots.list(id),
  'snapshots.plan': (change) => snapshots.plan(change),
  'snapshots.change': (change) => snapshots.change(change),
})
