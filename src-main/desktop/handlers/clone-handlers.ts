import type { cloneCalls } from '../../../src-preload/contract/calls/clone'
import type { Desk } from '../desk'
import type { HandlersOf } from '../ipc-server'

export const cloneHandlers = ({
  services: { cloning, templates },
}: Desk): HandlersOf<keyof typeof cloneCalls> => ({
  'machines.clonePlan': (request) => cloning.plan(request),
  'machines.clone': (request) => cloning.clone(request),
  'machines.saveTemplate': ({ id, name }) => templates.save(id, name),
  'machines.unmakeTemplate': ({ id }) => templates.unmake(id),
  'machines.rename': ({ id, name }) => cloning.rename(id, name),
})
