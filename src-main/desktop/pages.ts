import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { WebContents } from 'electron'

/** The pages that this app consists of; it shows no other. */
export type Page = 'index' | 'console' | 'tiles' | 'display'

const pages: readonly Page[] = ['index', 'console', 'tiles', 'display']

const DEV_SERVER = process.env['ELECTRON_RENDERER_URL']

/** Where a page is: built beside the main process, or on the development server. */
export const pageUrl = (page: Page): string =>
  DEV_SERVER === undefined
    ? pathToFileURL(join(__dirname, '../renderer', `${page}.html`)).href
    : `${DEV_SERVER}/${page}.html`

/** Whether an address is one of our pages'. */
export const isOurPage = (url: string): boolean => pages.some((page) => url === pageUrl(page))

/** Whether a window shows a page of ours, so that its calls may be heard. */
export const showsOurPage = (contents: WebContents): boolean => isOurPage(contents.getURL())
