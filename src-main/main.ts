/** The composition root: reads what was asked for, and starts it. */
import { app } from 'electron'
import { ownArguments, readCommandLine, usage } from './command-line'
import { startDesktop } from './desktop/start-desktop'

/** What is wrong with the environment: a managed install must not start with half of its policy. */
const environmentProblem = async (): Promise<string | null> => {
  // Most computers have none, and reading what it may say takes time.
  if (!Object.keys(process.env).some((name) => name.startsWith('LIBVIRT_'))) return null
  const { readEnvironmentDefaults } = await import('./machines/provisioning/environment-defaults')
  try {
    readEnvironmentDefaults(process.env)
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const start = async (): Promise<void> => {
  const commandLine = readCommandLine(ownArguments(process.argv, app.isPackaged))
  if (commandLine.help) {
    process.stdout.write(usage)
    return app.exit(0)
  }
  if (commandLine.version) {
    process.stdout.write(`Virthelm ${app.getVersion()}\n`)
    return app.exit(0)
  }
  // Chromium has hundreds of flags of its own, so one that is unknown here need not be a mistake.
  for (const unknown of commandLine.unknown) {
    process.stderr.write(`virthelm: not an option of Virthelm: ${unknown} (see --help)\n`)
  }
  const problem = await environmentProblem()
  if (problem === null) return startDesktop(commandLine)
  process.stderr.write(`virthelm: ${problem}\n`)
  app.exit(2)
}

start().catch((error: unknown) => {
  process.stderr.write(`virthelm: ${error instanceof Error ? error.message : String(error)}\n`)
  app.exit(1)
})
