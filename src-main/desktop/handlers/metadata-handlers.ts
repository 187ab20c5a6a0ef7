import type { metadataCalls } from '../../../src-preload/contract/calls/metadata'
import type { Desk } from '../desk'
import type { HandlersOf } from '../ipc-server'

export const metadataHandlers = ({
  services: { notes, tags },
}: Desk): HandlersOf<keyof typeof metadataCalls> => ({
  'machines.metadata': ({ id }) => notes.of(id),
  'machines.setMetadata': ({ id, change }) => notes.change(id, change),
  'machines.tag': ({ ids, add, remove }) => notes.tag(ids, add, remove),
  'machines.readTags': () => tags.all(),
  'machines.setAutostart': ({ ids, autostart }) => notes.setAutostart(ids, autostart),
  'machines.startInOrder': ({ hostId }) => notes.startInOrder(hostId),
})
