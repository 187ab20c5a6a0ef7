import {
  connect,
  remote,
  StatsGroup,
  type Connection,
  type DomainRef,
} from '../../src-main/libvirt'
import type { Declaration, Family } from './figure'
import { writeFleet } from './fleet'
import { inTurn, timed } from './in-turn'
import { progress } from './progress'
import { startPythonPeer } from './python-peer'
import { withDaemon } from './with-daemon'

/** A question about all machines of a host, ours beside python3-libvirt's, over open connections. */
interface Question {
  readonly figure: Declaration
  readonly machines: number
  readonly rounds: number
  /** The key of `questions` in peers/fleet.py. */
  readonly peer: string
  readonly ask: (connection: Connection, domains: readonly DomainRef[]) => Promise<unknown>
}

const figure = (name: string, budget: number, peer: string): Declaration => ({
  name,
  unit: 'ms',
  peer: `python3-libvirt ${peer}`,
  better: 'lower',
  budget,
  budgetOn: 'ratio',
})

const stats = (connection: Connection, group: number) =>
  connection.call(remote.connectGetAllDomainStats, { doms: [], stats: group, flags: 0 })

const list = (connection: Connection) =>
  connection.call(remote.connectListAllDomains, { needResults: true, flags: 0 })

const questions: readonly Question[] = [
  {
    figure: figure('list-state-1000', 0.07, 'listAllDomains + state() per domain'),
    machines: 1000,
    rounds: 31,
    peer: 'list-state',
    // The one answer holds both: who there is, and how they are.
    ask: (connection) => stats(connection, StatsGroup.state),
  },
  {
    figure: figure('bulk-stats-1000', 0.8, 'getAllDomainStats'),
    machines: 1000,
    rounds: 51,
    peer: 'bulk-stats',
    ask: (connection) => stats(connection, 0),
  },
  {
    figure: figure('call-sequential', 1, '1,000 × info()'),
    machines: 1000,
    rounds: 31,
    peer: 'info',
    ask: async (connection, domains) => {
      for (const dom of domains) await connection.call(remote.domainGetInfo, { dom })
    },
  },
  {
    figure: figure('call-pipelined', 0.5, '1,000 × info()'),
    machines: 1000,
    rounds: 31,
    peer: 'info',
    ask: (connection, domains) =>
      Promise.all(domains.map((dom) => connection.call(remote.domainGetInfo, { dom }))),
  },
  {
    figure: figure('xml-1000', 0.6, '1,000 × XMLDesc()'),
    machines: 1000,
    rounds: 31,
    peer: 'xml',
    ask: (connection, domains) =>
      Promise.all(
        domains.map((dom) => connection.call(remote.domainGetXmlDesc, { dom, flags: 0 })),
      ),
  },
  {
    figure: figure('list-10000', 0.7, 'listAllDomains, name, UUID and id of each'),
    machines: 10_000,
    rounds: 31,
    peer: 'list',
    ask: list,
  },
  {
    figure: figure('bulk-stats-10000', 0.7, 'getAllDomainStats'),
    machines: 10_000,
    rounds: 31,
    peer: 'bulk-stats',
    ask: (connection) => stats(connection, 0),
  },
]

/** One family each: they share nothing but their daemon's kind. */
export const fleetQuestions: readonly Family[] = questions.map((question) => ({
  figures: [question.figure],
  measure: () =>
    withDaemon(async (daemon) => {
      const { figure, machines, rounds, ask } = question
      progress(`${figure.name}: opening ${machines.toLocaleString('en')} machines twice …`)
      const uri = await writeFleet(daemon, machines)
      const connection = await connect(uri)
      const peer = await startPythonPeer('fleet', uri, question.peer)
      try {
        const { domains } = await list(connection)
        const measurement = await inTurn({
          name: figure.name,
          rounds,
          warmUps: 5,
          ours: () => timed(() => ask(connection, domains)),
          peer: () => peer.round(),
        })
        return { [figure.name]: measurement }
      } finally {
        await peer.end()
        await connection.close()
      }
    }),
}))
