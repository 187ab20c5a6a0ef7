/** The composition root: reads what was asked for, and runs it. */
import { app } from 'electron'
import { ownArguments, readCommandLine, usage } from './command-line'
import { runDesktop } from './desktop/run-desktop'

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
  runDesktop(commandLine)
}
