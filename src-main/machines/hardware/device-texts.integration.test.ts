/** Arbitrary text at every text field of devices and settings: it comes back as it went in, or is refused in words. */
import * as fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { contract } from '../../../src-preload/contract'
import type { HardwareChange } from '../../../src-preload/contract/calls/hardware'
import type { DeviceSpec } from '../../../src-preload/contract/device-specs'
import type { HardwareSettings } from '../../../src-preload/contract/hardware-settings'
import type { MachineId } from '../../../src-preload/contract/machine'
import { remote } from '../../libvirt'
import { startPrivateHost } from '../../testing/private-host'
import { until } from '../../testing/served-host'
import { parseXml } from '../../xml/parse-xml'
import { find } from '../../xml/select-elements'

const { host } = await startPrivateHost()
let id: MachineId

const definition = `<domain type='qemu'><name>texts</name><memory>65536</memory><os><type machine='q35'>hvm</type></os><devices><video><model type='none'/></video></devices></domain>`

beforeAll(async () => {
  const { dom } = await host.connection.call(remote.domainDefineXml, { xml: definition })
  id = `${host.hostId}/${dom.uuid}`
  await until(() => host.services.inventory.get(id))
})

/** Where a value is in the definition: an element's text, or its attribute. */
type Place = readonly [path: string, attribute?: string]
type Field = readonly [name: string, change: (text: string) => HardwareChange, place: Place]

const device = (spec: DeviceSpec): HardwareChange => ({ change: 'addDevice', device: spec })
const set = (settings: HardwareSettings): HardwareChange => ({ change: 'set', settings })

const fields: readonly Field[] = [
  [
    'disk file',
    (path) => device({ kind: 'disk', source: { type: 'file', path } }),
    ['devices/disk/source', 'file'],
  ],
  [
    'disk device',
    (path) => device({ kind: 'disk', source: { type: 'block', path } }),
    ['devices/disk/source', 'dev'],
  ],
  [
    'disk pool',
    (pool) => device({ kind: 'disk', source: { type: 'volume', pool, volume: 'v' } }),
    ['devices/disk/source', 'pool'],
  ],
  [
    'disk volume',
    (volume) => device({ kind: 'disk', source: { type: 'volume', pool: 'p', volume } }),
    ['devices/disk/source', 'volume'],
  ],
  [
    'disk format',
    (format) => device({ kind: 'disk', source: { type: 'file', path: '/d' }, format }),
    ['devices/disk/driver', 'type'],
  ],
  [
    'disk serial',
    (serial) => device({ kind: 'disk', source: { type: 'file', path: '/d' }, serial }),
    ['devices/disk/serial'],
  ],
  [
    'network',
    (network) => device({ kind: 'nic', source: { type: 'network', network } }),
    ['devices/interface/source', 'network'],
  ],
  [
    'bridge',
    (bridge) => device({ kind: 'nic', source: { type: 'bridge', bridge } }),
    ['devices/interface/source', 'bridge'],
  ],
  [
    'card',
    (card) => device({ kind: 'nic', source: { type: 'direct', device: card, mode: 'bridge' } }),
    ['devices/interface/source', 'dev'],
  ],
  [
    'card model',
    (model) => device({ kind: 'nic', source: { type: 'user' }, model }),
    ['devices/interface/model', 'type'],
  ],
  [
    'port forward',
    (address) =>
      device({
        kind: 'nic',
        source: {
          type: 'user',
          portForwards: [{ protocol: 'tcp', address, hostPort: 2222, guestPort: 22 }],
        },
      }),
    ['devices/interface/portForward', 'address'],
  ],
  [
    'listen address',
    (address) => device({ kind: 'graphics', type: 'vnc', listen: { type: 'address', address } }),
    ['devices/graphics/listen', 'address'],
  ],
  [
    'display password',
    (password) => device({ kind: 'graphics', type: 'vnc', password }),
    ['devices/graphics', 'passwd'],
  ],
  [
    'keymap',
    (keymap) => device({ kind: 'graphics', type: 'vnc', keymap }),
    ['devices/graphics', 'keymap'],
  ],
  ['sound', (model) => device({ kind: 'sound', model }), ['devices/sound', 'model']],
  ['TPM model', (model) => device({ kind: 'tpm', model }), ['devices/tpm', 'model']],
  [
    'TPM device',
    (path) => device({ kind: 'tpm', backend: { type: 'passthrough', path } }),
    ['devices/tpm/backend/device', 'path'],
  ],
  ['watchdog', (model) => device({ kind: 'watchdog', model }), ['devices/watchdog', 'model']],
  ['random source', (source) => device({ kind: 'rng', source }), ['devices/rng/backend']],
  [
    'shared folder',
    (source) => device({ kind: 'filesystem', driver: '9p', source, target: 't' }),
    ['devices/filesystem/source', 'dir'],
  ],
  [
    'shared tag',
    (target) => device({ kind: 'filesystem', driver: '9p', source: '/srv', target }),
    ['devices/filesystem/target', 'dir'],
  ],
  [
    'serial file',
    (path) => device({ kind: 'serial', backend: { type: 'file', path } }),
    ['devices/serial/source', 'path'],
  ],
  [
    'serial socket',
    (path) => device({ kind: 'serial', backend: { type: 'unix', path } }),
    ['devices/serial/source', 'path'],
  ],
  [
    'serial type',
    (targetType) => device({ kind: 'serial', backend: { type: 'pty' }, targetType }),
    ['devices/serial/target', 'type'],
  ],
  [
    'serial log',
    (logFile) => device({ kind: 'serial', backend: { type: 'pty' }, logFile }),
    ['devices/serial/log', 'file'],
  ],
  [
    'channel',
    (targetName) => device({ kind: 'channel', backend: { type: 'unix' }, targetName }),
    ['devices/channel/target', 'name'],
  ],
  ['panic', (model) => device({ kind: 'panic', model }), ['devices/panic', 'model']],
  ['title', (title) => set({ title }), ['title']],
  ['description', (description) => set({ description }), ['description']],
  ['processor', (model) => set({ cpu: { mode: 'custom', model } }), ['cpu/model']],
  ['kernel', (kernel) => set({ directBoot: { kernel } }), ['os/kernel']],
  ['initial disk', (initrd) => set({ directBoot: { kernel: '/k', initrd } }), ['os/initrd']],
  ['command line', (cmdline) => set({ directBoot: { kernel: '/k', cmdline } }), ['os/cmdline']],
]

