import type { ElectronApplication, Page } from '@playwright/test'

declare global {
  interface Window {
    /** How many bytes of output the terminal has taken in since the last watch began. */
    benchDrawnBytes?: number
    benchDrawn?: () => void
  }
}

/** As much of what a console window says as is looked at. */
interface PortMessage {
  readonly type?: unknown
  readonly count?: number
}

/** The console window that the app has opened, connected. */
export const consoleWindow = async (electron: ElectronApplication): Promise<Page> => {
  const isConsole = (page: Page): boolean => page.url().includes('console.html')
  const page =
    electron.windows().find(isConsole) ??
    (await electron.waitForEvent('window', { predicate: isConsole }))
  await page.getByRole('status').getByText('Connected').waitFor()
  await page.evaluate(() => {
    // The window tells its session how much the terminal has taken in: that is what is listened to.
    const ports: { postMessage: unknown } = MessagePort.prototype
    ports.postMessage = new Proxy(ports.postMessage as (message: PortMessage) => void, {
      apply(post, port: unknown, args: [PortMessage]) {
        const [{ type, count = 0 }] = args
        if (type === 'drawn') {
          window.benchDrawnBytes = (window.benchDrawnBytes ?? 0) + count
          window.benchDrawn?.()
        }
        return Reflect.apply(post, port, args)
      },
    })
  })
  return page
}

/**
 * Begins to count what the terminal takes in. Resolves when it counts, with a function that tells
 * when `bytes` of it were there, in ms since the epoch by the window's own clock.
 */
export const watchTerminal = async (page: Page, bytes: number): Promise<() => Promise<number>> => {
  const drawn = page.evaluateHandle((wanted) => {
    window.benchDrawnBytes = 0
    return {
      promise: new Promise<number>((resolve, reject) => {
        setTimeout(() => reject(new Error(`only ${window.benchDrawnBytes} bytes came`)), 600_000)
        window.benchDrawn = () => {
          if ((window.benchDrawnBytes ?? 0) < wanted) return
          delete window.benchDrawn
          resolve(performance.timeOrigin + performance.now())
        }
      }),
    }
  }, bytes)
  const handle = await drawn
  return async () => {
    const at = await handle.evaluate(({ promise }) => promise)
    await handle.dispose()
    return at
  }
}

/** A flood as far as it came: QEMU drops what a virtio console's pseudo terminal can't take. */
export interface Flood {
  readonly bytes: number
  /** When the last of it was there, in ms since the epoch by the window's own clock. */
  readonly endedAt: number
}

/**
 * Begins to count what the terminal takes in. Resolves when it counts, with a function that tells
 * how much came of `bytes`: all, or what there was when nothing came for half a second.
 */
export const watchFlood = async (page: Page, bytes: number): Promise<() => Promise<Flood>> => {
  const handle = await page.evaluateHandle((wanted) => {
    window.benchDrawnBytes = 0
    return {
      promise: new Promise<Flood>((resolve, reject) => {
        setTimeout(() => reject(new Error(`only ${window.benchDrawnBytes} bytes came`)), 600_000)
        let quiet: ReturnType<typeof setTimeout> | undefined
        window.benchDrawn = () => {
          const came = window.benchDrawnBytes ?? 0
          const flood = { bytes: came, endedAt: performance.timeOrigin + performance.now() }
          clearTimeout(quiet)
          if (came >= wanted) resolve(flood)
          // Before that a silence is the guest's own.
          else if (came > wanted / 2) quiet = setTimeout(() => resolve(flood), 500)
        }
      }),
    }
  }, bytes)
  return async () => {
    const flood = await handle.evaluate(({ promise }) => promise)
    await handle.dispose()
    return flood
  }
}
