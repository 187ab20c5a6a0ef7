import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { WebContents } from 'electron'

/** The pages that this app consists of; it shows no other. */
export type Page = 'index' | 'console'

const DEV_SERVER = process.env['ELECTRON_RENDERER_URL']

/** Where a page is: built beside the main process, or on the development server. */
export const pageUrl = (page: Page): string =>
  DEV_SERVER === undefined
    ? pathToFileURL(join(__dirname, '../renderer', `${page}.html`)).href
    : `${DEV_SERVER}/${page}.html`

/** Whether a window shows a page of ours, so that its calls may be heard. */
export const showsOurPage = (contents: WebContents): boolean => {
  const url = contents.getURL()
  return [pageUrl('index'), pageUrl('console')].some((page) => url === page)
}
