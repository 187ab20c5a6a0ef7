import { app, clipboard } from 'electron'
import type { appCalls } from '../../../src-preload/contract/calls/app'
import { makeDiagnostics } from '../../diagnostics/diagnostics'
import type { Desk } from '../desk'
import type { HandlersOf } from '../ipc-server'
import { windowOf } from '../windows'

export const appHandlers = ({
  services,
  settings,
  commandLine,
  wishes,
}: Desk): HandlersOf<keyof typeof appCalls> => ({
  'app.info': () => ({
    version: app.getVersion(),
    electron: process.versions.electron ?? '',
    connectOnly: commandLine.connect.length > 0,
    screenReader: settings.values.screenReader || process.env['VIRTHELM_SCREEN_READER'] === '1',
  }),
  'app.ready': ({ machines }) => {
    const connected = services.hosts.hosts.filter(({ state }) => state === 'connected')
    const names = connected.map(({ name }) => name).join(' + ') || 'no host'
    const ms = Math.round(Date.now() - (process.getCreationTime() ?? performance.timeOrigin))
    process.stdout.write(`ready: ${names}, ${machines} machines, ${ms} ms\n`)
  },
  'app.takeWishes': () => wishes.take(),
  'app.diagnostics': async () => ({
    text: await makeDiagnostics({
      versions: {
        Virthelm: app.getVersion(),
        Electron: process.versions.electron,
        Chromium: process.versions.chrome,
        'Node.js': process.versions.node,
      },
      environment: process.env,
      settings: settings.report.values,
      hosts: services.hosts.hosts,
      findingsOf: async ({ id }) => (await services.doctor.examine(id)).findings,
      machines: services.inventory.snapshot().machines.length,
      folder: app.getPath('userData'),
    }),
  }),
  'app.quit': () => app.quit(),
  'windows.toggleFullScreen': (_input, sender) => {
    const window = windowOf(sender)
    window.setFullScreen(!window.isFullScreen())
  },
  'windows.close': (_input, sender) => windowOf(sender).close(),
  // The answer is a promise in newer Electrons, and text in older ones.
  'clipboard.read': async () => ({ text: await clipboard.readText() }),
  'clipboard.write': ({ text }) => clipboard.writeText(text),
})
