/** What a page could do if somebody else's words ran in it: nothing beyond the contract. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { expect, projectFolder, test } from './fixtures'
import { defineGuest } from './guest'
import { machineRow } from './views'

/** The one bridge that pages have, for functions that run in them. */
interface Bridged {
  readonly virthelm: { call(name: unknown, input?: unknown): Promise<Reply> }
}

interface Reply {
  readonly ok: boolean
  readonly failure?: { readonly code: string; readonly message: string }
}

const windowCount = (electron: ElectronApplication): Promise<number> =>
  electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)

/** Serves one page that is not ours, with our preload script in it. */
const openStranger = (electron: ElectronApplication, file: string): Promise<unknown> =>
  electron.evaluate(
    async ({ BrowserWindow }, [path, preload]) => {
      const stranger = new BrowserWindow({
        show: false,
        webPreferences: { preload, sandbox: true, contextIsolation: true },
      })
      await stranger.loadFile(path)
      const reply: unknown = await stranger.webContents.executeJavaScript(
        `window.virthelm.call('hosts.list')`,
      )
      stranger.destroy()
      return reply
    },
    [file, join(projectFolder, 'out/preload/bridge.cjs')] as const,
  )

const callPage = (window: Page, name: unknown, input?: unknown): Promise<Reply> =>
  window.evaluate(
    ([called, given]) => (globalThis as unknown as Bridged).virthelm.call(called, given),
    [name, input] as const,
  )

test('pages run without Node, behind the sandbox, and without a way out', async ({
  host,
  guest,
  launch,
}) => {
  await defineGuest(host, guest, 'web-1')
  await host.virsh('start', 'web-1')
  const { electron, window } = await launch('--connect', host.uri())
  await expect(machineRow(window, 'web-1')).toContainText('Running')
  const opened = electron.waitForEvent('window')
  await window.keyboard.press('Enter')
  const serial = await opened
  await expect(serial.getByRole('status')).toContainText('Connected')

  const preferences = await electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => {
      const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = (
        webContents as unknown as { getLastWebPreferences(): Record<string, boolean | undefined> }
      ).getLastWebPreferences()
      return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag }
    }),
  )
  expect(preferences).toHaveLength(2)
  for (const preference of preferences) {
    expect(preference).toMatchObject({ sandbox: true, contextIsolation: true })
    expect(preference.nodeIntegration).not.toBe(true)
    expect(preference.webSecurity).not.toBe(false)
    expect(preference.webviewTag).not.toBe(true)
  }

  for (const page of [window, serial]) {
    const address = page.url()
    const found = await page.evaluate(async () => {
      const refused = (work: () => unknown): Promise<boolean> =>
        Promise.resolve()
          .then(work)
          .then(
            () => false,
            () => true,
          )
      const image = document.createElement('div')
      image.innerHTML = '<img src="x" onerror="window.wasRun = true">'
      document.body.append(image)
      const script = document.createElement('script')
      script.textContent = 'window.wasRun = true'
      document.body.append(script)
      const frame = document.createElement('iframe')
      frame.srcdoc = '<script>parent.wasRun = true</script>'
      document.body.append(frame)
      const link = document.createElement('a')
      link.href = URL.createObjectURL(new Blob(['x']))
      link.download = 'x'
      link.click()
      await new Promise((resolve) => setTimeout(resolve, 500))
      const result = {
        hasNode: 'require' in globalThis || 'process' in globalThis || 'module' in globalThis,
        wasRun: 'wasRun' in globalThis,
        openedWindow: globalThis.open('https://example.org/') !== null,
        refusesCode: await refused(() => Reflect.construct(Function, ['return 1'])),
        refusesNetwork: await refused(() => fetch('https://example.org/')),
        refusesCamera: await refused(() => navigator.mediaDevices.getUserMedia({ video: true })),
        refusesClipboard: await refused(() => navigator.clipboard.readText()),
        notifications: Notification.permission,
      }
      for (const added of [image, script, frame]) added.remove()
      location.href = 'https://example.org/'
      return result
    })
    expect(found).toEqual({
      hasNode: false,
      wasRun: false,
      openedWindow: false,
      refusesCode: true,
      refusesNetwork: true,
      refusesCamera: true,
      refusesClipboard: true,
      notifications: 'denied',
    })
    await page.waitForTimeout(300)
    expect(page.url()).toBe(address)
  }
  expect(await windowCount(electron)).toBe(2)
})

test('the bridge answers only the contract, in its shapes, and only our own pages', async ({
  host,
  guest,
  app: { electron, window },
  userDataFolder,
}) => {
  await defineGuest(host, guest, 'web-1')
  await expect(machineRow(window, 'web-1')).toContainText('Shut off')

  for (const name of ['shell.run', '__proto__', 'constructor', 'toString', '', 7, null, {}]) {
    expect((await callPage(window, name, {})).ok).toBe(false)
  }
  for (const input of [undefined, null, [], 'web-1', { ids: 'all' }, { ids: [{}] }, { ids: [7] }]) {
    const reply = await callPage(window, 'machines.act', input)
    expect(reply.ok).toBe(false)
  }
  expect((await host.virsh('domstate', 'web-1')).trim()).toBe('shut off')
  expect((await callPage(window, 'hosts.list')).ok).toBe(true)

  const file = join(userDataFolder, 'stranger.html')
  await writeFile(file, '<!doctype html><title>Virthelm</title>')
  expect(await openStranger(electron, file)).toMatchObject({ ok: false })

  // What a refused call held is told nowhere; that it was refused is in the log.
  const log = await readFile(join(userDataFolder, 'logs', 'virthelm.log'), 'utf8')
  expect(log).toContain('not ours')
})
