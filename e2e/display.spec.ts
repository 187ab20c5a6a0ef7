import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { defineTypewriter } from '../src-main/displays/testing/typewriter-guest'
import { connect, ConsoleFlags, remote, type Connection } from '../src-main/libvirt'
import type { PrivateDaemon } from '../src-main/libvirt/testing/private-daemon'
import { expect, test, type RunningApp } from './fixtures'
import { chooseMachine, machineRow } from './views'

const VNC = `<graphics type='vnc' autoport='yes' listen='127.0.0.1'/>`

const isDisplay = (page: Page): boolean => page.url().includes('display.html')

const displayOf = async (electron: ElectronApplication): Promise<Page> =>
  electron.windows().find(isDisplay) ??
  (await electron.waitForEvent('window', { predicate: isDisplay }))

const status = (display: Page) => display.getByRole('status')

/** Whether anything but black is on the guest's screen. */
const showsSomething = (display: Page): Promise<boolean> =>
  display.evaluate(() => {
    const canvas = document.querySelector('canvas')
    if (!canvas || canvas.width === 0) return false
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data
    return pixels?.some((value, index) => index % 4 !== 3 && value > 0) ?? false
  })

/** A typewriter's serial line: every key that it took, and whether it waits for more. */
class Ear {
  heard = ''
  /** How often it has started since somebody listens. */
  starts = 0
  #waits = false

  private constructor(readonly connection: Connection) {}

  static async at(host: PrivateDaemon, name: string): Promise<Ear> {
    const connection = await connect(host.uri())
    const ear = new Ear(connection)
    const { dom } = await connection.call(remote.domainLookupByName, { name })
    const flags = ConsoleFlags.force
    const stream = await connection.openStream(remote.domainOpenConsole, {
      dom,
      devName: null,
      flags,
    })
    const listen = async (): Promise<void> => {
      for await (const bytes of stream) ear.#hear(bytes.toString('latin1'))
    }
    listen().catch(() => undefined)
    return ear
  }

  /** Types when the machine waits for keys, and waits until it has heard them. */
  async hears(display: Page, text: string): Promise<void> {
    await expect.poll(() => this.#waits).toBe(true)
    await display.keyboard.type(text)
    await expect.poll(() => this.heard).toContain(text)
  }

  #hear(said: string): void {
    this.#waits ||= said.includes('.')
    this.starts += said.split('!').length - 1
    this.heard += said.replace(/[.!]/g, '')
  }
}

test('a machine’s screen by g: its keys, the clipboard typed, and back after a restart', async ({
  host,
  launch,
}) => {
  await defineTypewriter(host, 'screen', VNC)
  await host.virsh('start', 'screen')
  const { electron, window } = await launch('--connect', host.uri())
  await expect(machineRow(window, 'screen')).toContainText('Running')
  await window.keyboard.press('g')
  const display = await displayOf(electron)
  await expect(status(display)).toHaveText('Connected')
  await expect.poll(() => showsSomething(display)).toBe(true)
  expect(
    await electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((it) => it.getTitle()),
    ),
  ).toContain('screen — display — Virthelm')

  const ear = await Ear.at(host, 'screen')
  await ear.hears(display, 'typed ')
  // Keys that close and reload windows elsewhere are the guest's here.
  await display.keyboard.press('Control+W')
  await display.keyboard.press('F5')
  await display.keyboard.type('still here')
  await expect.poll(() => ear.heard).toContain('still here')
  expect(ear.heard).toContain('\u0017')

  const text = 'Pasted: {A_b} "x" ~5/7?'
  await electron.evaluate(({ clipboard }, copied) => clipboard.writeText(copied), text)
  await display.keyboard.press('Control+Shift+V')
  await expect.poll(() => ear.heard).toContain(text)
  // What is more than a line asks first.
  await electron.evaluate(({ clipboard }) => clipboard.writeText('one\ntwo'))
  await display.keyboard.press('Control+Shift+V')
  await expect(display.getByRole('alertdialog')).toContainText('Paste 2 lines?')
  await display.keyboard.press('Control+Enter')
  await expect.poll(() => ear.heard).toContain('one\rtwo')
  await ear.connection.close()

  await host.virsh('destroy', 'screen')
  await expect(status(display)).toHaveText('Disconnected — reconnects when the machine starts')
  await display.getByRole('button', { name: 'Start' }).click()
  await expect(status(display)).toHaveText('Connected')
  await expect.poll(() => showsSomething(display)).toBe(true)
  const again = await Ear.at(host, 'screen')
  await again.hears(display, 'again ')
  await again.connection.close()
})

