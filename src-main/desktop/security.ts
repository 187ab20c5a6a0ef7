import { app, session, type WebContents } from 'electron'
import type { Log } from '../log/log'
import { isOurPage } from './pages'

/** Of an address that a page wanted, for the log. */
const LONGEST_ADDRESS = 200

const confine = (contents: WebContents, log: Log): void => {
  contents.setWindowOpenHandler(({ url }) => {
    log.warn({ url }, 'a page tried to open a window')
    return { action: 'deny' }
  })
  contents.on('will-navigate', (event, url) => {
    if (isOurPage(url)) return
    event.preventDefault()
    log.warn({ url }, 'a page tried to navigate away')
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
}

/**
 * Closes every door that a page of ours never uses: new windows, navigation, embedded pages,
 * permissions, devices, downloads, dictionaries. What a machine's name or console could smuggle in finds none of them open.
 */
export const confinePages = (log: Log): void => {
  app.on('web-contents-created', (_event, contents) => confine(contents, log))
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, decide) =>
    decide(false),
  )
  session.defaultSession.setPermissionCheckHandler(() => false)
  session.defaultSession.setDevicePermissionHandler(() => false)
  // Its dictionaries would be fetched from a server of Chromium's makers, though no page asks for it.
  session.defaultSession.setSpellCheckerEnabled(false)
  session.defaultSession.setSpellCheckerLanguages([])
  // Files are written by the main process, where a person has said where.
  session.defaultSession.on('will-download', (event, item) => {
    event.preventDefault()
    log.warn({ url: item.getURL().slice(0, LONGEST_ADDRESS) }, 'a page tried to download a file')
  })
}
