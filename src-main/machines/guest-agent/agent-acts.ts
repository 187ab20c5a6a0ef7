import { message } from '../../../src-preload/language/t'
import type { GuestAct } from '../../../src-preload/contract/calls/guest'
import { remote, type CallOptions, type Connection, type DomainRef } from '../../libvirt'
import { RebootFlags, ShutdownFlags, SshKeysSetFlags } from '../../libvirt/procedures/flags'

type Of<Name extends GuestAct['act']> = Extract<GuestAct, { act: Name }>

interface AgentAct<Name extends GuestAct['act']> {
  /** What it does, up to whose it is: `set the clock` of web-1. */
  readonly title: string
  readonly carryOut: (
    connection: Connection,
    dom: DomainRef,
    what: Of<Name>,
    options: CallOptions,
  ) => Promise<unknown>
}

const now = (): { seconds: bigint; nseconds: number } => {
  const ms = Date.now()
  return { seconds: BigInt(Math.trunc(ms / 1000)), nseconds: (ms % 1000) * 1_000_000 }
}

/** What agents are told, each in one call or two. */
export const agentActs: { readonly [Name in GuestAct['act']]: AgentAct<Name> } = {
  syncClock: {
    title: message('set the clock'),
    carryOut: (connection, dom, _what, options) =>
      connection.call(remote.domainSetTime, { dom, ...now(), flags: 0 }, options),
  },
  thaw: {
    title: message('thaw the file systems'),
    carryOut: (connection, dom, _what, options) =>
      connection.call(remote.domainFsthaw, { dom, mountpoints: [], flags: 0 }, options),
  },
  trim: {
    title: message('trim the file systems'),
    carryOut: (connection, dom) =>
      connection.call(
        remote.domainFstrim,
        { dom, mountPoint: null, minimum: 0n, flags: 0 },
        // As long as the disks take.
        { deadlineMs: 10 * 60_000 },
      ),
  },
  shutDown: {
    title: message('shut down the guest'),
    carryOut: (connection, dom, _what, options) =>
      connection.call(
        remote.domainShutdownFlags,
        { dom, flags: ShutdownFlags.guestAgent },
        options,
      ),
  },
  reboot: {
    title: message('reboot the guest'),
    carryOut: (connection, dom, _what, options) =>
      connection.call(remote.domainReboot, { dom, flags: RebootFlags.guestAgent }, options),
  },
  setPassword: {
    title: message('set a password'),
    carryOut: (connection, dom, { user, password }, options) =>
      connection.call(remote.domainSetUserPassword, { dom, user, password, flags: 0 }, options),
  },
  changeSshKeys: {
    title: message('change the keys'),
    carryOut: async (connection, dom, { user, add, remove }, options) => {
      const set = (keys: string[], flags: number) =>
        connection.call(remote.domainAuthorizedSshKeysSet, { dom, user, keys, flags }, options)
      if (remove.length > 0) await set(remove, SshKeysSetFlags.remove)
      if (add.length > 0) await set(add, SshKeysSetFlags.append)
    },
  },
}