test('what the desktop would take is sent from a menu; a looker-on touches nothing', async ({
  host,
  launch,
}) => {
  await defineTypewriter(host, 'screen', VNC)
  await host.virsh('start', 'screen')
  const args = ['--connect', host.uri(), '--show-domain-display', 'screen']
  const { electron } = await launch(...args)
  const display = await displayOf(electron)
  await expect(status(display)).toHaveText('Connected')
  const ear = await Ear.at(host, 'screen')
  await ear.hears(display, 'ready ')

  await display.keyboard.press('Control+Shift+O')
  await display.keyboard.type('unheard')
  await display.keyboard.press('Control+Shift+O')
  await ear.hears(display, 'heard again ')
  expect(ear.heard).not.toContain('unheard')

  const { starts } = ear
  await display.keyboard.press('Control+Shift+K')
  const menu = display.getByRole('menu', { name: 'Send keys' })
  await expect(menu.getByRole('menuitem', { name: 'Ctrl+Alt+F12' })).toBeVisible()
  await menu.getByRole('menuitem', { name: 'Ctrl+Alt+Delete' }).click()
  await expect.poll(() => ear.starts).toBe(starts + 1)
  // Nothing is left down: what is typed next is no combination.
  await ear.hears(display, 'after ')
  await ear.connection.close()
})

test('a key of the window that a person has bound anew is used there', async ({ host, launch }) => {
  await defineTypewriter(host, 'screen', VNC)
  await host.virsh('start', 'screen')
  const args = ['--connect', host.uri(), '--show-domain-display', 'screen']
  const { electron, window } = await launch(...args)
  const display = await displayOf(electron)
  await expect(status(display)).toHaveText('Connected')
  const viewOnly = display.getByRole('button', { name: 'View only' })
  await expect(viewOnly).toHaveAttribute('title', 'View only (Ctrl+Shift+O)')

  await window.bringToFront()
  await window.keyboard.press('Control+,')
  const settings = window.getByRole('main', { name: 'Settings' })
  await settings.getByRole('tab', { name: 'Keys' }).click()
  await settings.getByRole('searchbox', { name: 'Find an action' }).fill('view only display')
  const add = settings.getByRole('button', { name: 'Add a key for View only (display)' })
  await add.press('Enter')
  await window.keyboard.press('Control+Shift+U')
  await settings.getByRole('button', { name: /^Take Ctrl\+Shift\+O from View only/ }).press('Enter')
  await expect(viewOnly).toHaveAttribute('title', 'View only (Ctrl+Shift+U)')

  await display.bringToFront()
  const ear = await Ear.at(host, 'screen')
  await ear.hears(display, 'ready ')
  await display.keyboard.press('Control+Shift+U')
  await expect(viewOnly).toHaveAttribute('aria-pressed', 'true')
  await display.keyboard.type('unheard')
  // The old one is the guest's now, and so is not heard of either.
  await display.keyboard.press('Control+Shift+O')
  await expect(viewOnly).toHaveAttribute('aria-pressed', 'true')
  await display.keyboard.press('Control+Shift+U')
  await expect(viewOnly).toHaveAttribute('aria-pressed', 'false')
  await ear.hears(display, 'heard again ')
  expect(ear.heard).not.toContain('unheard')
  await ear.connection.close()
})

test('scaling on a fine monitor, full screen, and a picture in a file', async ({
  host,
  launch,
}) => {
  await defineTypewriter(host, 'screen', VNC)
  await host.virsh('start', 'screen')
  const args = ['--connect', host.uri(), '--show-domain-display', 'screen']
  const { electron } = await launch(...args, '--force-device-scale-factor=2')
  const display = await displayOf(electron)
  const canvas = display.locator('canvas').first()
  await expect(status(display)).toHaveText('Connected')
  await expect(canvas).toHaveAttribute('width', '720')
  const widthOf = async (): Promise<number> => Math.round((await canvas.boundingBox())?.width ?? 0)
  const inner = await display.evaluate(() => window.innerWidth)
  await expect.poll(widthOf).toBe(inner)

  await display.keyboard.press('Control+Shift+Z')
  await display.getByRole('menuitemradio', { name: /^Actual size/ }).click()
  // One pixel of the guest's is one of the monitor's, of which two make one of the window's.
  await expect.poll(widthOf).toBe(360)

  const file = join(host.directory, 'picture.png')
  await electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, file)
  await display.keyboard.press('Control+Shift+S')
  await expect(display.getByText(`Saved to ${file}`)).toBeVisible()
  const png = await readFile(file)
  expect(png.toString('latin1', 1, 4)).toBe('PNG')
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([720, 400])

  await display.keyboard.press('F11')
  await expect(display.getByText('F11 leaves full screen')).toBeVisible()
  await display.keyboard.press('F11')
  await expect(display.getByText('F11 leaves full screen')).toHaveCount(0)
})

