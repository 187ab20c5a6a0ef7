import { z } from 'zod'
import { answers, query } from '../declare'
import type { Attestation, LaunchMeasurement } from '../launch-security'
import { machineId } from './inputs'
import { hostPath } from './texts'

/** Machines that keep their memory from their host, and the proof of it. */
export const launchSecurityCalls = {
  'machines.launchMeasurement': query(z.object({ id: machineId }), answers<LaunchMeasurement>()),
  /**
   * Holds a machine's measurement against the owner's own files, on this computer: what the host
   * has proves nothing. `tik` is a file of 16 bytes, or of 32: a TEK before it.
   */
  'machines.verifyLaunch': query(
    z.object({
      id: machineId,
      tik: hostPath,
      firmware: hostPath,
      kernel: hostPath.optional(),
      initrd: hostPath.optional(),
      cmdline: z.string().max(4096).optional(),
      vmsas: z.array(hostPath).max(1024).optional(),
    }),
    answers<Attestation>(),
  ),
} as const
