import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { app, net } from 'electron'
import type { Log } from '../log/log'
import type { Settings } from '../settings/settings'
import { Updates } from '../updates/updates'

/** Where this program's own package says that it comes from. */
const repository = (): unknown => {
  const manifest = JSON.parse(readFileSync(join(app.getAppPath(), 'package.json'), 'utf8')) as {
    readonly repository?: unknown
  }
  return manifest.repository
}

/** The look for newer versions; through Electron’s network, which knows the desktop’s proxies. */
export const makeUpdates = (folder: string, settings: Settings, log: Log): Updates =>
  new Updates({
    version: app.getVersion(),
    repository: repository(),
    path: join(folder, 'updates.json'),
    settings,
    fetch: (address, options) => net.fetch(address, options),
    log,
  })