test('a SPICE display is handed to remote-viewer by g, with a file that is ready', async ({
  host,
  launch,
  environment,
}) => {
  const told = join(host.directory, 'told')
  const bin = join(host.directory, 'bin')
  await mkdir(bin)
  // In the viewer's place: it reads the file as that does, and deletes it.
  const viewer = `#!/bin/sh\nstat -c %a "$1" >${told}.new\ncat "$1" >>${told}.new\nrm "$1"\nmv ${told}.new ${told}\n`
  await writeFile(join(bin, 'remote-viewer'), viewer, { mode: 0o755 })
  environment['PATH'] = `${bin}:${process.env['PATH'] ?? ''}`
  await defineTypewriter(host, 'spicy', `<graphics type='spice' autoport='yes' passwd='sec ret'/>`)
  await host.virsh('start', 'spicy')
  const { electron, window } = await launch('--connect', host.uri())
  await expect(machineRow(window, 'spicy')).toContainText('Running')
  await chooseMachine(window, 'spicy')
  await window.keyboard.press('g')
  const file = (): Promise<string> => readFile(told, 'utf8').catch(() => '')
  await expect
    .poll(file)
    .toMatch(
      /^600\n\[virt-viewer\]\ntype=spice\nhost=127\.0\.0\.1\nport=\d+\npassword=sec ret\ntitle=spicy\n/,
    )
  expect(electron.windows().some(isDisplay)).toBe(false)
})

test('a password comes from the definition, and from the person where that one is wrong', async ({
  host,
  launch,
}) => {
  await defineTypewriter(host, 'locked', `<graphics type='vnc' autoport='yes' passwd='sec ret'/>`)
  await host.virsh('start', 'locked')
  const args = ['--connect', host.uri(), '--show-domain-display', 'locked']
  const { electron } = await launch(...args)
  const display = await displayOf(electron)
  await expect(status(display)).toHaveText('Connected')

  await host.virsh('qemu-monitor-command', '--hmp', 'locked', 'set_password vnc other')
  await display.keyboard.press('Control+Shift+R')
  await expect(status(display)).toHaveText('The display of locked did not let us in')
  await expect(display.getByText('Authentication failed', { exact: true })).toBeVisible()
  await display.getByRole('button', { name: 'Try again' }).click()
  await expect(display.getByLabel('Password')).toBeFocused()
  await display.keyboard.type('other\n')
  await expect(status(display)).toHaveText('Connected')
})

test('a picture of the screen in the details, and a machine that has none', async ({
  host,
  launch,
}) => {
  await defineTypewriter(host, 'pictured', VNC)
  await host.virsh('start', 'pictured')
  const { window } = await launch('--connect', host.uri())
  await expect(machineRow(window, 'pictured')).toContainText('Running')
  await chooseMachine(window, 'pictured')
  await window.getByRole('button', { name: 'Take a picture' }).click()
  const picture = window.getByRole('img', { name: 'Screen of pictured' })
  await expect
    .poll(async () => {
      const width = await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)
      if (width !== 720) await window.getByRole('button', { name: 'Take another picture' }).click()
      return width
    })
    .toBe(720)

  await defineTypewriter(host, 'blind', '')
  await chooseMachine(window, 'blind')
  await window.keyboard.press('g')
  await expect(window.getByRole('alert')).toContainText('blind has no graphical display')
})

