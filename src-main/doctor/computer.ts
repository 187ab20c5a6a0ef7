import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { userInfo } from 'node:os'
import { promisify } from 'node:util'

/** Where programs of administrators are that a person's PATH often lacks. */
const ADMINISTRATORS = ['/usr/sbin', '/sbin', '/usr/local/sbin']

/** How long a look at the system may take, in ms. */
const LOOK_MS = 10_000

const runFile = promisify(execFile)

/** What can be seen of the computer that this runs on, through the eyes of whoever runs it. */
export interface Computer {
  readonly userName: string
  readonly isAdministrator: boolean
  /** Groups that count in this session. */
  readonly groups: () => Promise<readonly string[]>
  /** Groups that will count after the next login. */
  readonly groupsAtLogin: () => Promise<readonly string[]>
  readonly has: (path: string) => Promise<boolean>
  readonly mayUse: (path: string) => Promise<boolean>
  /** Where a program is, or undefined. */
  readonly find: (program: string) => Promise<string | undefined>
  /** What a program prints; undefined when it cannot be run, fails or takes too long. */
  readonly outputOf: (program: string, args: readonly string[]) => Promise<string | undefined>
}

const can = (path: string, mode: number): Promise<boolean> =>
  access(path, mode).then(
    () => true,
    () => false,
  )

const outputOf = (program: string, args: readonly string[]): Promise<string | undefined> =>
  runFile(program, args, { timeout: LOOK_MS, env: { ...process.env, LC_ALL: 'C' } }).then(
    ({ stdout }) => stdout,
    () => undefined,
  )

const words = (text = ''): readonly string[] => text.split(/\s+/).filter(Boolean)

/** The computer that this runs on. */
export const thisComputer = (): Computer => {
  const { username, uid } = userInfo()
  return {
    userName: username,
    isAdministrator: uid === 0,
    groups: async () => words(await outputOf('id', ['-nG'])),
    groupsAtLogin: async () => words(await outputOf('id', ['-nG', username])),
    has: (path) => can(path, constants.F_OK),
    mayUse: (path) => can(path, constants.R_OK | constants.W_OK),
    find: async (program) => {
      const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...ADMINISTRATORS]
      for (const folder of folders.filter(Boolean)) {
        const path = join(folder, program)
        if (await can(path, constants.X_OK)) return path
      }
      return undefined
    },
    outputOf,
  }
}
