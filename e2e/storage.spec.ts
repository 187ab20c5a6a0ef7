import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication, Locator, Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { makeImagePool } from './guest'
import { grid, machineRow } from './views'
import { runFromPalette } from './view-walk'

const pools = (window: Page): Locator => window.getByRole('listbox', { name: 'Storage pools' })

const volumes = (window: Page): Locator => window.getByRole('grid', { name: 'Volumes' })

const volume = (window: Page, name: string): Locator =>
  volumes(window)
    .getByRole('row')
    .filter({ has: window.getByRole('rowheader', { name, exact: true }) })

/** The file chooser of the desktop answers these paths. */
const chooseFiles = (electron: ElectronApplication, open: string, save: string): Promise<void> =>
  electron.evaluate(
    ({ dialog }, [from, to]) => {
      dialog.showOpenDialog = async () => Promise.resolve({ canceled: false, filePaths: [from] })
      dialog.showSaveDialog = async () => Promise.resolve({ canceled: false, filePath: to })
    },
    [open, save] as const,
  )

const openStorage = async (window: Page): Promise<void> => {
  await expect(grid(window)).toBeVisible()
  await window.keyboard.press('Control+Shift+S')
  await expect(pools(window)).toBeFocused()
}

test('a pool is made, and a volume made, sent, fetched, resized and deleted, by keys alone', async ({
  app: { electron, window },
  host,
}) => {
  const folder = join(host.directory, 'home', 'images')
  await openStorage(window)
  await window.keyboard.press('a')
  const dialog = window.getByRole('dialog', { name: 'New pool' })
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused()
  await window.keyboard.press('Enter')
  await expect(dialog.getByRole('status')).toHaveText('Name is missing')
  await window.keyboard.type('bild <ä>')
  await window.keyboard.press('Tab')
  await window.keyboard.press('Tab')
  await window.keyboard.type(folder)
  await window.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  const pool = pools(window).getByRole('option', { name: 'bild <ä>' })
  await expect(pool).toHaveAttribute('aria-selected', 'true')
  expect(await host.virsh('pool-list', '--name')).toContain('bild <ä>')

  await expect(pools(window)).toBeFocused()
  await window.keyboard.press('ArrowRight')
  await window.keyboard.press('a')
  await expect(window.getByRole('textbox', { name: 'Name' })).toBeFocused()
  await window.keyboard.type('dätä & more.qcow2')
  await window.keyboard.press('Tab')
  await window.keyboard.type('8 MiB')
  await window.keyboard.press('Enter')
  await expect(volume(window, 'dätä & more.qcow2')).toContainText('8 MiB')
  await expect(volume(window, 'dätä & more.qcow2')).toContainText('qcow2')
  await expect(volumes(window)).toBeFocused()

  const source = join(host.directory, 'seed.img')
  const copy = join(host.directory, 'fetched.img')
  const bytes = Buffer.alloc(3 * 1024 * 1024, 'Virthelm ')
  bytes.fill(0, 1024 * 1024, 2 * 1024 * 1024)
  await writeFile(source, bytes)
  await chooseFiles(electron, source, copy)
  await window.keyboard.press('u')
  await expect(volume(window, 'seed.img')).toContainText('3 MiB')
  expect(bytes.equals(await readFile(join(folder, 'seed.img')))).toBe(true)
  await window.keyboard.press('End')
  await expect(volume(window, 'seed.img')).toHaveAttribute('aria-selected', 'true')
  await window.keyboard.press('d')
  await expect(window.getByText('Downloaded seed.img')).toBeVisible()
  expect(bytes.equals(await readFile(copy))).toBe(true)

  // The same once more: the name is taken, nothing is sent, and what is there stays.
  await window.keyboard.press('u')
  await expect(window.getByRole('alert')).toContainText('has a volume of that name already')
  expect(bytes.equals(await readFile(join(folder, 'seed.img')))).toBe(true)
  await runFromPalette(window, 'dismiss all')
  await expect(window.getByRole('alert')).toHaveCount(0)

  await volumes(window).focus()
  await window.keyboard.press('Home')
  await window.keyboard.press('r')
  const resize = window.getByRole('dialog', { name: 'Resize dätä & more.qcow2' })
  await resize.getByRole('textbox', { name: 'Size' }).fill('16M')
  await window.keyboard.press('Enter')
  await expect(volume(window, 'dätä & more.qcow2')).toContainText('16 MiB')
  expect(await host.virsh('vol-info', 'dätä & more.qcow2', '--pool', 'bild <ä>')).toContain('16.00')

  await window.keyboard.press('Delete')
  const question = window.getByRole('alertdialog', { name: 'Delete dätä & more.qcow2?' })
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await window.keyboard.press('Control+Enter')
  await expect(volume(window, 'dätä & more.qcow2')).toHaveCount(0)
  expect(await host.virsh('vol-list', 'bild <ä>')).not.toContain('dätä')

  await volumes(window).focus()
  await window.keyboard.press('ArrowLeft')
  await expect(pools(window)).toBeFocused()
  await window.keyboard.press('b')
  await expect(pool).toHaveAttribute('aria-description', /^(?!.*starts with)/)
  await window.keyboard.press('d')
  await expect(window.getByText('is not running: its volumes show')).toBeVisible()
  expect(await host.virsh('pool-list', '--name')).not.toContain('bild')
  await window.keyboard.press('s')
  await expect(volume(window, 'seed.img')).toBeVisible()

  await pools(window).focus()
  await window.keyboard.press('Delete')
  await expect(window.getByRole('alertdialog', { name: 'Delete bild <ä>?' })).toBeVisible()
  await window.keyboard.press('Control+Enter')
  await expect(pools(window).getByRole('option')).toHaveCount(0)
  expect(await host.virsh('pool-list', '--all', '--name')).not.toContain('bild')
  expect(bytes.equals(await readFile(join(folder, 'seed.img')))).toBe(true)
})

