import { z } from 'zod'
import {
  FEWEST_TILES,
  MOST_TILES,
  type ConsoleDescription,
  type ConsoleDevice,
  type TilesDescription,
} from '../console'
import { answers, command, query } from '../declare'
import { machineId, nothing } from './inputs'

const device = z.string().max(200).nullable()

const pathChosen = answers<{ readonly path: string | null }>()

/** Serial consoles and their windows. The bytes travel on a port: see `console.ts`. */
export const consoleCalls = {
  /** Opens (or focuses) the machine's serial console window. */
  'consoles.open': command(z.object({ id: machineId, device })),
  /** Opens (or focuses) one window with a tile for each of the machines' consoles. */
  'consoles.openTiles': command(
    z.object({ ids: z.array(machineId).min(FEWEST_TILES).max(MOST_TILES) }),
  ),
  /** Asked by a console window about itself. */
  'consoles.describe': query(nothing, answers<ConsoleDescription>()),
  /** Asked by a console window that listens: it is sent the port to its session. */
  'consoles.connect': command(nothing),
  /** Asked by a console window: all consoles of its machine. */
  'consoles.list': query(nothing, answers<readonly ConsoleDevice[]>()),
  /** Asked by a console window: opens (or focuses) that of another console of its machine. */
  'consoles.openSibling': command(z.object({ device })),
  /** Asked by a window of tiles about itself. */
  'consoles.describeTiles': query(nothing, answers<TilesDescription>()),
  /** Asked by a window of tiles: it is sent the port to a session of that machine. */
  'consoles.connectTile': command(z.object({ id: machineId, device })),
  /** Asked by a window of tiles: all consoles of one of its machines. */
  'consoles.listOfTile': query(z.object({ id: machineId }), answers<readonly ConsoleDevice[]>()),
  /** Asks where to, and writes the text there; answers null where the person cancelled. */
  'consoles.saveTranscript': command(
    z.object({ text: z.string().max(64 * 1024 * 1024) }),
    pathChosen,
  ),
  /** Shows the file that the console's output is kept in, in the desktop's file manager. */
  'consoles.showTranscript': command(nothing, answers<{ readonly folder: string }>()),
  /**
   * Asks where to, and records there from now on; answers null where the person cancelled. `screen`
   * draws what the terminal shows already.
   */
  'consoles.startRecording': command(z.object({ screen: z.string().max(1024 * 1024) }), pathChosen),
  'consoles.stopRecording': command(nothing),
  /** Whether the guest of the window's machine is told the terminal's size when that changes. */
  'consoles.setSizeConsent': command(z.object({ consent: z.enum(['ask', 'always', 'never']) })),
  'consoles.setFontSize': command(z.object({ fontSize: z.number().int().min(6).max(48) })),
} as const
