import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { defineTypewriter } from '../src-main/displays/testing/typewriter-guest'
import type { PrivateDaemon } from '../src-main/libvirt/testing/private-daemon'
import { seriousIn } from './axe'
import { expect, test } from './fixtures'
import { defineGuest } from './guest'
import { fillResources } from './resources'
import { backToList, press, runFromPalette } from './view-walk'
import { chooseMachine, grid, machineRow } from './views'

type Walk = Readonly<Record<string, (window: Page) => Promise<void>>>

const shows = async (window: Page, role: 'dialog' | 'alertdialog' | 'menu', name: RegExp) =>
  expect(window.getByRole(role, { name }).last()).toBeVisible()

/** A dialog that the palette opens. */
const dialog =
  (words: string, name: RegExp, role: 'dialog' | 'alertdialog' = 'dialog') =>
  async (window: Page): Promise<void> => {
    await runFromPalette(window, words)
    await shows(window, role, name)
  }

const toVolume = async (window: Page, ...keys: readonly string[]): Promise<void> => {
  await press(window, 'Control+Shift+S')
  const pools = window.getByRole('listbox', { name: 'Storage pools' })
  await pools.getByRole('option', { name: 'images' }).click()
  const volumes = window.getByRole('grid', { name: 'Volumes' })
  await expect(volumes).toContainText('overlay.qcow2')
  await volumes.getByRole('row').filter({ hasText: 'data.raw' }).click()
  await volumes.focus()
  await press(window, ...keys)
}

const toNetwork = async (window: Page, name: string, ...keys: readonly string[]) => {
  await press(window, 'Control+Shift+N')
  const networks = window.getByRole('listbox', { name: 'Networks' })
  await networks.getByRole('option', { name }).click()
  await networks.focus()
  await press(window, ...keys)
}

const toPool = async (window: Page, name: string, ...keys: readonly string[]) => {
  await press(window, 'Control+Shift+S')
  const pools = window.getByRole('listbox', { name: 'Storage pools' })
  await pools.getByRole('option', { name }).click()
  await pools.focus()
  await press(window, ...keys)
}

const onHost = async (window: Page, ...keys: readonly string[]): Promise<void> => {
  await window.getByRole('treeitem').first().focus()
  await press(window, ...keys)
}

/** About hosts, and what they have. */
const ofHosts: Walk = {
  'the app’s menu': async (window) => {
    await window.getByRole('button', { name: 'Main menu' }).click()
    await shows(window, 'menu', /./)
  },
  'a host’s menu': async (window) => {
    await onHost(window, 'Shift+F10')
    await shows(window, 'menu', /./)
  },
  'a host that is edited': async (window) => {
    await onHost(window, 'F2')
    await shows(window, 'dialog', /./)
  },
  'a host that goes': async (window) => {
    await onHost(window, 'Delete')
    await shows(window, 'alertdialog', /./)
  },
  'an examination': async (window) => {
    await onHost(window)
    await runFromPalette(window, 'examine')
    await expect(window.getByRole('main', { name: 'Host doctor' })).toContainText('libvirt')
  },
  'a pool’s menu': async (window) => {
    await toPool(window, 'images', 'Shift+F10')
    await shows(window, 'menu', /./)
  },
  'a pool that goes': async (window) => {
    await toPool(window, 'offsite', 'Delete')
    await shows(window, 'alertdialog', /offsite/)
  },
  'a volume’s menu': async (window) => {
    await toVolume(window, 'Shift+F10')
    await shows(window, 'menu', /./)
  },
  'a volume on top': async (window) => {
    await toVolume(window, 'o')
    await shows(window, 'dialog', /on top of data/)
  },
  'a volume’s copy': async (window) => {
    await toVolume(window, 'c')
    await shows(window, 'dialog', /Copy data/)
  },
  'a volume’s size': async (window) => {
    await toVolume(window, 'r')
    await shows(window, 'dialog', /Resize/)
  },
  'a volume that is wiped': async (window) => {
    await toVolume(window, 'Shift+W')
    await shows(window, 'alertdialog', /Wipe/)
  },
  'a volume that goes': async (window) => {
    await toVolume(window, 'Delete')
    await shows(window, 'alertdialog', /Delete/)
  },
  'a network’s menu': async (window) => {
    await toNetwork(window, 'office', 'Shift+F10')
    await shows(window, 'menu', /./)
  },
  'a network that stops': async (window) => {
    await toNetwork(window, 'office', 'd')
    await shows(window, 'alertdialog', /Stop office/)
  },
  'a network that goes': async (window) => {
    await toNetwork(window, 'lab', 'Delete')
    await shows(window, 'alertdialog', /Delete lab/)
  },
}

