import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { seriousIn } from './axe'
import { expect, test, type RunningApp } from './fixtures'
import { defineGuest, makeFleet } from './guest'
import { fillResources } from './resources'
import { backToList, press, runFromPalette } from './view-walk'
import { chooseMachine, grid, machineRow } from './views'

/** Every view of the main window by name: how to get there from the list, with keys alone. */
const views: Readonly<Record<string, (window: Page) => Promise<void>>> = {
  'the list': async (window) => grid(window).focus(),
  'a row’s menu': async (window) => {
    await press(window, 'Shift+F10')
    await expect(window.getByRole('menu')).toBeVisible()
  },
  'the command palette': async (window) => {
    await press(window, 'Control+K')
    await expect(window.getByRole('combobox')).toBeFocused()
  },
  'a form for a device': async (window) => {
    await press(window, 'a')
    await expect(window.getByRole('combobox', { name: 'Device', exact: true })).toBeFocused()
  },
  'a device’s mistakes': async (window) => {
    await press(window, 'a')
    await expect(window.getByRole('combobox', { name: 'Device', exact: true })).toBeFocused()
    await press(window, 'Tab', 'Tab', 'Enter')
    await expect(window.getByRole('textbox', { name: 'Path on the host' })).toBeFocused()
  },
  'the editor of XML': async (window) => {
    await press(window, 'e')
    await expect(window.getByRole('textbox', { name: 'XML at next boot' })).toBeFocused()
    await press(window, 'Control+f')
    await expect(window.getByRole('textbox', { name: 'Find' })).toBeFocused()
  },
  'earlier definitions': async (window) => {
    await press(window, 'Shift+E')
    await expect(window.getByRole('tab', { name: 'History' })).toBeVisible()
  },
  'the key list': async (window) => {
    await press(window, '?')
    await expect(window.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  },
  'the menu of columns': async (window) => {
    await runFromPalette(window, 'columns…')
    await expect(window.getByRole('menu', { name: 'Columns' })).toBeVisible()
  },
  'all columns': async (window) => {
    await runFromPalette(window, 'reset columns')
    await expect(window.getByRole('dialog')).toHaveCount(0)
    await runFromPalette(window, 'column tags')
    await expect(grid(window).getByRole('columnheader', { name: 'Tags' })).toBeVisible()
  },
  'groups by tag': async (window) => {
    await runFromPalette(window, 'group by tag')
    await expect(grid(window).getByRole('gridcell', { name: /^No tag/ })).toBeVisible()
  },
  'the tags of machines': async (window) => {
    await press(window, 'Shift+T')
    const dialog = window.getByRole('dialog', { name: /^Tags of/ })
    await expect(dialog.getByRole('textbox', { name: 'New tag' })).toBeFocused()
    await window.keyboard.type('web')
    await press(window, 'Enter')
    await expect(dialog.getByRole('checkbox', { name: 'web' })).toBeChecked()
  },
  'a new machine': async (window) => {
    await press(window, 'n')
    await expect(window.getByRole('dialog', { name: /new machine/i })).toBeVisible()
  },
  'a new snapshot': async (window) => {
    await press(window, 't')
    await expect(window.getByRole('dialog', { name: /snapshot/i })).toBeVisible()
  },
  'a removal': async (window) => {
    await press(window, 'Delete')
    await expect(window.getByRole('alertdialog')).toBeVisible()
  },
  'the trash': async (window) => {
    await runFromPalette(window, 'restore from trash')
    await expect(window.getByRole('dialog', { name: /trash/i })).toBeVisible()
  },
  'the name of a view': async (window) => {
    await runFromPalette(window, 'save this view')
    await expect(window.getByRole('textbox', { name: 'Name' })).toBeFocused()
  },
  'a confirmation': async (window) => {
    await press(window, 'Shift+D')
    await expect(window.getByRole('alertdialog')).toBeVisible()
  },
  'a shutdown with a deadline': async (window) => {
    await press(window, 'Control+D')
    await expect(window.getByRole('spinbutton', { name: 'Wait' })).toBeVisible()
  },
  'a migration': async (window) => {
    await press(window, 'm')
    await expect(window.getByRole('list', { name: 'Checks' })).toContainText('runs TEST')
  },
  'the power plan': async (window) => {
    await runFromPalette(window, 'power plan')
    await expect(window.getByRole('table', { name: 'Schedules' })).toContainText('Evening')
  },
  'a schedule': async (window) => {
    await runFromPalette(window, 'power plan')
    await window.getByRole('button', { name: 'Edit Evening' }).press('Enter')
    await expect(window.getByRole('dialog').getByRole('status')).toContainText('Next:')
  },
  'a host’s dialog': async (window) => {
    await runFromPalette(window, 'add host')
    await expect(window.getByRole('textbox', { name: 'URI' })).toBeFocused()
    await window.keyboard.type('qemu+ssh://server.example/system')
    await expect(window.getByRole('region', { name: 'Parameters' })).toBeVisible()
  },
  'a host’s page': async (window) => {
    await window.getByRole('treeitem').first().focus()
    await press(window, 'Enter')
    await expect(window.getByText('Guests that it can run')).toBeVisible()
  },
  'the storage of a host': async (window) => {
    await press(window, 'Control+Shift+S')
    await expect(window.getByRole('grid', { name: 'Volumes' })).toContainText('overlay.qcow2')
    await window.keyboard.press('ArrowRight')
    await expect(window.getByRole('region', { name: 'Backing chain' })).toContainText('base')
  },
  'a new pool': async (window) => {
    await press(window, 'Control+Shift+S', 'a')
    await expect(window.getByRole('dialog', { name: 'New pool' })).toBeVisible()
    await window.getByRole('combobox', { name: 'Type' }).selectOption('fs')
  },
  'a new volume': async (window) => {
    await press(window, 'Control+Shift+S')
    await window.getByRole('grid', { name: 'Volumes' }).focus()
    await press(window, 'a')
    await expect(window.getByRole('dialog', { name: /^New volume/ })).toBeVisible()
  },
  'the networks of a host': async (window) => {
    await press(window, 'Control+Shift+N')
    await expect(window.getByRole('table', { name: 'Kept addresses' })).toContainText('web')
  },
  'a new network': async (window) => {
    await press(window, 'Control+Shift+N', 'a')
    await expect(window.getByRole('dialog', { name: 'New network' })).toBeVisible()
  },
  'a network that is changed': async (window) => {
    await press(window, 'Control+Shift+N', 'e')
    await expect(window.getByRole('dialog', { name: 'Edit lab' })).toBeVisible()
  },
  'the history': async (window) => {
    await press(window, 'Control+H')
    await expect(window.getByRole('table', { name: 'What happened' })).toContainText('Started')
  },
  'the settings': async (window) => {
    await press(window, 'Control+,')
    await expect(window.getByRole('tab', { name: 'Looks' })).toBeFocused()
  },
  'the settings of keys': async (window) => {
    await press(window, 'Control+,')
    await expect(window.getByRole('tab', { name: 'Looks' })).toBeFocused()
    await press(window, 'ArrowDown')
    await expect(window.getByRole('searchbox', { name: 'Find an action' })).toBeVisible()
  },
}

for (const [words, title] of [
  ['back up', 'Back up web-1'],
  ['restore a backup', 'Restore a backup of web-1'],
  ['disks', 'Disks of web-1'],
  ['run in the guest', 'Run in web-1'],
  ['access to the guest', 'Access to web-1'],
] as const) {
  Object.assign(views, {
    [`the dialog ${title}`]: async (window: Page) => {
      await runFromPalette(window, words)
      await expect(window.getByRole('dialog', { name: title })).toBeVisible()
    },
  })
}

for (const tab of ['Performance', 'Hardware', 'Snapshots', 'XML', 'Events']) {
  Object.assign(views, {
    [`the tab ${tab}`]: async (window: Page) => {
      await window.getByRole('tab', { name: tab }).focus()
      await expect(window.getByRole('tabpanel', { name: tab })).toBeVisible()
    },
  })
}

/** The list with something of everything: running, off, a host that is away, an alarm, a mistake. */
const startFilled = async (
  launch: (...args: readonly string[]) => Promise<RunningApp>,
  folder: string,
  uris: { readonly local: string; readonly lab: string },
): Promise<RunningApp> => {
  const hosts = [
    { id: 'local', name: 'This computer', uri: uris.local, autoconnect: true },
    { id: 'lab', name: 'Lab', uri: uris.lab, autoconnect: true },
    { id: 'away', name: 'Away', uri: 'qemu:///system?socket=/nowhere', autoconnect: true },
  ]
  const schedule = {
    name: 'Evening',
    enabled: true,
    when: '0 22 * * 1,2,3,4,5',
    action: 'shutDown',
    group: { tag: 'lab' },
    manner: { by: 'acpi', wait: 90, after: 'force' },
  }
  const settings = { hosts, theme: 'purple', schedules: [schedule] }
  await writeFile(join(folder, 'settings.json'), JSON.stringify(settings))
  const entry = { at: Date.now() - 60_000, hostId: 'local', machineId: 'a', machineName: 'a' }
  await writeFile(
    join(folder, 'timeline.jsonl'),
    [
      { ...entry, text: 'Started', state: 'running', askedBy: 'here' },
      { ...entry, text: 'Crashed', state: 'crashed', askedBy: 'nobody', alarm: 'crash' },
    ]
      .map((line) => `${JSON.stringify(line)}\n`)
      .join(''),
  )
  return launch()
}

// Axe looks at everything, many times over.
test.setTimeout(600_000)

test('axe finds nothing serious in any view, in light and in dark', async ({
  host,
  guest,
  launch,
  userDataFolder,
}) => {
  await defineGuest(host, guest, 'web-1')
  await defineGuest(host, guest, 'web-2')
  await fillResources(host)
  await host.virsh('start', 'web-1')
  const uris = { local: host.uri(), lab: await makeFleet(host, 3) }
  const { electron, window } = await startFilled(launch, userDataFolder, uris)
  await expect(machineRow(window, 'web-1')).toContainText('Running')
  await chooseMachine(window, 'web-1')

  for (const [name, open] of Object.entries(views)) {
    await test.step(name, async () => {
      await open(window)
      expect.soft(await seriousIn(window)).toEqual([])
      await backToList(window)
    })
  }
  await test.step('a serial console', async () => {
    await chooseMachine(window, 'web-1')
    const opened = electron.waitForEvent('window')
    await press(window, 'c')
    const serial = await opened
    await expect(serial.getByRole('status')).toContainText('Connected')
    expect.soft(await seriousIn(serial)).toEqual([])
  })
})

test('axe finds nothing serious where there is nothing to show', async ({ host, launch }) => {
  const { window } = await launch('--connect', host.uri())
  await expect(window.getByRole('button', { name: 'Make a demo machine' })).toBeVisible()
  expect.soft(await seriousIn(window)).toEqual([])
  await press(window, 'Control+H')
  await expect(window.getByText(/nothing has happened yet|connected/i).first()).toBeVisible()
  expect.soft(await seriousIn(window)).toEqual([])
})

test('axe finds nothing serious where no host answers', async ({ launch }) => {
  const { window } = await launch('--connect', 'qemu:///system?socket=/nowhere')
  await expect(window.getByText(/no libvirt daemon has a socket there/).first()).toBeVisible()
  expect.soft(await seriousIn(window)).toEqual([])
})

/** Controls that can't be brought into sight, as lines to read. */
const unreachable = (window: Page): Promise<string[]> =>
  window.evaluate(() => {
    const isShown = (element: Element): boolean =>
      element.checkVisibility({ checkVisibilityCSS: true }) &&
      element.closest('[aria-hidden=true], .unseen, [inert]') === null
    const top = [...document.querySelectorAll('dialog:modal')].at(-1) ?? document
    const controls = [
      ...top.querySelectorAll('button, input, select, [role=tab], [role=treeitem]'),
    ].filter(isShown)
    const lost = controls.filter((control) => {
      control.scrollIntoView({ block: 'nearest', inline: 'nearest' })
      const { left, right, top: upper, bottom } = control.getBoundingClientRect()
      const isInside =
        left >= -1 && upper >= -1 && right <= innerWidth + 1 && bottom <= innerHeight + 1
      return !isInside
    })
    // Whoever uses a mouse can't scroll what hides its overflow; only scripts can.
    const scrolled = [...document.querySelectorAll('*')].filter((element) => {
      const { overflowX, overflowY } = getComputedStyle(element)
      return (
        (element.scrollLeft > 0 && overflowX === 'hidden') ||
        (element.scrollTop > 0 && overflowY === 'hidden')
      )
    })
    return [...lost, ...scrolled].map((element) => element.outerHTML.slice(0, 160))
  })

const zoom = async (electron: ElectronApplication, window: Page, factor: number): Promise<void> => {
  const handle = await electron.browserWindow(window)
  await handle.evaluate((browserWindow, to) => {
    browserWindow.setContentSize(1280, 800)
    browserWindow.webContents.setZoomFactor(to)
  }, factor)
  await expect.poll(() => window.evaluate(() => innerWidth)).toBe(Math.round(1280 / factor))
}

test('everything can be reached at 100 %, 150 % and 200 %', async ({
  host,
  guest,
  launch,
  userDataFolder,
}) => {
  await defineGuest(host, guest, 'web-1')
  await fillResources(host)
  await host.virsh('start', 'web-1')
  const uris = { local: host.uri(), lab: await makeFleet(host, 3) }
  const { electron, window } = await startFilled(launch, userDataFolder, uris)
  await expect(machineRow(window, 'web-1')).toContainText('Running')
  for (const factor of [1, 1.5, 2]) {
    await zoom(electron, window, factor)
    await chooseMachine(window, 'web-1')
    for (const [name, open] of Object.entries(views)) {
      await test.step(`${name} at ${factor * 100} %`, async () => {
        await open(window)
        expect.soft(await unreachable(window)).toEqual([])
        await backToList(window)
      })
    }
  }
})
