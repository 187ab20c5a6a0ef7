import type { Page } from '@playwright/test'

declare global {
  interface Window {
    benchFrames?: { count: number; longest: number; stopped: boolean }
  }
}

/** Frames that a page was asked to paint in a span of time. */
export interface Frames {
  readonly perSecond: number
  /** The longest time between two, in ms. */
  readonly longestMs: number
}

/**
 * Counts a page's frames from now on; resolves with a function that stops and tells. With
 * `scrollBy` each frame also scrolls the first element of that selector, to and fro.
 */
export const countFrames = async (
  page: Page,
  scroll?: { readonly selector: string; readonly pixels: number },
): Promise<() => Promise<Frames>> => {
  const start = Date.now()
  await page.evaluate((scroll) => {
    const scroller = scroll ? document.querySelector(scroll.selector) : null
    const frames = { count: 0, longest: 0, stopped: false }
    window.benchFrames = frames
    let last = performance.now()
    let pixels = scroll?.pixels ?? 0
    // Methods, because the names that the compiler gives to functions do not exist in the page.
    const loop = {
      step(this: void) {
        const now = performance.now()
        frames.count += 1
        frames.longest = Math.max(frames.longest, now - last)
        last = now
        if (scroller) {
          const before = scroller.scrollTop
          scroller.scrollTop += pixels
          if (scroller.scrollTop === before) pixels = -pixels
        }
        if (!frames.stopped) requestAnimationFrame(loop.step)
      },
    }
    requestAnimationFrame(loop.step)
  }, scroll)
  return async () => {
    const { count, longest } = await page.evaluate(() => {
      if (!window.benchFrames) throw new Error('no frames are counted')
      window.benchFrames.stopped = true
      return window.benchFrames
    })
    return { perSecond: (count * 1000) / (Date.now() - start), longestMs: longest }
  }
}
