import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, projectFolder, runtimeFlags, setting, test } from './fixtures'
import { grid } from './views'

test('a managed install’s words are what a new machine begins with', async ({
  host,
  launch,
  environment,
}) => {
  Object.assign(environment, {
    LIBVIRT_DEFAULT_MEMORY_MIB: '777',
    LIBVIRT_DEFAULT_VCPU_COUNT: '3',
    LIBVIRT_DEFAULT_ISOLATION_TIER: 'hardened',
    LIBVIRT_NETWORK_TEMPLATE: '{"source":{"type":"user"}}',
    LIBVIRT_VOLUME_TEMPLATE: '{"pool":"images","sizeMib":5120}',
    LIBVIRT_GPU_POLICY: '{"mode":"none"}',
    LIBVIRT_CONSOLE_SOURCE: 'log',
  })
  const { window } = await launch('--connect', host.uri())
  await expect(grid(window)).toBeVisible()
  await grid(window).focus()
  await window.keyboard.press('n')
  const dialog = window.getByRole('dialog', { name: 'New machine' })
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('managed')
  await dialog.getByRole('combobox', { name: 'Source' }).selectOption('Network (PXE)')
  await expect(dialog.getByRole('spinbutton', { name: 'Memory' })).toHaveValue('777')
  await expect(dialog.getByRole('spinbutton', { name: 'Processors' })).toHaveValue('3')
  const plan = dialog.getByRole('region', { name: 'Plan' })
  await expect(plan.getByRole('tabpanel')).toContainText('777 MiB')
  await expect(plan.getByRole('tabpanel')).toContainText('hardened')
  await expect(plan.getByRole('tabpanel')).toContainText('managed.qcow2 in images, 5 GiB')
  await plan.getByRole('tab', { name: 'XML' }).press('Enter')
  await expect(plan.getByRole('tabpanel')).toContainText("<interface type='user'>")
  await expect(plan.getByRole('tabpanel')).toContainText("<log file='")
  await expect(plan.getByRole('tabpanel')).not.toContainText('<video>')
})

test('a managed install whose words are wrong does not start, and says which and where', async ({
  userDataFolder,
}) => {
  const args = [...runtimeFlags(), projectFolder, '--user-data-dir', userDataFolder]
  const wrong = '{"mode":"passthrough","devices":["0000:01:00.0","1:0"]}'
  const started: unknown = await promisify(execFile)(setting('VIRTHELM_ELECTRON'), args, {
    env: { ...process.env, LIBVIRT_GPU_POLICY: wrong, LIBVIRT_DEFAULT_VCPU_COUNT: 'many' },
  }).catch((error: unknown) => error)
  expect(started).toMatchObject({ code: 2 })
  const { stderr } = started as { readonly stderr: string }
  expect(stderr).toContain('LIBVIRT_DEFAULT_VCPU_COUNT: is no whole number')
  expect(stderr).toContain('LIBVIRT_GPU_POLICY at devices.1: is no PCI address')
})
