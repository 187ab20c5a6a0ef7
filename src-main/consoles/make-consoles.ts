import { join } from 'node:path'
import type { Machine, MachineId } from '../../src-preload/contract/machine'
import { parseUri, remote, type Connection, type DomainRef } from '../libvirt'
import type { Log } from '../log/log'
import type { Settings } from '../settings/settings'
import { ConsoleSessions } from './console-sessions'
import { readLogTailLines, readPast } from './read-past'
import { Transcripts } from './transcripts'

/** What the consoles need of the other services. */
interface ConsolesNeeds {
  /** A machine and the way to it. Throws a `Problem` without the machine, or the connection. */
  readonly reach: (id: MachineId) => {
    readonly machine: Machine
    readonly connection: Connection
    readonly dom: DomainRef
  }
  /** The URI of the host that a machine is on. */
  readonly uriOf: (machine: Machine) => string
  readonly settings: Settings
  /** Where the app keeps its own files. */
  readonly folder: string
  /** `LIBVIRT_LOG_TAIL`: how many lines of a console's log are shown before what is live. */
  readonly logTail: string | undefined
  readonly log: Log
}

/** Puts the consoles together: their sessions, where what they say is kept, and which there are. */
export const makeConsoles = (needs: ConsolesNeeds) => {
  const { reach, settings, log } = needs
  const transcripts = new Transcripts(
    join(needs.folder, 'transcripts'),
    () => ({
      isOn: settings.values.transcripts,
      mostBytes: settings.values.transcriptMebibytes * 1024 * 1024,
    }),
    log,
  )
  /** A machine's definition as it is now, without secrets. Rejects as `reach`. */
  const readXml = async (id: MachineId): Promise<string> => {
    const { connection, dom } = reach(id)
    return (await connection.call(remote.domainGetXmlDesc, { dom, flags: 0 })).xml
  }
  const logLines = readLogTailLines(needs.logTail)
  const sessions = new ConsoleSessions(
    (id) => {
      const { machine } = reach(id)
      const isHere = parseUri(needs.uriOf(machine)).transport === 'unix'
      return {
        machine,
        // Asked for at each attempt: the host may have been reconnected since the one before.
        openConnection: async () => reach(id).connection.sibling(),
        readPast: async (device) =>
          isHere && logLines > 0 ? readPast(await readXml(id), device, logLines) : null,
      }
    },
    log,
    transcripts,
  )
  return { consoles: sessions, transcripts, readXml }
}