test('who uses a volume and what it lies on is shown, and what others do shows by itself', async ({
  app: { window },
  host,
}) => {
  const folder = await makeImagePool(host)
  await host.virsh('vol-create-as', 'images', 'base.qcow2', '8M', '--format', 'qcow2')
  const file = join(host.directory, 'web.xml')
  await writeFile(
    file,
    `<domain type='qemu'><name>web</name><memory unit='MiB'>64</memory>
      <os><type machine='q35'>hvm</type></os>
      <devices>
        <disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='${folder}/overlay.qcow2'/><target dev='vda' bus='virtio'/></disk>
      </devices></domain>`,
  )
  await openStorage(window)
  await window.keyboard.press('Enter')
  await expect(volume(window, 'base.qcow2')).toContainText('8 MiB')

  await window.keyboard.press('o')
  const dialog = window.getByRole('dialog', { name: 'New volume on top of base.qcow2' })
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused()
  await window.keyboard.type('overlay.qcow2')
  await window.keyboard.press('Enter')
  await expect(volume(window, 'overlay.qcow2')).toHaveAttribute('aria-selected', 'true')
  await host.virsh('define', file)
  await expect(volume(window, 'overlay.qcow2')).toContainText('web')
  const details = window.getByRole('region', { name: 'Volume' })
  const chain = details.getByRole('region', { name: 'Backing chain' })
  await expect(chain.getByRole('listitem')).toHaveText([
    /overlay\.qcow2.*this/,
    /base\.qcow2.*under/,
  ])

  await window.keyboard.press('Delete')
  const question = window.getByRole('alertdialog', { name: 'Delete overlay.qcow2?' })
  await expect(question).toContainText('In use by web')
  await window.keyboard.press('Control+Enter')
  await expect(question).toBeVisible()
  await window.keyboard.press('Escape')

  await chain.getByRole('button', { name: 'base.qcow2' }).press('Enter')
  await expect(volume(window, 'base.qcow2')).toHaveAttribute('aria-selected', 'true')
  await volumes(window).focus()
  await window.keyboard.press('Delete')
  await window.keyboard.press('Control+Enter')
  await expect(window.getByRole('alert')).toContainText('other volumes lie on it: overlay.qcow2')

  await host.virsh('vol-create-as', 'images', 'theirs.raw', '1M', '--format', 'raw')
  await expect(volume(window, 'theirs.raw')).toContainText('1 MiB')
  await volumes(window).focus()
  await window.keyboard.press('End')
  await window.keyboard.press('r')
  await host.virsh('vol-delete', 'theirs.raw', '--pool', 'images')
  const resize = window.getByRole('dialog', { name: 'Resize theirs.raw' })
  await resize.getByRole('textbox', { name: 'Size' }).fill('2M')
  await window.keyboard.press('Enter')
  await expect(window.getByRole('alert').first()).toContainText('Could not resize theirs.raw')
  await expect(volume(window, 'theirs.raw')).toHaveCount(0)

  await host.virsh('pool-define-as', 'theirs', 'dir', '--target', join(host.directory, 'home', 't'))
  await expect(pools(window).getByRole('option', { name: 'theirs' })).toBeVisible()
  await host.virsh('pool-undefine', 'theirs')
  await expect(pools(window).getByRole('option', { name: 'theirs' })).toHaveCount(0)

  await volumes(window).focus()
  await window.keyboard.press('End')
  await details.getByRole('button', { name: 'web' }).press('Enter')
  await expect(machineRow(window, 'web')).toBeVisible()
  await expect(grid(window)).toBeFocused()
})

