import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { chooseMachine, grid, machineRow } from './views'

const networks = (window: Page): Locator => window.getByRole('listbox', { name: 'Networks' })

const network = (window: Page, name: string): Locator =>
  networks(window).getByRole('option', { name, exact: true })

const openNetworks = async (window: Page): Promise<void> => {
  await expect(grid(window)).toBeVisible()
  await window.keyboard.press('Control+Shift+N')
  await expect(networks(window)).toBeFocused()
}

test('a network is made, what it hands out is changed, and its leases name their holders', async ({
  app: { window },
  host,
}) => {
  await openNetworks(window)
  await window.keyboard.press('a')
  const dialog = window.getByRole('dialog', { name: 'New network' })
  await expect(dialog.getByRole('textbox', { name: 'Name', exact: true })).toBeFocused()
  await window.keyboard.type('läb <1>')
  await window.keyboard.press('Tab')
  await window.keyboard.type('Isolated')
  await dialog.getByRole('textbox', { name: 'IPv4 address of the host' }).fill('10.44.0.1/24')
  await dialog.getByRole('textbox', { name: 'IPv4 DHCP from' }).fill('10.44.0.10')
  await dialog.getByRole('textbox', { name: 'IPv4 DHCP to' }).fill('10.44.0.300')
  await window.keyboard.press('Enter')
  await expect(dialog.getByRole('status')).toContainText('IPv4')
  await dialog.getByRole('textbox', { name: 'IPv4 DHCP to' }).fill('10.44.0.99')
  await dialog.getByRole('textbox', { name: 'Bridge' }).fill('virbr88')
  // An unprivileged daemon may not make bridges: the host refuses, and nothing is left of it.
  await window.keyboard.press('Enter')
  await expect(dialog.getByRole('alert')).toContainText('Could not make the network läb <1>')
  expect(await host.virsh('net-list', '--all', '--name')).not.toContain('läb')
  await dialog.getByRole('checkbox', { name: 'Start it at once' }).press('Space')
  await dialog.getByRole('checkbox', { name: 'Start with its host' }).press('Space')
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).press('Enter')
  await expect(dialog).toHaveCount(0)
  await expect(network(window, 'läb <1>')).toHaveAttribute('aria-description', /^Isolated, not/)

  await networks(window).focus()
  await window.keyboard.press('e')
  const edit = window.getByRole('dialog', { name: 'Edit läb <1>' })
  await edit
    .getByRole('textbox', { name: 'DHCP' })
    .fill('10.44.0.20 – 10.44.0.49\n10.44.0.60-10.44.0.69')
  await edit
    .getByRole('textbox', { name: 'Kept addresses' })
    .fill('52:54:00:00:00:01 10.44.0.5 web')
  await edit.getByRole('textbox', { name: 'DNS names' }).fill('10.44.0.5 web www.lab')
  await edit.getByRole('button', { name: 'Save' }).press('Enter')
  await expect(edit).toHaveCount(0)
  const view = window.getByRole('region', { name: 'Network' })
  await expect(view).toContainText('10.44.0.20 – 10.44.0.49, 10.44.0.60 – 10.44.0.69')
  await expect(view.getByRole('table', { name: 'Kept addresses' })).toContainText('web')
  await expect(view.getByRole('table', { name: 'DNS names' })).toContainText('web www.lab')
  const xml = await host.virsh('net-dumpxml', 'läb <1>')
  expect(xml).toContain("<range start='10.44.0.60' end='10.44.0.69'/>")
  expect(xml).not.toContain('10.44.0.10')
  expect(xml).toContain("<host mac='52:54:00:00:00:01' name='web' ip='10.44.0.5'/>")

  // As the lease helper of a DHCP server writes it, which an unprivileged daemon can't run.
  const folder = join(host.directory, 'run/libvirt/dnsmasq/lib')
  await mkdir(folder, { recursive: true })
  const lease = {
    'ip-address': '10.44.0.20',
    'mac-address': '52:54:00:00:00:01',
    hostname: 'web',
    'expiry-time': Math.floor(Date.now() / 1000) + 3600,
  }
  await writeFile(join(folder, 'virbr88.status'), JSON.stringify([lease]))
  const file = join(host.directory, 'holder.xml')
  await writeFile(
    file,
    `<domain type='qemu'><name>holder</name><memory unit='MiB'>64</memory><os><type>hvm</type></os>
      <devices><interface type='network'><mac address='52:54:00:00:00:01'/><source network='läb &lt;1&gt;'/></interface></devices></domain>`,
  )
  await host.virsh('define', file)
  const leases = view.getByRole('table', { name: 'Leases' })
  await networks(window).focus()
  await window.keyboard.press('Escape')
  await openNetworks(window)
  await expect(leases).toContainText('10.44.0.20/24')
  await leases.getByRole('button', { name: 'holder' }).press('Enter')
  await expect(grid(window)).toBeFocused()
  await expect(machineRow(window, 'holder')).toBeVisible()

  await openNetworks(window)
  await window.keyboard.press('Delete')
  const question = window.getByRole('alertdialog', { name: 'Delete läb <1>?' })
  await expect(question).toContainText('Machines on it: holder')
  await window.keyboard.press('Control+Enter')
  await expect(networks(window).getByRole('option')).toHaveCount(0)
  expect(await host.virsh('net-list', '--all', '--name')).not.toContain('läb')
})

