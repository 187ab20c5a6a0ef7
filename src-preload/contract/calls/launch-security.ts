import { z } from 'zod'
import { message } from '../../language/t'
import { answers, command, query } from '../declare'
import type { Attestation } from '../launch-security'
import { machineId, nothing } from './inputs'
import { hostPath } from './texts'

/** SHA-256 in base64: 32 bytes. */
const digest = z.string().regex(/^[A-Za-z0-9+/]{43}=$/, message('is no SHA-256 in base64'))

const files = z.object({
  firmware: hostPath,
  kernel: hostPath.optional(),
  initrd: hostPath.optional(),
  cmdline: z.string().max(4096).optional(),
  vmsas: z.array(hostPath).max(1024).optional(),
})

/** Machines that keep their memory from their host, and the proof of it. */
export const launchSecurityCalls = {
  'machines.launchSecurity': query(z.object({ id: machineId }), answers<Attestation>()),
  /**
   * Holds a machine's measurement against what its owner has on this computer: what the host has
   * proves nothing. `tik` is a file of 16 bytes, or of 32: a TEK before it.
   */
  'machines.verifyLaunch': command(
    z.object({ id: machineId, tik: hostPath, measured: z.union([files, z.object({ digest })]) }),
    answers<Attestation>(),
  ),
  /** Asks for a file of this computer; null where none was chosen. */
  'machines.chooseLaunchFile': command(nothing, answers<string | null>()),
} as const
