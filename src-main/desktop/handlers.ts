import { writeFile } from 'node:fs/promises'
import { app, BrowserWindow, clipboard, dialog, type WebContents } from 'electron'
import type { CommandLine } from '../command-line'
import { attempt, Problem } from '../failures/problem'
import { domainOf } from '../machines/machine-control'
import { makeDemoMachine } from '../machines/demo-machine'
import { readDetails } from '../machines/read-details'
import { remote } from '../libvirt'
import { DomainXmlFlags } from '../libvirt/procedures/flags'
import type { Services } from '../services'
import type { Settings } from '../settings/settings'
import type { ConsoleWindows } from './console-windows'
import type { Handlers } from './ipc-server'

interface Desk {
  readonly services: Services
  readonly settings: Settings
  readonly consoles: ConsoleWindows
  readonly commandLine: CommandLine
}

const windowOf = (sender: WebContents): BrowserWindow => {
  const window = BrowserWindow.fromWebContents(sender)
  if (!window) throw new Problem('not-found', 'That window is closed')
  return window
}

/** What each call of the contract does; everything long is a service's. */
export const makeHandlers = ({ services, settings, consoles, commandLine }: Desk): Handlers => {
  const { inventory, hosts, control, sampler, timeline } = services

  const machine = (id: string) => {
    const found = inventory.get(id)
    if (!found) {
      throw new Problem('not-found', 'That machine no longer exists', {
        hint: 'It was removed elsewhere; the list is up to date now.',
      })
    }
    return { ...found, dom: domainOf(found), connection: hosts.get(found.hostId).connection }
  }

  return {
    'app.info': () => ({
      version: app.getVersion(),
      electron: process.versions.electron ?? '',
      connectOnly: commandLine.connect.length > 0,
      screenReader: settings.values.screenReader || process.env['VIRTHELM_SCREEN_READER'] === '1',
    }),
    'app.ready': ({ machines }) => {
      const names = hosts.hosts.filter(({ state }) => state === 'connected').map(({ name }) => name)
      const ms = Math.round(Date.now() - (process.getCreationTime() ?? performance.timeOrigin))
      process.stdout.write(
        `ready: ${names.join(' + ') || 'no host'}, ${machines} machines, ${ms} ms\n`,
      )
    },
    'app.quit': () => app.quit(),

    'hosts.list': () => hosts.hosts,
    'hosts.connect': ({ hostId }) => hosts.get(hostId).start(),
    'hosts.disconnect': ({ hostId }) => hosts.get(hostId).stop(),
    'hosts.makeDemo': ({ hostId }) =>
      attempt('make a demo machine', async () => {
        const host = hosts.get(hostId)
        const isSystem = host.address.uri.includes('/system')
        const uuid = await makeDemoMachine(host.connection, isSystem)
        return { machineId: `${hostId}/${uuid}` }
      }),

    'machines.snapshot': () => inventory.snapshot(),
    'machines.reconcile': () => services.reconcile(),
    'machines.act': ({ action, ids }) => control.act(action, ids),
    'machines.details': async ({ id }) => {
      const { dom, name, connection } = machine(id)
      return attempt(`read ${name}`, async () => {
        const [{ xml }, { autostart }, { persistent }] = await Promise.all([
          connection.call(remote.domainGetXmlDesc, { dom, flags: 0 }),
          connection.call(remote.domainGetAutostart, { dom }),
          connection.call(remote.domainIsPersistent, { dom }),
        ])
        return readDetails(id, xml, { autostart, persistent })
      })
    },
    'machines.xml': ({ id, nextBoot }) => {
      const { dom, name, connection } = machine(id)
      const flags = nextBoot ? DomainXmlFlags.inactive : 0
      return attempt(`read ${name}`, () => connection.call(remote.domainGetXmlDesc, { dom, flags }))
    },
    'machines.events': ({ id }) => timeline.of(id),

    'metrics.watch': ({ ids }, sender) => sampler.watch(sender, ids),

    'consoles.open': ({ id, device }) => consoles.open(machine(id).id, device),
    'consoles.describe': (_input, sender) => consoles.describe(sender),
    'consoles.connect': (_input, sender) => consoles.connect(sender),
    'consoles.saveTranscript': async ({ text }, sender) => {
      const { filePath } = await dialog.showSaveDialog(windowOf(sender), {
        title: 'Save transcript',
        defaultPath: consoles.transcriptName(sender),
      })
      if (!filePath) return { path: null }
      await attempt('save the transcript', () => writeFile(filePath, text, { mode: 0o600 }))
      return { path: filePath }
    },
    'consoles.setFontSize': ({ fontSize }) => settings.change({ consoleFontSize: fontSize }),
    'windows.toggleFullScreen': (_input, sender) => {
      const window = windowOf(sender)
      window.setFullScreen(!window.isFullScreen())
    },
    'windows.close': (_input, sender) => windowOf(sender).close(),
    // The answer is a promise in newer Electrons, and text in older ones.
    'clipboard.read': async () => ({ text: await clipboard.readText() }),
    'clipboard.write': ({ text }) => clipboard.writeText(text),
  }
}
