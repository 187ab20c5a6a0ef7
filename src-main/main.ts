/** The composition root: builds every service and hands them to the desktop. */
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
} else if (commandLine.unknown.length > 0) {
  process.stderr.write(`virthelm: unknown: ${commandLine.unknown.join(' ')}\n\n${usage}`)
  app.exit(2)
} else {
  runDesktop(commandLine)
}
