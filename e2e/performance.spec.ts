import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './fixtures'
import { machineRow } from './views'

/** The machine that the test driver comes with. */
const TEST_UUID = '6695eb01-f6a4-8304-79aa-97f2502e193f'
const HOUR = 3600

test('figures of the last day are there at the next start, from a minute to 24 hours', async ({
  host,
  launch,
  userDataFolder,
}) => {
  const uri = host.uri('test', '/default')
  const hosts = [{ id: 'lab', name: 'Lab', uri, autoconnect: true }]
  await writeFile(join(userDataFolder, 'settings.json'), JSON.stringify({ hosts }))
  const now = Math.floor(Date.now() / 1000 / 300) * 300
  const busy = (hoursAgo: number) => [now - hoursAgo * HOUR, 42, null, null, null, null, null]
  const kept = [`lab/${TEST_UUID}`, [[], [], [busy(20), busy(12), busy(8)]]]
  await writeFile(join(userDataFolder, 'metrics.jsonl'), `${JSON.stringify(kept)}\n`)

  const { window } = await launch()
  await machineRow(window, 'test').click()
  await window.getByRole('tab', { name: 'Performance' }).click()
  const cpu = window.getByRole('figure').filter({ hasText: 'CPU' })
  const spans = window.getByRole('group', { name: 'Time shown' })
  await expect(cpu.locator('canvas')).toBeVisible()
  await spans.getByRole('button', { name: '24 h' }).press('Enter')
  await expect(cpu).toContainText(/42\s?%/)
  for (const span of ['1 min', '6 h']) {
    await spans.getByRole('button', { name: span }).press('Enter')
    await expect(spans.getByRole('button', { name: span })).toHaveAttribute('aria-pressed', 'true')
    await expect(cpu).not.toContainText(/42\s?%/)
  }
})
