/** Machines live on without their daemon, and a test must not. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** How long a process may take to be gone once it was killed, in ms. */
const GONE_MS = 5_000

/** Whether a process runs for what is in a folder; its id may be another's by now. */
const belongsTo = async (pid: number, directory: string): Promise<boolean> => {
  const read = (file: string): Promise<string> =>
    readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')
  const [commandLine, environment] = await Promise.all([read('cmdline'), read('environ')])
  return commandLine.includes(`${directory}/`) || environment.includes(`${directory}/`)
}

const end = async (pid: number, directory: string): Promise<void> => {
  for (const until = Date.now() + GONE_MS; await belongsTo(pid, directory); await sleep(10)) {
    if (Date.now() > until) throw new Error(`process ${pid} does not end`)
    try {
      process.kill(pid, 'SIGKILL')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
}

/**
 * Ends what a daemon has started and left running, such as machines and questions to QEMU about
 * itself, by the process ids that were noted in `directory`, where everything of the daemon is.
 */
export const endLeftBehind = async (directory: string): Promise<void> => {
  const files = await readdir(directory, { recursive: true }).catch(() => [])
  for (const file of files.filter((name) => name.endsWith('.pid'))) {
    const pid = Number(await readFile(join(directory, file), 'utf8').catch(() => ''))
    if (pid > 0) await end(pid, directory)
  }
}