/** About the machine that is off. */
const ofMachines: Walk = {
  'a new name': async (window) => {
    await press(window, 'F2')
    await shows(window, 'dialog', /Rename/)
  },
  'a clone': dialog('clone', /^Clone/),
  'an export': dialog('export', /^Export/),
  'a template': dialog('save as template', /as template/),
  'a place in the order': async (window) => {
    await dialog('autostart and order', /./)(window)
    await window.getByRole('checkbox', { name: /a place/ }).check()
  },
  'an import': dialog('import machine', /./),
  'what the next start changes': dialog('edit xml', /./),
  'a snapshot to go back to': async (window) => {
    await window.getByRole('tab', { name: 'Snapshots' }).click()
    await window.getByRole('row', { name: 'before' }).focus()
    await press(window, 'Enter')
    await shows(window, 'alertdialog', /Revert/)
  },
  'a snapshot that goes': async (window) => {
    await window.getByRole('tab', { name: 'Snapshots' }).click()
    await window.getByRole('row', { name: 'before' }).focus()
    await press(window, 'Delete')
    await shows(window, 'alertdialog', /Delete snapshot/)
  },
  'what is under way, and what went wrong': async (window) => {
    await press(window, 's')
    await expect(window.getByRole('alert').first()).toBeVisible()
    await window.getByRole('button', { name: 'Activity' }).press('Enter')
    await expect(window.getByRole('region', { name: 'Activity' })).toContainText('failed')
  },
}

const making: Record<string, (window: Page) => Promise<void>> = {}
for (const [source, field] of [
  ['Kernel, directly', /^Kernel$/],
  ['Cloud image with cloud-init', /^Cloud image$/],
  ['Network (PXE)', /^Name$/],
] as const) {
  Object.assign(making, {
    [`a new machine from ${source}`]: async (window: Page) => {
      await press(window, 'n')
      const form = window.getByRole('dialog', { name: 'New machine' })
      await form.getByRole('textbox', { name: 'Name', exact: true }).fill('made')
      await form.getByRole('combobox', { name: 'Source' }).selectOption(source)
      await expect(form.getByLabel(field).first()).toBeVisible()
      await form.evaluate((dialog) => {
        for (const fold of dialog.querySelectorAll('details')) fold.open = true
      })
      await form.getByRole('button', { name: 'Add disk' }).click()
      await form.getByRole('button', { name: 'Add network' }).click()
      await expect(form.getByRole('region', { name: 'Plan' })).toHaveAttribute('aria-busy', 'false')
    },
  })
}

for (const section of ['Notifications', 'Bulk actions', 'Consoles', 'USB devices', 'Updates']) {
  Object.assign(making, {
    [`the settings of ${section}`]: async (window: Page) => {
      await press(window, 'Control+,')
      await expect(window.getByRole('tab', { name: 'Looks' })).toBeFocused()
      await window.getByRole('tab', { name: section }).click()
      await expect(window.getByRole('tabpanel', { name: section })).toBeVisible()
    },
  })
}

const defineOff = async (host: PrivateDaemon): Promise<void> => {
  const disk = join(host.directory, 'home', 'images', 'off.qcow2')
  await host.virsh('vol-create-as', 'images', 'off.qcow2', '8M', '--format', 'qcow2')
  const file = join(host.directory, 'off.xml')
  await writeFile(
    file,
    `<domain type='qemu'><name>off</name><memory unit='MiB'>64</memory>
      <os><type machine='q35'>hvm</type></os><devices>
      <disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='${disk}'/><target dev='vda' bus='virtio'/></disk>
      <disk type='file' device='cdrom'><source file='/nowhere/medium.iso'/><target dev='sda' bus='sata'/><readonly/></disk>
      </devices></domain>`,
  )
  await host.virsh('define', file)
}

// Axe looks at everything, many times over.
test.setTimeout(600_000)

