import type { removalCalls } from '../../../src-preload/contract/calls/removal'
import type { Desk } from '../desk'
import type { HandlersOf } from '../ipc-server'

export const removalHandlers = ({
  services: { removal },
}: Desk): HandlersOf<keyof typeof removalCalls> => ({
  'machines.removalPlan': ({ id }) => removal.removal.plan(id),
  'machines.remove': (request) => removal.remove(request),
  'trash.list': () => removal.trash,
  'trash.restore': ({ id }) => removal.restore(id),
  'trash.delete': ({ id }) => removal.delete(id),
})