test('a network is started, stopped and kept by keys, where the host lets one', async ({
  launch,
  host,
}) => {
  const { window } = await launch('--connect', host.uri('test', '/default'))
  await openNetworks(window)
  await expect(network(window, 'default')).toHaveAttribute('aria-description', /, active/)
  await window.keyboard.press('d')
  await expect(window.getByRole('alertdialog', { name: 'Stop default?' })).toBeVisible()
  await window.keyboard.press('Control+Enter')
  await expect(network(window, 'default')).toHaveAttribute('aria-description', /, not active/)
  await window.keyboard.press('s')
  await expect(network(window, 'default')).toHaveAttribute('aria-description', /, active/)
  await window.keyboard.press('b')
  await expect(network(window, 'default')).toHaveAttribute(
    'aria-description',
    /starts with its host/,
  )

  await window.keyboard.press('a')
  const dialog = window.getByRole('dialog', { name: 'New network' })
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('routed')
  await window.keyboard.press('Tab')
  await window.keyboard.type('Routed')
  await window.keyboard.press('Shift+Tab')
  await window.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  await expect(network(window, 'routed')).toHaveAttribute('aria-description', /^Routed, active/)
  await expect(network(window, 'routed')).toHaveAttribute('aria-selected', 'true')
})

test('what a network is changes by its form, and the window says from when that holds', async ({
  app: { window },
  host,
}) => {
  const file = join(host.directory, 'lab.xml')
  await writeFile(
    file,
    `<network xmlns:dnsmasq='http://libvirt.org/schemas/network/dnsmasq/1.0'><name>lab</name>
      <bridge name='virbr88'/><ip address='10.44.0.1' prefix='24'/>
      <dnsmasq:options><dnsmasq:option value='log-queries'/></dnsmasq:options></network>`,
  )
  await host.virsh('net-define', file)
  await openNetworks(window)
  await expect(network(window, 'lab')).toBeVisible()
  await window.keyboard.press('e')
  const edit = window.getByRole('dialog', { name: 'Edit lab' })
  const mode = edit.getByRole('combobox', { name: 'Mode' })
  await expect(mode).toBeFocused()
  await expect(edit).toContainText('Changes hold from its next start.')
  await window.keyboard.type('Routed')
  await edit.getByRole('textbox', { name: 'IPv4 address of the host' }).fill('10.44.0.1')
  await expect(edit.getByRole('status')).toContainText('IPv4 prefix')
  await edit.getByRole('textbox', { name: 'IPv4 address of the host' }).fill('10.44.0.9/25')
  await edit.getByRole('textbox', { name: 'Goes out by the card' }).fill('eth7')
  await edit.getByRole('textbox', { name: 'DNS domain' }).fill('läb.example')
  await edit.getByRole('textbox', { name: 'DHCP' }).fill('10.44.0.20 – 10.44.0.49')
  await edit.getByRole('textbox', { name: 'DNS domain' }).press('Enter')
  await expect(edit).toHaveCount(0)
  await expect(network(window, 'lab')).toHaveAttribute('aria-description', /^Routed, not active/)
  const routed = await host.virsh('net-dumpxml', 'lab')
  expect(routed).toContain("<forward dev='eth7' mode='route'>")
  expect(routed).toContain("<domain name='läb.example' localOnly='yes'/>")
  expect(routed).toContain("<ip address='10.44.0.9' prefix='25'>")
  expect(routed).toContain("<dnsmasq:option value='log-queries'/>")

  // What only names a bridge may run here; what is changed then waits.
  await networks(window).focus()
  await window.keyboard.press('e')
  await mode.selectOption('Bridge')
  await edit.getByRole('textbox', { name: 'Bridge' }).fill('br-none')
  await window.keyboard.press('Enter')
  await expect(edit).toHaveCount(0)
  await networks(window).focus()
  await window.keyboard.press('s')
  await expect(network(window, 'lab')).toHaveAttribute('aria-description', /^Bridge, active/)
  await window.keyboard.press('e')
  await edit.getByRole('textbox', { name: 'Bridge' }).fill('br-other')
  await expect(edit).toContainText('Saved for its next start: stop and start the network then.')
  await window.keyboard.press('Enter')
  await expect(edit).toHaveCount(0)
  const view = window.getByRole('region', { name: 'Network' })
  await expect(view.getByRole('note')).toContainText('From its next start: bridge br-other.')
  expect(await host.virsh('net-dumpxml', 'lab')).toContain("<bridge name='br-none'/>")
  expect(await host.virsh('net-dumpxml', 'lab', '--inactive')).toContain("name='br-other'")
  await networks(window).focus()
  await window.keyboard.press('d')
  await window.keyboard.press('Control+Enter')
  await expect(view.getByRole('note')).toHaveCount(0)
  await expect(view).toContainText('br-other')
})

