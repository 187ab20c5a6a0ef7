import { z } from 'zod'
import type { ConsoleDescription } from '../console'
import { answers, command, query } from '../declare'
import { machineId, nothing } from './inputs'

/** Serial consoles and their windows. The bytes travel on a port: see `console.ts`. */
export const consoleCalls = {
  /** Opens (or focuses) the machine's serial console window. */
  'consoles.open': command(z.object({ id: machineId, device: z.string().max(200).nullable() })),
  /** Asked by a console window about itself. */
  'consoles.describe': query(nothing, answers<ConsoleDescription>()),
  /** Asked by a console window that listens: it is sent the port to its session. */
  'consoles.connect': command(nothing),
  /** Asks where to, and writes the text there; answers null where the person cancelled. */
  'consoles.saveTranscript': command(
    z.object({ text: z.string().max(64 * 1024 * 1024) }),
    answers<{ readonly path: string | null }>(),
  ),
  'consoles.setFontSize': command(z.object({ fontSize: z.number().int().min(6).max(48) })),
} as const
