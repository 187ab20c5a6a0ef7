import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** A program of `peers/` that answers each line with how long it took, in ms. */
export interface PythonPeer {
  /** Asks for one round. Rejects when the program ends instead. */
  round(): Promise<number>
  end(): Promise<void>
}

/**
 * Starts a peer on the system's own Python, which is the one that has libvirt's binding. It times
 * itself and stays for all rounds, so neither its start nor its connecting counts against it.
 */
export const startPythonPeer = async (
  name: string,
  ...args: readonly string[]
): Promise<PythonPeer> => {
  const script = join(import.meta.dirname, 'peers', `${name}.py`)
  const python = spawn('/usr/bin/python3', [script, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(python, 'exit')
  const lines = createInterface({ input: python.stdout })[Symbol.asyncIterator]()
  const nextLine = async (): Promise<string> => {
    const { value, done } = await lines.next()
    if (done) throw new Error(`the peer ${name} ended`)
    return value
  }
  if ((await nextLine()) !== 'ready') throw new Error(`the peer ${name} is not ready`)
  return {
    round: async () => {
      python.stdin.write('round\n')
      return Number(await nextLine())
    },
    end: async () => {
      python.stdin.end()
      await ended
    },
  }
}
