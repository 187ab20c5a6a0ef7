import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { connect, remote } from '../index'
import { guestXml, writeBootDisk } from './boot-sector-guest'
import { startPrivateDaemon, type PrivateDaemon } from './private-daemon'

/** Processes that run for what is in a folder. */
const processesOf = async (directory: string): Promise<string[]> => {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const lines = await Promise.all(
    ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')),
  )
  return lines.filter((line) => line.includes(`${directory}/`))
}

const startGuest = async (daemon: PrivateDaemon): Promise<void> => {
  const disk = join(daemon.directory, 'tick.img')
  await writeBootDisk(disk, 'tick')
  const connection = await connect(daemon.uri())
  const xmlDesc = guestXml('tick', disk)
  await connection.call(remote.domainCreateXml, { xmlDesc, flags: 0 })
  await connection.close()
}

it.each([
  ['runs', () => Promise.resolve()],
  ['has died', (daemon: PrivateDaemon) => daemon.kill()],
  ['is stopped', (daemon: PrivateDaemon) => Promise.resolve(daemon.freeze())],
])('leaves no machine behind when it %s', async (_, happen) => {
  const daemon = await startPrivateDaemon()
  await startGuest(daemon)
  expect(await processesOf(daemon.directory)).toHaveLength(1)
  await happen(daemon)
  await daemon.dispose()
  expect(await processesOf(daemon.directory)).toEqual([])
})
