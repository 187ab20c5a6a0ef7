import { z } from 'zod'
import { answers, command, query } from '../declare'
import type { Host } from '../host'
import { hostId, nothing } from './inputs'

/** The daemons that this app knows. */
export const hostCalls = {
  'hosts.list': query(nothing, answers<readonly Host[]>()),
  'hosts.connect': command(z.object({ hostId })),
  'hosts.disconnect': command(z.object({ hostId })),
  /** Makes a tiny Linux machine with a serial console there and starts it; answers its id. */
  'hosts.makeDemo': command(z.object({ hostId }), answers<{ readonly machineId: string }>()),
} as const
