/** Arbitrary text at the fields of machines: it comes back as it went in, or is clearly refused. */
import { join } from 'node:path'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { contract } from '../../src-preload/contract'
import type { MachineId } from '../../src-preload/contract/machine'
import { remote } from '../libvirt'
import { startPrivateHost } from '../testing/private-host'
import { until } from '../testing/served-host'
import { parseXml } from '../xml/parse-xml'
import { textOf } from '../xml/select-elements'

const { daemon, host } = await startPrivateHost()

/** Markup, quotes, line ends, what can't be seen, any plane, and halves of pairs. */
const unit = fc.oneof(
  fc.constantFrom('<', '>', '&', '"', "'", ']]>', '&#10;', '<!--', '%', '\\', ' ', '/', '.', '--'),
  fc.constantFrom('\n', '\t', '\r', '\u0000', '\u0085', '\u2028', '\u202e', '\ufeff', '\uffff'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
)
const anyText = fc.array(unit, { minLength: 1, maxLength: 12 }).map((parts) => parts.join(''))

const define = async (name: string, devices = ''): Promise<MachineId> => {
  const xml = `<domain type='qemu'><name>${name}</name><memory>65536</memory><os><type>hvm</type></os><devices>${devices}</devices></domain>`
  const { dom } = await host.connection.call(remote.domainDefineXml, { xml })
  const id = `${host.hostId}/${dom.uuid}`
  await until(() => host.services.inventory.get(id))
  return id
}

const domainOf = async (id: MachineId) => {
  const { dom } = host.services.reach(id)
  // The inventory may not have heard of the new name yet; libvirt goes by the UUID.
  return parseXml((await host.connection.call(remote.domainGetXmlDesc, { dom, flags: 2 })).xml)
}

/** What became of an order: done, refused by the wall between windows and services, or by them. */
const outcomeOf = async (order: () => Promise<unknown>): Promise<'done' | 'refused'> => {
  try {
    await order()
    return 'done'
  } catch (error) {
    // In words, and of a kind that people can act on; anything else is a bug.
    expect(error).toBeInstanceOf(Error)
    expect((error as Error).message).not.toBe('')
    return 'refused'
  }
}

test('a machine’s new name', async () => {
  const id = await define('before')
  let name = 'before'
  await fc.assert(
    fc.asyncProperty(anyText, async (wanted) => {
      const input = contract['machines.rename'].input.safeParse({ id, name: wanted })
      const outcome = input.success
        ? await outcomeOf(() => host.services.cloning.rename(id, input.data.name))
        : 'refused'
      if (outcome === 'done') name = wanted
      expect(textOf(await domainOf(id), 'name') ?? '').toBe(name.trim())
      expect(
        (await domainOf(id)).children.find(({ nodeName }) => nodeName === 'name')?.textContent,
      ).toBe(name)
    }),
    { numRuns: 150 },
  )
  expect(name).not.toBe('before')
})

test('a machine’s title and description, as hardware settings', async () => {
  const id = await define('titled')
  const kept = { title: '', description: '' }
  let done = 0
  await fc.assert(
    fc.asyncProperty(anyText, anyText, async (title, description) => {
      const change = { change: 'set', settings: { title, description } } as const
      const input = contract['machines.changeHardware'].input.safeParse({
        id,
        where: 'config',
        change,
      })
      let outcome = 'refused'
      if (input.success) {
        outcome = await outcomeOf(async () => {
          const { config } = await host.services.hardware.change(id, 'config', change)
          if (config.state === 'failed') throw new Error(config.failure?.message)
        })
      }
      if (outcome === 'done') {
        Object.assign(kept, { title, description })
        done += 1
      }
      const domain = await domainOf(id)
      const said = (element: string): string =>
        domain.children.find(({ nodeName }) => nodeName === element)?.textContent ?? ''
      expect({ title: said('title'), description: said('description') }).toEqual(kept)
    }),
    { numRuns: 150 },
  )
  expect(done).toBeGreaterThan(10)
})

test('a snapshot’s name and description', async () => {
  const folder = join(daemon.directory, 'home', 'images')
  await daemon.virsh('pool-create-as', 'images', 'dir', '--target', folder, '--build')
  await daemon.virsh('vol-create-as', 'images', 'disk.qcow2', '1M', '--format', 'qcow2')
  const id = await define(
    'snapped',
    `<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='${join(folder, 'disk.qcow2')}'/><target dev='vda' bus='virtio'/></disk>`,
  )
  let done = 0
  await fc.assert(
    fc.asyncProperty(anyText, anyText, async (name, description) => {
      const change = { act: 'create', id, name, description, kind: 'internal' } as const
      const whole = { ...change, quiesce: false, allowMixed: false }
      const input = contract['snapshots.change'].input.safeParse(whole)
      const outcome = input.success
        ? await outcomeOf(async () => host.done(await host.services.snapshots.change(input.data)))
        : 'refused'
      const { snapshots } = await host.services.snapshots.list(id)
      for (const taken of snapshots) {
        const gone = { act: 'delete', id, name: taken.name, withChildren: false } as const
        await host.done(await host.services.snapshots.change(gone))
      }
      const kept = { name, description: description.trim() }
      expect(
        snapshots.map((taken) => ({ name: taken.name, description: taken.description ?? '' })),
      ).toEqual(outcome === 'done' ? [kept] : [])
      done += snapshots.length
    }),
    { numRuns: 40 },
  )
  expect(done).toBeGreaterThan(3)
}, 120_000)