test.describe('a hostile display', () => {
  let server: Server
  /** Speaks to a window that has shaken hands. */
  let speak: (socket: Socket) => void

  /** Lets everybody in, to a screen of 16 × 16 pixels. */
  const shakeHands = (socket: Socket): void => {
    const answers = [
      Buffer.from([1, 1]),
      Buffer.from([0, 0, 0, 0]),
      Buffer.from('001000102018000100ff00ff00ff10080000000000000000', 'hex'),
    ]
    socket.on('error', () => {})
    socket.on('data', () => {
      const answer = answers.shift()
      if (answer) socket.write(answer)
      if (answers.length === 0 && answer) speak(socket)
    })
    socket.write('RFB 003.008\n')
  }

  const text = (words: string): Buffer => {
    const header = Buffer.alloc(8)
    header[0] = 3
    header.writeUInt32BE(words.length, 4)
    return Buffer.concat([header, Buffer.from(words)])
  }

  const whiteScreen = Buffer.concat([
    Buffer.from('00000001000000000010001000000000', 'hex'),
    Buffer.alloc(16 * 16 * 4, 0xff),
  ])

  test.beforeAll(async () => {
    server = createServer(shakeHands)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  })

  test.afterAll(() => {
    server.close()
  })

  /** Opens the window of a display that the test itself is. */
  const showHostile = async (
    host: PrivateDaemon,
    launch: (...args: string[]) => Promise<RunningApp>,
  ): Promise<RunningApp & { readonly display: Page }> => {
    const { port } = server.address() as { port: number }
    const file = join(host.directory, 'hostile.xml')
    await writeFile(
      file,
      `<node><domain type='test'><name>hostile</name><memory>1024</memory><os><type>hvm</type></os>
        <devices><graphics type='vnc' port='${port}' autoport='no' listen='127.0.0.1'/></devices>
      </domain></node>`,
      { mode: 0o644 },
    )
    const app = await launch(
      '--connect',
      host.uri('test', file),
      '--show-domain-display',
      'hostile',
    )
    return { ...app, display: await displayOf(app.electron) }
  }

  test('gets no clipboard and no title, and is left when it stops making sense', async ({
    host,
    launch,
  }) => {
    let victim: Socket | undefined
    speak = (socket) => {
      victim = socket
      socket.write(text('rm -rf /'))
      socket.write(whiteScreen)
    }
    const { electron, display } = await showHostile(host, launch)
    await electron.evaluate(({ clipboard }) => clipboard.writeText('mine'))
    await expect(status(display)).toHaveText('Connected')
    const clipboard = (): Promise<string> =>
      electron.evaluate(({ clipboard: own }) => own.readText())
    await expect.poll(() => showsSomething(display)).toBe(true)
    await expect.poll(clipboard).toBe('mine')
    // What the guest copied is there for who asks.
    await display.keyboard.press('Control+Shift+C')
    await expect.poll(clipboard).toBe('rm -rf /')

    // A message that nobody knows.
    victim?.write(Buffer.alloc(1024, 0xee))
    await expect(status(display)).toHaveText('The display of hostile speaks no VNC that we know')
    await expect(display.getByRole('button', { name: 'Try again' })).toBeVisible()
  })

  test('is asked for the window’s size where that is chosen, and shown pixel by pixel', async ({
    host,
    launch,
  }) => {
    const asked: { width: number; height: number }[] = []
    /** Who has changed the size (1 is whoever is told), and to what. */
    const sizeUpdate = (who: number, width: number, height: number): Buffer => {
      const update = Buffer.from(
        '00000001 0000 0000 0000 0000 fffffecc 01000000 00000000 0000 0000 0000 0000 00000000'.replaceAll(
          ' ',
          '',
        ),
        'hex',
      )
      update.writeUInt16BE(who, 4)
      for (const at of [8, 28]) {
        update.writeUInt16BE(width, at)
        update.writeUInt16BE(height, at + 2)
      }
      return update
    }
    speak = (socket) => {
      socket.on('data', (bytes) => {
        // SetDesktopSize, with the one screen.
        if (bytes[0] !== 251) return
        const size = { width: bytes.readUInt16BE(2), height: bytes.readUInt16BE(4) }
        asked.push(size)
        socket.write(sizeUpdate(1, size.width, size.height))
      })
      socket.write(whiteScreen)
      socket.write(sizeUpdate(0, 16, 16))
    }
    const { display } = await showHostile(host, launch)
    await expect(status(display)).toHaveText('Connected')
    await expect.poll(() => showsSomething(display)).toBe(true)
    expect(asked).toEqual([])
    await display.keyboard.press('Control+Shift+Z')
    await display.getByRole('menuitemradio', { name: /^Resize the guest/ }).click()
    const room = await display.getByRole('region', { name: 'Graphical display' }).boundingBox()
    const size = { width: Math.floor(room?.width ?? 0), height: Math.floor(room?.height ?? 0) }
    await expect.poll(() => asked.at(-1)).toEqual(size)
    const canvas = display.locator('canvas').first()
    await expect(canvas).toHaveAttribute('width', String(size.width))
    await expect(canvas).toHaveAttribute('height', String(size.height))
  })
})
