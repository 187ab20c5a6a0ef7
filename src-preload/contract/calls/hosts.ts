import { z } from 'zod'
import { answers, command, query } from '../declare'
import type { Host, HostDetails, HostTrial } from '../host'
import { hostId, nothing } from './inputs'

const name = z.string().trim().min(1).max(200)
const uri = z.string().trim().min(1).max(2000)

/** The daemons that this app knows. */
export const hostCalls = {
  'hosts.list': query(nothing, answers<readonly Host[]>()),
  'hosts.connect': command(z.object({ hostId })),
  'hosts.disconnect': command(z.object({ hostId })),
  /** Adds a host at the end of the list, keeps it for the next start, and connects to it. */
  'hosts.add': command(
    z.object({ name, uri, autoconnect: z.boolean() }),
    answers<{ readonly hostId: string }>(),
  ),
  /** Changes a host; one whose URI changed is connected anew. */
  'hosts.edit': command(z.object({ hostId, name, uri, autoconnect: z.boolean() })),
  'hosts.remove': command(z.object({ hostId })),
  /** Puts a host at another place of the list, counted from 0. */
  'hosts.move': command(z.object({ hostId, to: z.number().int().nonnegative() })),
  /** Connects, lists, and closes again: tells whether a URI works before it is added. */
  'hosts.try': command(z.object({ uri }), answers<HostTrial>()),
  'hosts.details': query(z.object({ hostId }), answers<HostDetails>()),
  /** Whether a window shows the hosts now: only then their load is measured. */
  'hosts.watchLoad': command(z.object({ watch: z.boolean() })),
  /** Makes a tiny Linux machine with a serial console there and starts it; answers its id. */
  'hosts.makeDemo': command(z.object({ hostId }), answers<{ readonly machineId: string }>()),
} as const
