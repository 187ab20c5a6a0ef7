import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { t } from '../../src-preload/language/t'
import { Problem } from '../failures/problem'
import type { Computer } from './computer'
import type { Remedy } from './patient'

/** Installing packages takes its time; a question for a password, too. In ms. */
const FIX_MS = 15 * 60_000

const run = promisify(execFile)

/**
 * Runs a remedy's own words, never through a shell; polkit asks for the administrator's password
 * where one is needed. Throws a `Problem` with what the command said.
 */
export const runRemedy = async (
  { words, asAdministrator }: Remedy,
  computer: Pick<Computer, 'isAdministrator' | 'find'>,
): Promise<void> => {
  const needsAsking = asAdministrator && !computer.isAdministrator
  if (needsAsking && (await computer.find('pkexec')) === undefined) {
    throw new Problem('unsupported', t('The system has no way to ask for the administrator'), {
      hint: t('Copy the line into a terminal.'),
    })
  }
  const [program = '', ...args] = needsAsking ? ['pkexec', ...words] : words
  try {
    await run(program, args, { timeout: FIX_MS, env: { ...process.env, LC_ALL: 'C' } })
  } catch (cause) {
    const { stderr } = cause as { stderr?: string }
    throw new Problem('refused-by-host', t('{program} failed', { program: words[0] ?? '' }), {
      hint: stderr?.trim().split('\n').at(-1) ?? t('Copy the line into a terminal to see why.'),
      cause,
    })
  }
}
