import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { defineGuest, makeFleet } from './guest'
import { shoot, shootAll } from './shots'
import { chooseMachine, consoleText, grid, machineRow } from './views'

/** Those that the README shows. */
const published = join(import.meta.dirname, '../docs/images')

const names = [
  'build-agent',
  'database',
  'dns',
  'mail',
  'monitoring',
  'proxy',
  'staging',
  'web-1',
  'web-2',
]

const publish = (window: Page, name: string): Promise<unknown> =>
  window.screenshot({ path: join(published, `${name}.png`) })

test.beforeAll(async () => {
  await mkdir(published, { recursive: true })
})

test('machines and their consoles', async ({ host, guest, launch, userDataFolder }) => {
  for (const name of names) await defineGuest(host, guest, name)
  for (const name of ['database', 'dns', 'web-1']) await host.virsh('start', name)
  const hosts = [
    { id: 'local', name: 'This computer', uri: host.uri(), autoconnect: true },
    { id: 'lab', name: 'Lab', uri: await makeFleet(host, 12), autoconnect: true },
    {
      id: 'away',
      name: 'Datacentre',
      uri: 'qemu+unix:///system?socket=/run/away/libvirt-sock',
      autoconnect: true,
    },
  ]
  await writeFile(join(userDataFolder, 'settings.json'), JSON.stringify({ hosts }))
  const { electron, window } = await launch()
  await expect(machineRow(window, 'web-1')).toContainText('Running')
  await host.virsh('suspend', 'dns')
  await host.virsh('managedsave', 'database')
  await host.virsh('start', 'web-2')
  // Two samples, so that rates show.
  await window.waitForTimeout(8000)
  await chooseMachine(window, 'web-1')
  await window.waitForTimeout(1000)
  await shootAll(electron, window, 'main')
  await publish(window, 'main-light')
  await window.emulateMedia({ colorScheme: 'dark' })
  await window.waitForTimeout(300)
  await publish(window, 'main-dark')
  await window.emulateMedia({ colorScheme: 'light' })

  for (const tab of ['Performance', 'Hardware', 'Snapshots', 'XML', 'Events']) {
    await window.getByRole('tab', { name: tab }).click()
    await window.waitForTimeout(700)
    await shoot(window, `details-${tab.toLowerCase()}`)
  }
  await window.getByRole('tab', { name: 'Overview' }).click()
  await grid(window).focus()
  await window.keyboard.press('Control+K')
  await shootAll(electron, window, 'palette')
  await window.keyboard.press('Escape')
  await window.keyboard.press('?')
  await shootAll(electron, window, 'keys')
  await window.keyboard.press('Escape')
  await window.keyboard.press('Shift+D')
  await shootAll(electron, window, 'confirm')
  await window.keyboard.press('Escape')

  const opened = electron.waitForEvent('window')
  await window.keyboard.press('Enter')
  const serial = await opened
  await expect(serial.getByRole('status')).toContainText('Connected')
  // The prompt came before anybody looked; another one comes for a line feed.
  await serial.keyboard.type('\n')
  await expect.poll(() => consoleText(serial), { timeout: 60_000 }).toContain('login:')
  await serial.keyboard.type('root\n')
  await expect.poll(() => consoleText(serial)).toMatch(/[#$] *$/m)
  await serial.keyboard.type('uname -a; free; ls /\n')
  await serial.waitForTimeout(1500)
  await shootAll(electron, serial, 'console')
  await publish(serial, 'console')
})

test('a thousand machines', async ({ host, launch }) => {
  const { electron, window } = await launch('--connect', await makeFleet(host, 1000))
  await expect(machineRow(window, 'fleet-00000')).toContainText('Running')
  await window.waitForTimeout(7000)
  await grid(window).focus()
  await window.keyboard.press('Shift+ArrowDown')
  await window.keyboard.press('Shift+ArrowDown')
  await shootAll(electron, window, 'thousand')
})

test('columns, groups and tags', async ({ host, guest, launch }) => {
  for (const name of names) await defineGuest(host, guest, name)
  for (const name of ['database', 'dns', 'web-1', 'web-2']) await host.virsh('start', name)
  const { electron, window } = await launch(
    '--connect',
    host.uri(),
    '--connect',
    await makeFleet(host, 12),
  )
  await expect(machineRow(window, 'web-2')).toContainText('Running')
  const tag = async (name: string, tags: string): Promise<void> => {
    await chooseMachine(window, name)
    await window.keyboard.press('Shift+T')
    await window.getByRole('textbox', { name: 'New tag' }).fill(tags)
    await window.keyboard.press('Enter')
    await window.keyboard.press('Enter')
    await expect(window.getByRole('dialog')).toHaveCount(0)
  }
  await tag('web-1', 'web, production')
  await tag('web-2', 'web')
  await tag('database', 'production')
  await chooseMachine(window, 'web-1')
  await window.getByRole('radio', { name: 'Green' }).check({ force: true })
  await window.getByRole('button', { name: 'Save notes' }).click()
  await window.waitForTimeout(20_000)
  await chooseMachine(window, 'web-1')
  await machineRow(window, 'database').click({ modifiers: ['Control'] })
  await window.keyboard.press('Shift+T')
  await shootAll(electron, window, 'tags')
  await window.keyboard.press('Escape')
  await grid(window).getByRole('columnheader', { name: 'Memory' }).click({ button: 'right' })
  await shootAll(electron, window, 'columns')
  await window.getByRole('menuitemcheckbox', { name: 'Column Tags' }).click()
  await grid(window).getByRole('columnheader', { name: 'CPU' }).getByRole('button').click()
  await window.keyboard.press('Control+K')
  await window.getByRole('combobox').fill('group by tag')
  await window.keyboard.press('Enter')
  await window.waitForTimeout(4000)
  await shootAll(electron, window, 'grid')
})

test('nothing there', async ({ host, launch }) => {
  const { electron, window } = await launch('--connect', host.uri())
  await expect(window.getByRole('button', { name: 'Make a demo machine' })).toBeVisible()
  await shootAll(electron, window, 'empty')
})

test('no host', async ({ launch }) => {
  const { electron, window } = await launch(
    '--connect',
    'qemu+unix:///system?socket=/nowhere/libvirt-sock',
  )
  await window.waitForTimeout(1500)
  await shootAll(electron, window, 'no-daemon')
})

/** A history of some days, as the app keeps it. */
const historyOf = (machines: readonly string[]): string => {
  const happenings = [
    ['Started', 'here', 'running'],
    ['Paused', 'elsewhere', 'paused'],
    ['Resumed', 'elsewhere', 'running'],
    ['Shut down by the guest', 'nobody', 'shutOff'],
    ['Started', 'here', 'running'],
    ['Crashed', 'nobody', 'crashed', 'crash'],
    ['Started', 'here', 'running'],
    ['Paused by an I/O error', 'nobody', 'paused', 'ioError'],
    ['Resumed', 'here', 'running'],
    ['Saved to disk', 'here', 'saved'],
  ] as const
  const now = Date.now()
  return Array.from({ length: 400 }, (_, index) => {
    const [text, askedBy, state, alarm] = happenings[index % happenings.length] ?? happenings[0]
    const machineName = machines[(index * 7) % machines.length]
    const at = now - (400 - index) * 97 * 60_000
    return JSON.stringify({
      at,
      hostId: 'local',
      machineId: `local/${machineName}`,
      machineName,
      text,
      askedBy,
      state,
      alarm,
    })
  }).join('\n')
}

test('hosts, history, settings and questions', async ({ host, launch, userDataFolder }) => {
  const hosts = [
    { id: 'local', name: 'This computer', uri: host.uri(), autoconnect: true },
    { id: 'lab', name: 'Lab', uri: await makeFleet(host, 12), autoconnect: true },
    {
      id: 'away',
      name: 'Datacentre',
      uri: 'qemu+unix:///system?socket=/run/away/libvirt-sock',
      autoconnect: true,
    },
  ]
  const mistakes = { theme: 'purple', keys: { 'machine.start': ['x'], 'machine.save': ['x'] } }
  await writeFile(join(userDataFolder, 'settings.json'), JSON.stringify({ hosts, ...mistakes }))
  await writeFile(join(userDataFolder, 'timeline.jsonl'), `${historyOf(names)}\n`)
  const { electron, window } = await launch()
  await expect(machineRow(window, 'fleet-00003')).toContainText('Running')
  const tree = window.getByRole('tree', { name: 'Hosts' })

  await tree.getByRole('treeitem', { name: 'This computer' }).focus()
  await window.keyboard.press('Shift+F10')
  await shootAll(electron, window, 'host-menu')
  await window.keyboard.press('Escape')
  await window.keyboard.press('Enter')
  await expect(window.getByText('Guests that it can run')).toBeVisible()
  await window.waitForTimeout(30_000)
  await shootAll(electron, window, 'host-page')
  await window.keyboard.press('Escape')
  await tree.getByRole('treeitem', { name: 'Datacentre' }).focus()
  await window.keyboard.press('Enter')
  await shootAll(electron, window, 'host-page-away')
  await window.getByRole('button', { name: 'Remove…' }).press('Enter')
  await shootAll(electron, window, 'host-removal')
  await window.keyboard.press('Escape')
  await window.keyboard.press('Escape')

  await window.getByRole('button', { name: 'Add host…' }).click()
  await shootAll(electron, window, 'host-dialog')
  await window.keyboard.type('qemu+ssh://root@server.example/system')
  await window.waitForTimeout(300)
  await shoot(window, 'host-dialog-parameters')
  const dialog = window.getByRole('dialog', { name: 'Add host' })
  await dialog.getByRole('textbox', { name: 'URI' }).fill('qemu:///system?socket=/nowhere')
  await dialog.getByRole('button', { name: 'Try' }).click()
  await expect(dialog.getByRole('alert')).toBeVisible()
  await shootAll(electron, window, 'host-dialog-failed')
  await dialog.getByRole('textbox', { name: 'URI' }).fill(host.uri('test', '/default'))
  await dialog.getByRole('button', { name: 'Try' }).click()
  await expect(dialog.getByText(/it works/i)).toBeVisible()
  await shoot(window, 'host-dialog-worked')
  await window.keyboard.press('Escape')

  await window.keyboard.press('Control+h')
  await expect(window.getByText('Yesterday')).toBeVisible()
  await shootAll(electron, window, 'history')
  await window.keyboard.press('Control+,')
  for (const section of ['Looks', 'Keys', 'Notifications', 'Bulk actions', 'Consoles']) {
    await window.getByRole('tab', { name: section }).click()
    await shootAll(electron, window, `settings-${section.toLowerCase().replace(' ', '-')}`)
  }
  await window.keyboard.press('Escape')

  const ask = async (question: object): Promise<void> =>
    electron.evaluate(({ BrowserWindow }, asked) => {
      const [main] = BrowserWindow.getAllWindows()
      main?.webContents.send('virthelm:notice', 'prompts.changed', [asked, asked])
    }, question)
  await ask({
    id: 'key',
    hostName: 'Datacentre',
    question:
      "The authenticity of host 'server.example (192.0.2.7)' can't be established.\nED25519 key fingerprint is SHA256:bj0kAMVddbJkQ4F/oUASJ+Hbtb4c8dpD9XKRjsrzrZQ.\nThis key is not known by any other names.\nAre you sure you want to continue connecting (yes/no/[fingerprint])? ",
    isSecret: false,
    canRemember: false,
  })
  await shootAll(electron, window, 'prompt-confirm')
  await ask({
    id: 'password',
    hostName: 'Lab',
    question: 'Name and password for Lab',
    isSecret: true,
    username: '',
    canRemember: true,
  })
  await shootAll(electron, window, 'prompt-secret')
})
