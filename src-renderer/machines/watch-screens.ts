import type { MachineId } from '../../src-preload/contract/machine'
import { call } from '../bridge/call'
import { isLive } from './columns'
import { currentRows, onRowsChange } from './rows'
import { ScreenRound } from './screen-round'
import { forgetScreen, keepScreen } from './screens'
import { useViewport } from './viewport'

/** How long the list must rest before a picture is taken, in ms. */
const REST = 250
/** How old a picture may become: in the window that has the focus, and in another. In ms. */
const GOOD_FOR = { focused: 15_000, behind: 60_000 } as const
/** How long a machine without a screen is left alone, in ms. */
const LEFT_ALONE = 120_000
/** Of a picture as it is kept, in pixels: twice as much as is drawn. */
const WIDTH = 192

const inSight = (): readonly MachineId[] => {
  if (document.hidden) return []
  const rows = currentRows()
  const { first, last } = useViewport.getState()
  const ids: MachineId[] = []
  for (let row = first; row <= last; row += 1) {
    const machine = rows.machineAt(row)
    if (machine !== undefined && isLive(machine) && machine.staleSince === undefined) {
      ids.push(machine.id)
    }
  }
  return ids
}

/** Makes a picture small. What the host sent is unpacked here, in the sandbox, and nowhere else. */
const shrink = async (png: Uint8Array): Promise<string> => {
  const image = await createImageBitmap(new Blob([new Uint8Array(png)], { type: 'image/png' }), {
    resizeWidth: WIDTH,
    resizeQuality: 'medium',
  })
  const canvas = document.createElement('canvas')
  canvas.width = image.width
  canvas.height = Math.min(image.height, 4 * WIDTH)
  canvas.getContext('2d')?.drawImage(image, 0, 0)
  image.close()
  return canvas.toDataURL('image/webp', 0.8)
}

const take = async (id: MachineId): Promise<void> => {
  try {
    const { png } = await call('displays.takeThumbnail', { id })
    keepScreen(id, await shrink(png))
  } catch (thrown) {
    forgetScreen(id)
    throw thrown
  }
}

/** Has the screens pictured that are in sight, while they are; the function stops it. */
export const watchScreens = (): (() => void) => {
  const round = new ScreenRound({
    inSight,
    take,
    goodFor: () => (document.hasFocus() ? GOOD_FOR.focused : GOOD_FOR.behind),
    restsFor: LEFT_ALONE,
    now: () => Date.now(),
  })
  let timer: number | undefined
  const soon = (): void => {
    timer ??= window.setTimeout(() => {
      timer = undefined
      round.look()
    }, REST)
  }
  document.addEventListener('visibilitychange', soon)
  const stops = [
    onRowsChange(soon),
    useViewport.subscribe(soon),
    () => document.removeEventListener('visibilitychange', soon),
    () => window.clearTimeout(timer),
    () => round.stop(),
  ]
  soon()
  return () => {
    for (const stop of stops) stop()
  }
}