for (const [what, views] of [
  ['hosts, storage and networks', ofHosts],
  ['machines', ofMachines],
  ['new machines, and settings', making],
] as const) {
  test(`axe finds nothing serious in what stands over the list: ${what}`, async ({
    host,
    app: { window },
  }) => {
    await fillResources(host)
    await defineOff(host)
    await host.virsh('snapshot-create-as', 'off', 'before')
    await chooseMachine(window, 'off')
    await expect(window.getByRole('tab', { name: 'Overview' })).toBeVisible()
    for (const [name, open] of Object.entries(views)) {
      await test.step(name, async () => {
        await grid(window).focus()
        await open(window)
        expect.soft(await seriousIn(window), name).toEqual([])
        await backToList(window)
      })
    }
  })
}

const opened = async (
  electron: ElectronApplication,
  page: string,
  open: () => Promise<void>,
): Promise<Page> => {
  const isThat = (window: Page): boolean => window.url().includes(page)
  const [window] = await Promise.all([
    electron.waitForEvent('window', { predicate: isThat }),
    open(),
  ])
  return window
}

/** Axe on a window of a guest, by what it shows. */
const look = (window: Page, name: string, open?: () => Promise<void>): Promise<void> =>
  test.step(name, async () => {
    await open?.()
    expect.soft(await seriousIn(window), name).toEqual([])
  })

test('axe finds nothing serious in the windows of guests, in light and in dark', async ({
  host,
  guest,
  app: { electron, window },
}) => {
  await defineGuest(host, guest, 'web-1')
  await defineTypewriter(host, 'screen', `<graphics type='vnc' autoport='yes' passwd='secret'/>`)
  for (const name of ['web-1', 'screen']) await host.virsh('start', name)
  for (const name of ['web-1', 'screen']) {
    await expect(machineRow(window, name)).toContainText('Running')
  }

  await chooseMachine(window, 'screen')
  const display = await opened(electron, 'display.html', () => window.keyboard.press('g'))
  await look(display, 'a display', () =>
    expect(display.getByRole('status')).toHaveText('Connected'),
  )
  await look(display, 'keys to send', async () => {
    await press(display, 'Control+Shift+K')
    await shows(display, 'menu', /Send keys/)
  })
  await press(display, 'Escape')
  await look(display, 'scaling', async () => {
    await press(display, 'Control+Shift+Z')
    await shows(display, 'menu', /./)
  })
  await press(display, 'Escape')
  await look(display, 'a question before many lines', async () => {
    await electron.evaluate(({ clipboard }) => clipboard.writeText('one\ntwo'))
    await press(display, 'Control+Shift+V')
    await shows(display, 'alertdialog', /./)
  })
  await press(display, 'Escape')
  await look(display, 'a display’s password', async () => {
    await host.virsh('qemu-monitor-command', '--hmp', 'screen', 'set_password vnc other')
    await press(display, 'Control+Shift+R')
    await display.getByRole('button', { name: 'Try again' }).click()
    await expect(display.getByLabel('Password')).toBeVisible()
  })
  await press(display, 'Escape')
  await look(display, 'a display of what is off', async () => {
    await host.virsh('destroy', 'screen')
    await expect(display.getByRole('status')).toContainText('Disconnected')
  })

  await chooseMachine(window, 'web-1')
  const serial = await opened(electron, 'console.html', () => window.keyboard.press('c'))
  await look(serial, 'a console', () =>
    expect(serial.getByRole('status')).toContainText('Connected'),
  )
  await look(serial, 'a console’s menu', async () => {
    await press(serial, 'Control+Shift+M')
    await shows(serial, 'menu', /Console menu/)
  })
  await press(serial, 'Escape')
  await look(serial, 'what is searched for', async () => {
    await press(serial, 'Control+Shift+F')
    await expect(serial.getByLabel('Find in the console')).toBeFocused()
  })
  await press(serial, 'Escape')
  await look(serial, 'a question before many lines are pasted', async () => {
    await press(serial, 'Control+Shift+V')
    await shows(serial, 'alertdialog', /./)
  })
  await press(serial, 'Escape')

  await grid(window).focus()
  await press(window, 'Control+A')
  const tiles = await opened(electron, 'tiles.html', () => window.keyboard.press('Shift+C'))
  await look(tiles, 'tiles', () =>
    expect(tiles.getByRole('region', { name: 'Serial console of web-1' })).toBeVisible(),
  )
  await look(tiles, 'tiles that are typed in together', () =>
    tiles
      .getByRole('button', { name: /broadcast/i })
      .first()
      .click(),
  )
  await look(serial, 'a console of what is off', async () => {
    await host.virsh('destroy', 'web-1')
    await expect(serial.getByRole('status')).toContainText('Disconnected')
  })
})
