import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout these scripts belong to. */
export const projectFolder = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** What set-up makes and every checkout of this user shares: the runtime, the guest. */
export const cacheFolder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'virthelm')

/** What belongs to this checkout alone: stamps of what was set up and built. */
export const stampFolder = join(projectFolder, '.cache')
