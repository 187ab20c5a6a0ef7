import { join } from 'node:path'
import { BrowserWindow, nativeTheme, type WebContents } from 'electron'
import { HAS_WORDS } from '../../src-preload/contract/channels'
import { spokenLanguage, t } from '../../src-preload/language/t'
import { Problem } from '../failures/problem'
import { pageUrl, type Page } from './pages'

/** What is painted before the page is: the background colours of the two themes. */
const background = (): string => (nativeTheme.shouldUseDarkColors ? '#15171b' : '#ffffff')

interface WindowShape {
  readonly page: Page
  readonly title: string
  readonly width: number
  readonly height: number
}

/**
 * Opens a window on one of our pages: sandboxed, isolated, without Node, shown when it has
 * read its page. Its title is ours; a page can't change it.
 */
const openWindow = ({ page, title, width, height }: WindowShape): BrowserWindow => {
  const window = new BrowserWindow({
    width,
    height,
    minWidth: 480,
    minHeight: 320,
    title,
    show: false,
    // Until it is shown it draws nothing: a page that draws waits for the process that does before
    // it reads its first script.
    paintWhenInitiallyHidden: false,
    backgroundColor: background(),
    autoHideMenuBar: true,
    webPreferences: {
      preload: join(__dirname, '../preload/bridge.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      additionalArguments: spokenLanguage() === 'en' ? [] : [HAS_WORDS],
    },
  })
  window.on('page-title-updated', (event) => event.preventDefault())
  window.webContents.once('dom-ready', () => window.show())
  void window.loadURL(pageUrl(page))
  return window
}

export const openMainWindow = (): BrowserWindow =>
  openWindow({ page: 'index', title: 'Virthelm', width: 1280, height: 800 })

export const openConsoleWindow = (machineName: string): BrowserWindow =>
  openWindow({
    page: 'console',
    title: `${t('{machineName} — serial console', { machineName })} — Virthelm`,
    width: 880,
    height: 560,
  })

export const openTilesWindow = (count: number): BrowserWindow =>
  openWindow({
    page: 'tiles',
    title: `${t('{count, plural, one {# serial console} other {# serial consoles}}', { count })} — Virthelm`,
    width: 1280,
    height: 800,
  })

export const openDisplayWindow = (machineName: string): BrowserWindow =>
  openWindow({
    page: 'display',
    title: `${t('{machineName} — display', { machineName })} — Virthelm`,
    // A screen of 1024 × 768 pixels, the bar below it, and the frame.
    width: 1024,
    height: 832,
  })

/** Brings a window to the front, wherever it is. */
export const bringForward = (window: BrowserWindow): void => {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** The window that a call came from. Throws a `Problem` when it is closed already. */
export const windowOf = (sender: WebContents): BrowserWindow => {
  const window = BrowserWindow.fromWebContents(sender)
  if (!window) throw new Problem('not-found', t('That window is closed'))
  return window
}
