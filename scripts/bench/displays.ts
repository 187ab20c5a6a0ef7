import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ElectronApplication, Page } from '@playwright/test'
import { BareVncClient } from '../../src-main/displays/testing/bare-vnc-client'
import { defineTypewriter } from '../../src-main/displays/testing/typewriter-guest'
import { lastKeyAt, noteKeys, withAppWindow } from './app-window'
import type { Declaration, Family } from './figure'
import { inTurn, timed } from './in-turn'
import { withDaemon } from './with-daemon'

const MACHINE = 'screen'
const ROUNDS = 12
const FIRST_VNC_PORT = 5900
/** Between two rounds, for the window before to be gone. */
const REST_MS = 300

const firstFrame: Declaration = {
  name: 'vnc-first-frame',
  unit: 'ms',
  peer: 'a bare client on loopback',
  better: 'lower',
  budget: 300,
  budgetOn: 'excess',
}

declare global {
  interface Window {
    /** When something was on the guest's screen and the window about to show it, in epoch ms. */
    benchFirstFrame?: Promise<number>
  }
}

/** In a window from its beginning: notes when the first picture that is not blank is drawn. */
const watchCanvas = (): void => {
  window.benchFirstFrame = new Promise((resolve) => {
    const { prototype } = CanvasRenderingContext2D
    const draw = Reflect.get(prototype, 'drawImage') as (...args: unknown[]) => void
    Reflect.set(
      prototype,
      'drawImage',
      function (this: CanvasRenderingContext2D, ...args: unknown[]) {
        draw.apply(this, args)
        const { width, height, isConnected } = this.canvas
        if (!isConnected) return
        const { data } = this.getImageData(0, 0, width, height)
        if (!data.some((value, index) => index % 4 !== 3 && value > 0)) return
        Reflect.set(prototype, 'drawImage', draw)
        requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()))
      },
    )
  })
}

/** A bare client's way to the first frame: nothing but the protocol. */
const bareFrame = async (port: number): Promise<void> => {
  const socket = connect(port, '127.0.0.1')
  const client = new BareVncClient((bytes) => socket.write(bytes))
  socket.on('data', (bytes) => client.receive(bytes))
  await client.connect()
  await client.frame()
  socket.destroy()
}

/** From `g` in the list to the guest's screen in a window of its own. */
const openDisplay = async (electron: ElectronApplication, page: Page): Promise<number> => {
  const opened = electron.waitForEvent('window')
  await page.keyboard.press('g')
  const display = await opened
  const at = await display.evaluate(() => window.benchFirstFrame)
  const ms = (at ?? Number.NaN) - (await lastKeyAt(page))
  await display.close()
  await sleep(REST_MS)
  return ms
}

/** Graphical displays: how soon the guest's screen is there. */
export const displays: Family = {
  figures: [firstFrame],
  measure: (settings) =>
    withDaemon(async (daemon) => {
      await defineTypewriter(daemon, MACHINE, `<graphics type='vnc' autoport='yes'/>`)
      await daemon.virsh('start', MACHINE)
      const port =
        FIRST_VNC_PORT + Number((await daemon.virsh('vncdisplay', MACHINE)).split(':')[1])
      const measurement = await withAppWindow(
        settings,
        ['--connect', daemon.uri()],
        async (page, electron) => {
          await electron.context().addInitScript(watchCanvas)
          await noteKeys(page)
          await page.getByRole('rowheader', { name: MACHINE, exact: true }).click()
          return inTurn({
            name: firstFrame.name,
            rounds: ROUNDS,
            warmUps: 2,
            ours: () => openDisplay(electron, page),
            peer: () => timed(() => bareFrame(port)),
          })
        },
      )
      return { [firstFrame.name]: measurement }
    }),
}
