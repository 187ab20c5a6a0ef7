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

/** What came of a flood: QEMU drops what a virtio console's pseudo terminal can't take. */
export interface Flood {
  readonly bytes: number
  /** When the last of it was there, in ms since the epoch by the window's own clock. */
  readonly endedAt: number
}

/** A flood has begun after so many bytes; before that it may be the echo of what was typed. */
const BEGUN_BYTES = 65_536
/** It has ended after so long a silence, in ms. */
const SILENCE_MS = 2_000

/**
 * Begins to count what the terminal takes in. Resolves when it counts, with a function that tells
 * what came until the flood ended: what counts is how much came in the time.
 */
export const watchFlood = async (page: Page): Promise<() => Promise<Flood>> => {
  const handle = await page.evaluateHandle(
    ([begun, silenceMs]) => {
      window.benchDrawnBytes = 0
      return {
        promise: new Promise<Flood>((resolve, reject) => {
          setTimeout(() => reject(new Error(`only ${window.benchDrawnBytes} bytes came`)), 600_000)
          let silence: ReturnType<typeof setTimeout> | undefined
          window.benchDrawn = () => {
            const bytes = window.benchDrawnBytes ?? 0
            const endedAt = performance.timeOrigin + performance.now()
            clearTimeout(silence)
            if (bytes < begun) return
            silence = setTimeout(() => {
              delete window.benchDrawn
              resolve({ bytes, endedAt })
            }, silenceMs)
          }
        }),
      }
    },
    [BEGUN_BYTES, SILENCE_MS] as const,
  )
  return async () => {
    const flood = await handle.evaluate(({ promise }) => promise)
    await handle.dispose()
    return flood
  }
}
