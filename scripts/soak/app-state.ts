import { readdirSync } from 'node:fs'
import type { ElectronApplication, Page } from '@playwright/test'
import { processTree } from '../bench/process-tree'

/** What a running app holds, once garbage is gone. */
export interface AppState {
  /** In KiB: of the main process, and of the main window. */
  readonly mainHeap: number
  readonly windowHeap: number
  /** Of the main window: nodes of its document, whether shown or not, and listeners. */
  readonly nodes: number
  readonly listeners: number
  /** Of the main process: open files and sockets, and whatever Node waits for. */
  readonly files: number
  readonly waits: number
  readonly processes: number
  readonly windows: number
}

const mainHeap = (electron: ElectronApplication): Promise<{ heap: number; waits: number }> =>
  electron.evaluate(async () => {
    const { gc } = globalThis as unknown as { readonly gc: () => void }
    for (let time = 0; time < 3; time++) {
      gc()
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    const waits = process.getActiveResourcesInfo().filter((kind) => kind !== 'Timeout').length
    return { heap: process.memoryUsage().heapUsed / 1024, waits }
  })

const windowState = async (window: Page) => {
  const session = await window.context().newCDPSession(window)
  try {
    for (let time = 0; time < 3; time++) await session.send('HeapProfiler.collectGarbage')
    const { usedSize } = await session.send('Runtime.getHeapUsage')
    const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters')
    return { heap: usedSize / 1024, nodes, listeners: jsEventListeners }
  } finally {
    await session.detach()
  }
}

/** Looks at an app that nobody uses just now. */
export const appState = async (electron: ElectronApplication, window: Page): Promise<AppState> => {
  const main = await mainHeap(electron)
  const { heap, nodes, listeners } = await windowState(window)
  const pid = electron.process().pid ?? 0
  return {
    mainHeap: Math.round(main.heap),
    windowHeap: Math.round(heap),
    nodes,
    listeners,
    files: readdirSync(`/proc/${pid}/fd`).length,
    waits: main.waits,
    processes: processTree(pid).length,
    windows: electron.windows().length,
  }
}
