import { z } from 'zod'
import { answers, command, query } from '../declare'
import type { Examination } from '../doctor'
import { hostId } from './inputs'

/** What stands between a host and its work. */
export const doctorCalls = {
  /** Looks; changes nothing. A host that is not connected is examined as far as that goes. */
  'doctor.examine': query(z.object({ hostId }), answers<Examination>()),
  /**
   * Runs the fix of a finding, as the administrator where it needs that (the system asks for the
   * password). `command` is what the person agreed to: anything else is refused.
   */
  'doctor.fix': command(
    z.object({ hostId, findingId: z.string().max(500), command: z.string().max(4000) }),
    answers<Examination>(),
  ),
} as const
