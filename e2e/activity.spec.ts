import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import type { Bridge } from '../src-preload/contract/bridge-api'
import { expect, test } from './fixtures'
import { defineGuest, makeImagePool } from './guest'
import { grid, machineRow } from './views'

const copied = (electron: ElectronApplication): Promise<string> =>
  electron.evaluate(({ clipboard }) => clipboard.readText())

/** Begins to upload a file into the host's only pool, as the storage view will. */
const upload = (window: Page): Promise<unknown> =>
  window.evaluate(async () => {
    const ask = async <T>(name: string, input?: unknown): Promise<T> => {
      const { virthelm } = globalThis as unknown as { virthelm: Bridge }
      const reply = await virthelm.call(name, input)
      if (!reply.ok) throw new Error(JSON.stringify(reply.failure))
      return reply.value as T
    }
    const [host] = await ask<{ id: string }[]>('hosts.list')
    const [pool] = await ask<{ id: string }[]>('pools.list', { hostId: host?.id })
    return ask('volumes.upload', { poolId: pool?.id })
  })

test('long work is told with how far it is, cancelled, and copied as a virsh line', async ({
  host,
  app: { electron, window },
}) => {
  await makeImagePool(host)
  const file = join(host.directory, 'disk.raw')
  await writeFile(file, Buffer.alloc(8 * 1024 * 1024, 'virthelm'))
  await electron.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => Promise.resolve({ canceled: false, filePaths: [path] })
  }, file)
  await expect(window.getByRole('treeitem')).toHaveAccessibleDescription(/^connected/i)
  await upload(window)

  await window.getByRole('button', { name: 'Activity' }).press('Enter')
  const activity = window.getByRole('region', { name: 'Activity' })
  const line = activity.getByRole('listitem').first()
  await expect(line).toContainText(/upload .+: done/i)
  await line.getByRole('button', { name: 'Copy virsh line' }).press('Enter')
  await expect.poll(() => copied(electron)).toMatch(/^virsh -c \S+ vol-upload .+disk\.raw/)
  await host.virsh('vol-delete', '--pool', 'images', 'disk.raw')
  await activity.getByRole('button', { name: 'Clear' }).press('Enter')
  await expect(activity.getByRole('listitem')).toHaveCount(0)

  // So large that it is still under way when the daemon is stopped.
  await writeFile(file, Buffer.alloc(256 * 1024 * 1024, 'virthelm'))
  await upload(window)
  host.freeze()
  try {
    await expect(activity.getByRole('progressbar', { name: /upload/i })).toBeVisible()
    await line.getByRole('button', { name: /^cancel: upload/i }).press('Enter')
  } finally {
    host.thaw()
  }
  await expect(line).toContainText(/upload .+: cancelled/i)
  await expect.poll(() => host.virsh('vol-list', 'images')).not.toContain('disk.raw')
})

test('an action on machines is told, and copied as virsh lines', async ({
  host,
  guest,
  app: { electron, window },
}) => {
  await defineGuest(host, guest, 'web-1')
  await expect(machineRow(window, 'web-1')).toContainText('Shut off')
  await grid(window).focus()
  await window.keyboard.press('s')
  await expect(machineRow(window, 'web-1')).toContainText('Running')
  await window.getByRole('button', { name: 'Activity' }).press('Enter')
  const line = window.getByRole('region', { name: 'Activity' }).getByRole('listitem')
  await expect(line).toContainText('Starting web-1: done')
  await line.getByRole('button', { name: 'Copy virsh line' }).press('Enter')
  const uuid = (await host.virsh('domuuid', 'web-1')).trim()
  await expect.poll(() => copied(electron)).toBe(`virsh -c '${host.uri()}' start --domain ${uuid}`)
})

test('many at once: n of m is told, one that fails stops none of the rest', async ({
  host,
  guest,
  app: { window },
}) => {
  for (const name of ['web-1', 'web-2', 'web-3']) await defineGuest(host, guest, name)
  await defineGuest(host, { ...guest, kernel: '/nowhere/vmlinuz' }, 'broken')
  await expect(machineRow(window, 'web-3')).toContainText('Shut off')
  await grid(window).focus()
  await window.keyboard.press('Control+A')
  await window.keyboard.press('s')
  for (const name of ['web-1', 'web-2', 'web-3']) {
    await expect(machineRow(window, name)).toContainText('Running')
  }
  await expect(machineRow(window, 'broken')).toContainText('Shut off')
  await expect(window.getByRole('alert').first()).toContainText('/nowhere/vmlinuz')
  await window.getByRole('button', { name: 'Activity' }).press('Enter')
  await expect(
    window.getByRole('region', { name: 'Activity' }).getByRole('listitem').first(),
  ).toContainText('Starting 4 machines: 3 done, 1 failed')
})
