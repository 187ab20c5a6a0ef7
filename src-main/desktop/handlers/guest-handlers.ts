import type { guestCalls } from '../../../src-preload/contract/calls/guest'
import type { Desk } from '../desk'
import type { HandlersOf } from '../ipc-server'

export const guestHandlers = ({
  services: { guests },
}: Desk): HandlersOf<keyof typeof guestCalls> => ({
  'guest.read': ({ id, insist }) => guests.read(id, insist),
  'guest.act': (what) => guests.act(what),
  'guest.freeze': ({ id, seconds }) => guests.freeze(id, seconds),
  'guest.sshKeys': ({ id, user }) => guests.sshKeys(id, user),
  'guest.execute': (request) => guests.execute(request),
  'guest.execution': ({ jobId }) => guests.execution(jobId),
})
