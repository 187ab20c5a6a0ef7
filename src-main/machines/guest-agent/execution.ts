import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { GuestExecution } from '../../../src-preload/contract/guest'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import { qemu, type Connection, type DomainRef } from '../../libvirt'

/** How long the agent may take over one answer, in s. */
const ANSWER_S = 10
/** How often the agent is asked whether the program has ended, in ms: first, and at most. */
const FIRST_LOOK_MS = 100
const LAST_LOOK_MS = 2_000
/** How much of its output is kept of each kind, in bytes. */
const KEPT_BYTES = 1024 * 1024

const started = z.object({ return: z.object({ pid: z.number().int().nonnegative() }) })

/** The agent says how it ended only once it has. */
const status = z.object({
  return: z.object({
    exited: z.boolean(),
    exitcode: z.number().int().optional(),
    'out-data': z.base64().optional(),
    'err-data': z.base64().optional(),
    'out-truncated': z.boolean().optional(),
    'err-truncated': z.boolean().optional(),
  }),
})

const tell = async <T>(
  connection: Connection,
  dom: DomainRef,
  command: object,
  answer: z.ZodType<T>,
): Promise<T> => {
  const cmd = JSON.stringify(command)
  const { result } = await connection.call(qemu.domainAgentCommand, {
    dom,
    cmd,
    timeout: ANSWER_S,
    flags: 0,
  })
  const said = ((): unknown => {
    try {
      return JSON.parse(result ?? '')
    } catch {
      return null
    }
  })()
  const read = answer.safeParse(said)
  if (read.success) return read.data
  throw new Problem('refused-by-host', t('the guest’s agent answered what makes no sense'), {
    cause: read.error,
  })
}

const decode = (data = ''): { text: string; isCut: boolean } => {
  const bytes = Buffer.from(data, 'base64')
  return { text: bytes.toString('utf8', 0, KEPT_BYTES), isCut: bytes.length > KEPT_BYTES }
}

/** The command that makes the agent run a program. */
export const executionCommand = (program: string, programArguments: readonly string[]) => ({
  execute: 'guest-exec',
  arguments: { path: program, arg: programArguments, 'capture-output': true },
})

/**
 * Runs a program in a guest and waits for its end. Aborted, it asks the guest to end the program,
 * and throws the signal's reason. Throws a `Problem` when the agent talks nonsense.
 */
export const execute = async (
  connection: Connection,
  dom: DomainRef,
  command: ReturnType<typeof executionCommand>,
  signal: AbortSignal,
): Promise<GuestExecution> => {
  const { pid } = (await tell(connection, dom, command, started)).return
  for (let pause = FIRST_LOOK_MS; ; pause = Math.min(LAST_LOOK_MS, pause * 1.5)) {
    if (signal.aborted) {
      // The agent can't end a program; the guest's own command can.
      const end = executionCommand('kill', ['-TERM', String(pid)])
      await tell(connection, dom, end, started).catch(() => undefined)
      signal.throwIfAborted()
    }
    const look = { execute: 'guest-exec-status', arguments: { pid } }
    const { return: now } = await tell(connection, dom, look, status)
    if (now.exited) {
      const [output, errors] = [decode(now['out-data']), decode(now['err-data'])]
      return {
        exitCode: now.exitcode ?? null,
        output: output.text,
        errors: errors.text,
        isCut:
          output.isCut ||
          errors.isCut ||
          now['out-truncated'] === true ||
          now['err-truncated'] === true,
      }
    }
    await sleep(pause, undefined, { signal }).catch(() => undefined)
  }
}
