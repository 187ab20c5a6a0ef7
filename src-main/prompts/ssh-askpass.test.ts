import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pino from 'pino'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { SshAskpass, type AskForSsh } from './ssh-askpass'

const run = promisify(execFile)

let folder: string
let askpass: SshAskpass

const make = (ask: AskForSsh): SshAskpass => {
  askpass = new SshAskpass(join(folder, 'private'), ask, pino({ level: 'silent' }))
  return askpass
}

/** Runs what SSH would run for a question. */
const askLikeSsh = (question: string) => {
  const { program, env } = askpass.forHost('lab')
  return run(program, [question], { env: { PATH: process.env['PATH'], ...env } })
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'virthelm-askpass-'))
})

afterEach(async () => {
  await askpass.stop()
  rmSync(folder, { recursive: true })
})

test('a question reaches the person and the answer reaches SSH, to the letter', async () => {
  const asked = vi.fn<AskForSsh>(async () => ' päss=w0rd $(x) \\n')
  make(asked)
  const { stdout } = await askLikeSsh("root@lab's password: ")
  expect(stdout).toBe(' päss=w0rd $(x) \\n\n')
  expect(asked.mock.calls[0]?.[0]).toEqual({
    hostName: 'lab',
    text: "root@lab's password: ",
    isSecret: true,
  })
})

test('an unknown host key is asked about in the open', async () => {
  make(async ({ isSecret }) => (isSecret ? 'no' : 'yes'))
  const { stdout } = await askLikeSsh('Are you sure you want to continue (yes/no/[fingerprint])? ')
  expect(stdout).toBe('yes\n')
})

test('giving up fails the program, and nothing is left behind', async () => {
  make(async () => null)
  await expect(askLikeSsh('Passphrase: ')).rejects.toMatchObject({ code: 1 })
  expect(readdirSync(askpass.folder)).toEqual(['askpass'])
})

test('a question that SSH takes back is taken back from the person', async () => {
  const asked = vi.fn()
  const takenBack = new Promise<void>((resolve) => {
    make((_question, signal) => {
      asked()
      return new Promise((settle) => {
        signal.addEventListener('abort', () => {
          resolve()
          settle(null)
        })
      })
    })
  })
  const { program, env } = askpass.forHost('lab')
  const child = execFile(program, ['Touch the key'], { env: { PATH: process.env['PATH'], ...env } })
  await vi.waitFor(() => expect(asked).toHaveBeenCalled(), { timeout: 20_000 })
  child.kill('SIGTERM')
  await takenBack
})
