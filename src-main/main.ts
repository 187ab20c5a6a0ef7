/** The composition root: reads what was asked for, and runs it. */
import { app } from 'electron'
import { ownArguments, readCommandLine, usage } from './command-line'
import { runDesktop } from './desktop/run-desktop'
import { readEnvironmentDefaults } from './machines/provisioning/environment-defaults'

/** What is wrong with the environment: a managed install must not start with half of its policy. */
const environmentProblem = (): string | null => {
  try {
    readEnvironmentDefaults(process.env)
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const commandLine = readCommandLine(ownArguments(process.argv, app.isPackaged))

if (commandLine.help) {
  process.stdout.write(usage)
  app.exit(0)
} else if (commandLine.version) {
  process.stdout.write(`Virthelm ${app.getVersion()}\n`)
  app.exit(0)
} else {
  // Chromium has hundreds of flags of its own, so one that is unknown here need not be a mistake.
  for (const unknown of commandLine.unknown) {
    process.stderr.write(`virthelm: not an option of Virthelm: ${unknown} (see --help)\n`)
  }
  const problem = environmentProblem()
  if (problem === null) runDesktop(commandLine)
  else {
    process.stderr.write(`virthelm: ${problem}\n`)
    app.exit(2)
  }
}
