import { z } from 'zod'
import { answers, command, query } from '../declare'
import type { GuestExecution, GuestReport } from '../guest'
import type { JobStarted } from '../job'
import { machineId } from './inputs'
import { line } from './texts'

const user = line(64)
/** A public key as it stands in a line of `authorized_keys`. */
const sshKey = line(16_384)

const act = z.discriminatedUnion('act', [
  /** Sets the guest's clock to this computer's. */
  z.object({ act: z.literal('syncClock'), id: machineId }),
  /** Lets file systems write again, whoever froze them. */
  z.object({ act: z.literal('thaw'), id: machineId }),
  /** Gives back to the host what file systems no longer use. */
  z.object({ act: z.literal('trim'), id: machineId }),
  z.object({ act: z.literal('shutDown'), id: machineId }),
  z.object({ act: z.literal('reboot'), id: machineId }),
  z.object({
    act: z.literal('setPassword'),
    id: machineId,
    user,
    password: z.string().min(1).max(1024),
  }),
  z.object({
    act: z.literal('changeSshKeys'),
    id: machineId,
    user,
    add: z.array(sshKey).max(64),
    remove: z.array(sshKey).max(64),
  }),
])

export type GuestAct = z.infer<typeof act>

const execution = z.object({
  id: machineId,
  /** A program's path in the guest, or its name where the guest finds it. */
  program: line(4096),
  programArguments: z.array(z.string().max(65_536)).max(256),
})

export type ExecutionRequest = z.infer<typeof execution>

/** What is asked of the agent inside a guest. */
export const guestCalls = {
  /** What the guest says of itself; answers within seconds, however the agent behaves. */
  'guest.read': query(
    z.object({
      id: machineId,
      /** Ask also where the agent did not answer a moment ago. */
      insist: z.boolean(),
    }),
    answers<GuestReport>(),
  ),
  'guest.act': command(act),
  /** Keeps all file systems from writing; cancelling the job lets them go on, and so does its end. */
  'guest.freeze': command(
    z.object({ id: machineId, seconds: z.number().int().min(1).max(600) }),
    answers<JobStarted>(),
  ),
  /** The keys that may log in as a user. */
  'guest.sshKeys': query(z.object({ id: machineId, user }), answers<readonly string[]>()),
  /** Runs a program in the guest. */
  'guest.execute': command(execution, answers<JobStarted>()),
  /** What a program put out, once its job has ended; null where that is forgotten. */
  'guest.execution': query(
    z.object({ jobId: z.string().min(1).max(100) }),
    answers<GuestExecution | null>(),
  ),
} as const
