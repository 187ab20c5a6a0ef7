import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { HardwareChange } from '../../../src-preload/contract/calls/hardware'
import type { HostDevice } from '../../../src-preload/contract/host-device'
import type {
  Device,
  HardwareOutcome,
  MachineHardware,
} from '../../../src-preload/contract/hardware'
import type { Machine } from '../../../src-preload/contract/machine'
import type { StickyUsbRule } from '../../../src-preload/contract/sticky-usb'
import type { Connection } from '../../libvirt'
import { planStickyUsb } from './plan-sticky-usb'
import { StickyUsb } from './sticky-usb'

const key: StickyUsbRule = {
  machineId: 'local/1',
  machineName: 'web',
  vendor: '1050',
  product: '0407',
  label: 'A key',
}

const stick = (device: number, more: Partial<HostDevice> = {}): HostDevice => ({
  name: `usb_1_${device}`,
  kind: 'usb',
  label: 'A key',
  source: { type: 'usb', vendor: '1050', product: '0407', at: { bus: 1, device } },
  ...more,
})

const held = (device: number): Device => ({
  kind: 'hostdev',
  key: 'hostdev:usb:1050:0407',
  xml: '',
  managed: true,
  source: { type: 'usb', vendor: '1050', product: '0407', at: { bus: 1, device } },
})

describe('the plan', () => {
  test('puts in what is plugged in and is not in the machine', () => {
    expect(planStickyUsb([key], [stick(4)], [])).toEqual({
      takeOut: [],
      putIn: [{ source: stick(4).source, label: 'A key' }],
      kept: [],
    })
    expect(planStickyUsb([key], [stick(4)], [held(4)])).toEqual({
      takeOut: [],
      putIn: [],
      kept: [stick(4).source],
    })
  })

  test('takes out what was pulled before the same comes back under another number', () => {
    expect(planStickyUsb([key], [stick(5)], [held(4)])).toEqual({
      takeOut: ['hostdev:usb:1050:0407'],
      putIn: [{ source: stick(5).source, label: 'A key' }],
      kept: [],
    })
  })

  test('leaves devices alone that no rule speaks of', () => {
    const other = { ...key, product: '0001' }
    expect(planStickyUsb([other], [stick(4)], [held(9)])).toEqual({
      takeOut: [],
      putIn: [],
      kept: [],
    })
  })

  test('takes only the one with the serial number that a rule names', () => {
    const mine = { ...key, serial: 'B' }
    const plugged = [stick(4, { serial: 'A' }), stick(5, { serial: 'B' }), stick(6)]
    expect(planStickyUsb([mine], plugged, []).putIn).toEqual([
      { source: stick(5).source, label: 'A key' },
    ])
  })
})

describe('a host whose devices come and go', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  const machine = (id: string, state: Machine['state'] = 'running'): Machine => ({
    id,
    hostId: 'local',
    uuid: id,
    name: id,
    state,
  })

  /** A host that is scripted: what is plugged in, what machines have, and events by hand. */
  const scripted = (rules: StickyUsbRule[], machines: Machine[]) => {
    const plugged: HostDevice[] = []
    const inside = new Map<string, Device[]>(machines.map(({ id }) => [id, []]))
    const changes: [string, HardwareChange][] = []
    const listeners: ((event: { dev: { name: string } }) => void)[] = []
    const connection = {
      isOpen: true,
      subscribe: (_: string, listener: (event: { dev: { name: string } }) => void) => {
        listeners.push(listener)
        return Promise.resolve(() => {})
      },
    } as unknown as Connection
    const outcome: HardwareOutcome = { live: { state: 'done' }, config: { state: 'not-wanted' } }
    const sticky = new StickyUsb({
      rules: () => rules,
      machine: (id) => machines.find((it) => it.id === id),
      devices: () => Promise.resolve([...plugged]),
      hardware: {
        read: (id) =>
          Promise.resolve({
            id,
            live: { devices: inside.get(id) ?? [] },
          } as unknown as MachineHardware),
        change: (id, _where, change) => {
          changes.push([id, change])
          return Promise.resolve(outcome)
        },
      },
      log: pino({ level: 'silent' }),
    })
    const settle = () => vi.advanceTimersByTimeAsync(1000)
    return {
      sticky,
      connection,
      plugged,
      inside,
      changes,
      listeners,
      settle,
      say: (name: string) => listeners.forEach((listener) => listener({ dev: { name } })),
    }
  }

  const added = (device: HostDevice): HardwareChange => ({
    change: 'addDevice',
    device: { kind: 'hostdev', source: device.source },
  })

  test('gives a device that is plugged in to the machine that waits for it, once', async () => {
    const host = scripted([key], [machine('local/1')])
    await host.sticky.connected('local', host.connection)
    await host.settle()
    expect(host.changes).toEqual([])
    host.plugged.push(stick(4))
    // The kernel tells the device and each of its interfaces.
    for (const name of ['usb_1_4', 'usb_1_4_1_0', 'usb_1_4_1_1']) host.say(name)
    await host.settle()
    expect(host.changes).toEqual([['local/1', added(stick(4))]])
  })

  test('looks at nothing when something else than USB comes or goes', async () => {
    const host = scripted([key], [machine('local/1')])
    await host.sticky.connected('local', host.connection)
    await host.settle()
    host.plugged.push(stick(4))
    host.say('net_eth0_52_54_00_00_00_01')
    await host.settle()
    expect(host.changes).toEqual([])
  })

  test('gives a machine its device when it starts, and again when it starts again', async () => {
    const off = machine('local/1', 'shutOff')
    const machines = [off]
    const host = scripted([key], machines)
    host.plugged.push(stick(4))
    await host.sticky.connected('local', host.connection)
    await host.settle()
    expect(host.changes).toEqual([])
    const turn = async (state: Machine['state']) => {
      machines[0] = machine('local/1', state)
      host.sticky.follow({ version: 1, changed: [machines[0]], removed: [] })
      await host.settle()
    }
    await turn('running')
    expect(host.changes).toHaveLength(1)
    await turn('shutOff')
    await turn('running')
    expect(host.changes).toEqual([
      ['local/1', added(stick(4))],
      ['local/1', added(stick(4))],
    ])
  })

  test('gives one device to the first of two machines that want it', async () => {
    const rules = [key, { ...key, machineId: 'local/2' }]
    const host = scripted(rules, [machine('local/1'), machine('local/2')])
    host.plugged.push(stick(4))
    await host.sticky.connected('local', host.connection)
    await host.settle()
    expect(host.changes).toEqual([['local/1', added(stick(4))]])
  })

  test('leaves a device with the machine that has it', async () => {
    const rules = [key, { ...key, machineId: 'local/2' }]
    const host = scripted(rules, [machine('local/1'), machine('local/2')])
    host.plugged.push(stick(4))
    host.inside.set('local/1', [held(4)])
    await host.sticky.connected('local', host.connection)
    await host.settle()
    expect(host.changes).toEqual([])
  })

  test('watches a host from the moment on that a rule speaks of it, and only once', async () => {
    const rules: StickyUsbRule[] = []
    const host = scripted(rules, [machine('local/1')])
    await host.sticky.connected('local', host.connection)
    expect(host.listeners).toHaveLength(0)
    host.plugged.push(stick(4))
    rules.push(key)
    await host.sticky.rulesChanged()
    await host.sticky.rulesChanged()
    await host.settle()
    expect(host.listeners).toHaveLength(1)
    expect(host.changes).toEqual([['local/1', added(stick(4))]])
  })
})
