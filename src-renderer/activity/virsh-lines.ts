import type { Host } from '../../src-preload/contract/host'
import type { Machine, MachineAction } from '../../src-preload/contract/machine'

const commands: Readonly<Record<MachineAction, string>> = {
  start: 'start',
  resume: 'resume',
  restore: 'start',
  pause: 'suspend',
  shutDown: 'shutdown',
  reboot: 'reboot',
  reset: 'reset',
  forceOff: 'destroy',
  save: 'managedsave',
}

const shellWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`

/**
 * Command lines that do to machines what an action does, one a machine, to copy. Machines go by
 * their UUIDs: a name may be nearly anything.
 */
export const virshLines = (
  action: MachineAction,
  machines: readonly Machine[],
  hosts: readonly Host[],
): string => {
  const uris = new Map(hosts.map(({ id, uri }) => [id, uri]))
  return machines
    .map(({ hostId, uuid, state }) => {
      const wakesUp = action === 'resume' && state === 'suspended'
      const command = wakesUp ? 'dompmwakeup' : commands[action]
      return `virsh -c ${shellWord(uris.get(hostId) ?? '')} ${command} --domain ${uuid}`
    })
    .join('\n')
}
