import { answers, command, query } from '../declare'
import type { UpdateStatus } from '../updates'
import { nothing } from './inputs'

/** Newer versions of this program. */
export const updateCalls = {
  'updates.status': query(nothing, answers<UpdateStatus>()),
  /** Opens the page of the newer version in the desktop's browser. */
  'updates.open': command(nothing),
} as const
