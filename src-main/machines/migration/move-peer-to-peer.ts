import { t } from '../../../src-preload/language/t'
import { isConnectionLost, remote } from '../../libvirt'
import { UNHURRIED, type Move, type Moved } from './move-directly'
import { settleMigration } from './settle-migration'
import { whenIdle } from './whereabouts'

/**
 * Has the source's own daemon lead a migration: one call, which answers at the end. `uri` is the
 * destination as seen from the source. Where the connection is lost, the daemon goes on by itself;
 * in any case both hosts are asked afterwards where the machine is. Rejects as they do.
 */
export const movePeerToPeer = async (move: Move, uri: string): Promise<Moved> => {
  const { source, how, ends, waiting } = move
  const { hosts, dom } = ends
  try {
    await source.call(
      remote.domainMigratePerform3Params,
      {
        dom,
        dconnuri: uri,
        params: [...how.params],
        cookieIn: Buffer.alloc(0),
        flags: how.flags,
      },
      UNHURRIED,
    )
    return { at: 'destination' }
  } catch (error) {
    if (isConnectionLost(error)) {
      ends.note(t('Waiting for {host}, which moves it on by itself', { host: ends.source.name }))
      await whenIdle(hosts, ends.source.hostId, dom, waiting)
    }
    return { at: await settleMigration(ends, waiting), error }
  }
}
