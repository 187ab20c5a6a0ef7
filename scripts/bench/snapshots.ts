import { serveHost, until } from '../../src-main/testing/served-host'
import type { Declaration, Family } from './figure'
import { inTurn, timed } from './in-turn'
import { defineWithSnapshots } from './many-snapshots'
import { progress } from './progress'
import { withDaemon } from './with-daemon'

const SNAPSHOTS = 500
const NAME = 'many'

const figure: Declaration = {
  name: 'snapshot-list-500',
  unit: 'ms',
  peer: 'virsh snapshot-list --parent',
  better: 'lower',
  budget: 100,
  budgetOn: 'value',
}

/** Reading a machine's five hundred snapshots into the tree that the window shows. */
export const snapshots: Family = {
  figures: [figure],
  measure: () =>
    withDaemon(async (daemon) => {
      progress(`${figure.name}: making ${SNAPSHOTS} snapshots …`)
      const host = await serveHost(daemon.uri())
      try {
        const dom = await defineWithSnapshots(host.connection, NAME, SNAPSHOTS)
        const id = `${host.hostId}/${dom.uuid}`
        await until(() => host.services.inventory.get(id))
        const measurement = await inTurn({
          name: figure.name,
          rounds: 21,
          warmUps: 3,
          ours: () =>
            timed(async () => {
              const { snapshots } = await host.services.snapshots.list(id)
              if (snapshots.length !== SNAPSHOTS) throw new Error('some snapshots are missing')
            }),
          peer: () => timed(() => daemon.virsh('snapshot-list', NAME, '--parent')),
        })
        return { [figure.name]: measurement }
      } finally {
        await host.close()
      }
    }),
}
