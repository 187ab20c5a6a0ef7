import { z } from 'zod'
import type { AppInfo, Wish } from '../app'
import { answers, command, query } from '../declare'
import { nothing } from './inputs'

/** The program itself, its windows, and what belongs to the desktop. */
export const appCalls = {
  'app.info': query(nothing, answers<AppInfo>()),
  /**
   * The list can be used: sent once by the main window, when no host is connecting any more and
   * the rows (or the empty state) are on the screen.
   */
  'app.ready': command(z.object({ machines: z.number().int().nonnegative() })),
  /** What the person asked for from outside; each is answered once. */
  'app.takeWishes': command(nothing, answers<readonly Wish[]>()),
  /** An account of this run for a report of a fault, without secrets. */
  'app.diagnostics': query(nothing, answers<{ readonly text: string }>()),
  'app.quit': command(nothing),
  'windows.toggleFullScreen': command(nothing),
  'windows.close': command(nothing),
  'clipboard.read': query(nothing, answers<{ readonly text: string }>()),
  'clipboard.write': command(z.object({ text: z.string().max(16 * 1024 * 1024) })),
} as const