test('what others do to networks shows by itself, and the default one is one key away', async ({
  app: { window },
  host,
}) => {
  await openNetworks(window)
  const file = join(host.directory, 'default.xml')
  await writeFile(
    file,
    "<network><name>default</name><forward mode='bridge'/><bridge name='br-none'/></network>",
  )
  await host.virsh('net-define', file)
  await expect(network(window, 'default')).toHaveAttribute(
    'aria-description',
    /^Bridge, not active/,
  )
  await host.virsh('net-start', 'default')
  await expect(network(window, 'default')).toHaveAttribute('aria-description', /^Bridge, active/)
  await host.virsh('net-destroy', 'default')
  await expect(network(window, 'default')).toHaveAttribute(
    'aria-description',
    /^Bridge, not active/,
  )

  const machine = join(host.directory, 'web.xml')
  await writeFile(
    machine,
    `<domain type='qemu'><name>web</name><memory unit='MiB'>64</memory><os><type>hvm</type></os>
      <devices><interface type='network'><source network='default'/></interface></devices></domain>`,
  )
  await host.virsh('define', machine)
  await window.keyboard.press('Escape')
  await chooseMachine(window, 'web')
  await grid(window).focus()
  await window.keyboard.press('s')
  const alert = window.getByRole('alert')
  await expect(alert).toContainText("network 'default' is not active")
  await expect(alert.getByRole('button', { name: 'Start network default' })).toBeVisible()
  await window.keyboard.press('Control+.')
  await expect(alert).toHaveCount(0)
  expect(await host.virsh('net-list', '--name')).toContain('default')
  expect(await host.virsh('net-list', '--autostart', '--name')).toContain('default')

  await host.virsh('net-destroy', 'default')
  await grid(window).focus()
  await window.keyboard.press('n')
  const dialog = window.getByRole('dialog', { name: 'New machine' })
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('second')
  await dialog.getByRole('combobox', { name: 'Source' }).selectOption('Network (PXE)')
  await expect(dialog).toContainText('The network default is not active')
  await window.keyboard.press('Control+.')
  await expect(dialog).toContainText('The network default is active')
  expect(await host.virsh('net-list', '--name')).toContain('default')
})
