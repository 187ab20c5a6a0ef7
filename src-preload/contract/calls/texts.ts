import { z } from 'zod'
import { message } from '../../language/t'

/**
 * Text in one line, of which no character is invisible control, and none that XML cannot hold: names
 * that libvirt takes as they are would make definitions that nobody can read again.
 */
export const line = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}\uFFFE\uFFFF]*$/u, message('has characters that no name can have'))

/** What a thing on a host is called. */
export const objectName = line(200)

/** A path on a host. */
export const hostPath = line(4096).regex(/^\//, message('is not an absolute path'))

/** A host name or address. */
export const hostName = line(255)

export const port = z.number().int().min(1).max(65_535)

/** A size or count in bytes that a number holds exactly. */
export const bytes = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER)