/** Markup, quotes, line ends, what can't be seen, any plane, and halves of pairs. */
const unit = fc.oneof(
  fc.constantFrom('<', '>', '&', '"', "'", ']]>', '&#10;', '<!--', '%', '\\', ' ', '/', ',', ';'),
  fc.constantFrom('\n', '\t', '\r', '\u0000', '\u0085', '\u2028', '\u202e', '\ufeff', '\uffff'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
)
const anyText = fc.oneof(
  fc.array(unit, { minLength: 1, maxLength: 8 }).map((parts) => parts.join('')),
  // What narrow fields take, too.
  fc.stringMatching(/^[a-z0-9]{1,6}$/),
)

const xmlOf = async (): Promise<string> => {
  const { dom } = host.services.reach(id)
  // Of what it starts with next, with its passwords.
  return (await host.connection.call(remote.domainGetXmlDesc, { dom, flags: 3 })).xml
}

/** What became of a text; null where it was refused, in words and with nothing changed. */
const sent = async (change: HardwareChange): Promise<string | null> => {
  const input = { id, where: 'config', change }
  const { success, data } = contract['machines.changeHardware'].input.safeParse(input)
  if (!success) return null
  try {
    const { config } = await host.services.hardware.change(id, 'config', data.change)
    if (config.state === 'done') return await xmlOf()
    if (config.state === 'failed') expect(config.failure?.message).toMatch(/./)
    return null
  } catch (error) {
    expect((error as Error).name).toBe('Problem')
    expect((error as Error).message).toMatch(/has a /)
    return null
  }
}

test.each(fields)('%s', async (_, changeOf, [path, attribute]) => {
  const { dom } = host.services.reach(id)
  const uuid = dom.uuid
  const fresh = definition.replace('</name>', `</name><uuid>${uuid}</uuid>`)
  await host.connection.call(remote.domainDefineXml, { xml: fresh })
  const before = await xmlOf()
  await fc.assert(
    fc.asyncProperty(anyText, async (text) => {
      const xml = await sent(changeOf(text))
      // What is refused changes nothing.
      const after = xml ?? (await xmlOf())
      const element = find(parseXml(after), path)
      const back = attribute === undefined ? element?.textContent : element?.getAttribute(attribute)
      expect(xml === null ? after : back).toBe(xml === null ? before : text)
      await host.connection.call(remote.domainDefineXml, { xml: fresh })
    }),
    { numRuns: 40, endOnFailure: true },
  )
})