test('five thousand volumes are named at once, and told of where one looks', async ({
  app: { window },
  host,
}) => {
  const folder = join(host.directory, 'home', 'many')
  await mkdir(folder, { recursive: true })
  await Promise.all(
    Array.from({ length: 5000 }, (_, index) =>
      writeFile(join(folder, `volume-${index}.img`), index === 4999 ? 'the last one' : ''),
    ),
  )
  await host.virsh('pool-create-as', 'many', 'dir', '--target', folder)
  await openStorage(window)
  await expect(volumes(window)).toHaveAttribute('aria-rowcount', '5001')
  await window.keyboard.press('ArrowRight')
  await window.keyboard.press('End')
  await expect(volume(window, 'volume-4999.img')).toContainText('raw')
  expect(await volumes(window).getByRole('row').count()).toBeLessThan(100)

  await window.keyboard.press('/')
  await expect(window.getByRole('searchbox', { name: 'Filter volumes' })).toBeFocused()
  await window.keyboard.type('499 volume')
  await expect(window.getByText('15 of 5,000 volumes')).toBeVisible()
  await window.keyboard.press('ArrowDown')
  await expect(volumes(window)).toBeFocused()
  await expect(volume(window, 'volume-499.img')).toContainText('raw')
})

test('the host looks for what a pool could be made of', async ({ launch, host }) => {
  // The test driver finds what it was given; a real host would need LVM and servers.
  const { window } = await launch('--connect', host.uri('test', '/default'))
  await openStorage(window)
  await window.keyboard.press('a')
  const dialog = window.getByRole('dialog', { name: 'New pool' })
  await dialog.getByRole('combobox', { name: 'Type' }).selectOption('logical')
  await dialog.getByRole('button', { name: 'Look for volume groups' }).press('Enter')
  const groups = dialog.getByRole('list', { name: 'Found volume groups' })
  await expect(groups.getByRole('button')).toHaveText(['testvg1', 'testvg2'])
  await groups.getByRole('button', { name: 'testvg2' }).press('Enter')
  await expect(dialog.getByRole('textbox', { name: 'Volume group' })).toHaveValue('testvg2')
  await expect(dialog.getByRole('checkbox', { name: 'Make the volume group' })).not.toBeChecked()

  await dialog.getByRole('combobox', { name: 'Type' }).selectOption('netfs')
  const look = dialog.getByRole('button', { name: 'Look for exports' })
  await expect(look).toHaveAttribute('aria-disabled', 'true')
  await dialog.getByRole('textbox', { name: 'Server' }).fill('nas.example')
  await look.press('Enter')
  const exports = dialog.getByRole('list', { name: 'Found exports' })
  await exports.getByRole('button').first().press('Enter')
  await expect(dialog.getByRole('textbox', { name: 'Export' })).toHaveValue('/testshare')
})
