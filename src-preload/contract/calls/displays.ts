import { z } from 'zod'
import { answers, command, query } from '../declare'
import type { DisplayDescription, DisplayOpened, ScreenPicture, Thumbnail } from '../display'
import type { ActionOutcome } from '../machine'
import { machineId, nothing } from './inputs'

/** A PNG file's bytes: a screen of 8192 × 8192 pixels compresses into less. */
const png = z.instanceof(Uint8Array).refine(({ length }) => length <= 64 * 1024 * 1024)

/** Graphical displays and their windows. The bytes travel on a port: see `display.ts`. */
export const displayCalls = {
  /** Opens (or focuses) the window of the machine's screen; SPICE is handed to its viewer. */
  'displays.open': command(z.object({ id: machineId }), answers<{ readonly in: DisplayOpened }>()),
  /** Asked by a display window about itself. */
  'displays.describe': query(nothing, answers<DisplayDescription>()),
  /** Asked by a display window that listens: it is sent the port to its session. */
  'displays.connect': command(nothing),
  /** Asked by a display window: starts the machine that it shows. */
  'displays.startMachine': command(nothing, answers<ActionOutcome>()),
  'displays.setScaling': command(z.object({ scaling: z.enum(['fit', 'actual', 'guest']) })),
  /** Asks where to, and writes the picture there; answers null where the person cancelled. */
  'displays.savePicture': command(z.object({ png }), answers<{ readonly path: string | null }>()),
  /** A picture of a running machine's screen, as the host sees it. */
  'displays.takePicture': query(z.object({ id: machineId }), answers<ScreenPicture>()),
  /** The same for a list; refused while the host is busy with others. */
  'displays.takeThumbnail': query(z.object({ id: machineId }), answers<Thumbnail>()),
} as const
