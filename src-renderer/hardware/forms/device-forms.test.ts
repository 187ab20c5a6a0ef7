import { describe, expect, test } from 'vitest'
import { deviceSpec } from '../../../src-preload/contract/device-specs'
import type { Device, Hardware } from '../../../src-preload/contract/hardware'
import { hardwareSettings } from '../../../src-preload/contract/hardware-settings'
import { answersIn, saidBy, type Form, type Values } from '../form'
import { deviceForms, formOf, type DeviceFormName } from './device-forms'
import { groupWords } from './host-device-forms'
import { machineForms } from './machine-forms'
import type { Surroundings } from './surroundings'

const hardware: Hardware = {
  facts: {
    name: 'web',
    virtType: 'qemu',
    arch: 'x86_64',
    machineType: 'q35',
    memory: { memoryKib: 2_097_152, currentKib: 1_048_576, shared: false, locked: false },
    vcpus: { maximum: 4, current: 2 },
    cpu: { features: [], numa: [] },
    pinning: { vcpus: [{ vcpu: 0, cpuset: '1' }] },
    boot: { devices: ['hd'], order: [], menu: false },
    firmware: { kind: 'bios', secureBoot: false },
    features: [],
    clock: 'utc',
  },
  devices: [],
}

const around: Surroundings = {
  networks: ['default'],
  pools: [],
  hostDevices: [
    {
      name: 'pci_0',
      kind: 'pci',
      label: 'A card',
      iommuGroup: 1,
      source: { type: 'pci', address: '0000:01:00.0' },
    },
    {
      name: 'pci_1',
      kind: 'pci',
      label: 'Its sound',
      iommuGroup: 1,
      source: { type: 'pci', address: '0000:01:00.1' },
    },
    {
      name: 'usb_1_4',
      kind: 'usb',
      label: 'A key',
      source: { type: 'usb', vendor: '1050', product: '0407', at: { bus: 1, device: 4 } },
    },
  ],
  cpuModels: [],
  models: {},
  hardware,
}

const said = (form: object, subject: object | null, touched: Values): object => {
  const { start, parts } = form as Form<object, object, Surroundings>
  const before = start(subject, around)
  const values = { ...before, ...touched }
  return saidBy(parts(answersIn(values), around, subject), values, subject === null ? null : before)
}

/** What a form needs at least that it has no default for. */
const needed: Partial<Record<DeviceFormName, Values>> = {
  disk: { path: '/a.qcow2' },
  filesystem: { source: '/srv', target: 'share' },
  mdev: { uuid: 'c2177883-f1bb-47f0-914d-32a22e3a8804' },
}

describe('a new device', () => {
  test.each(Object.keys(deviceForms) as DeviceFormName[])(
    '%s is one that the wall lets through',
    (name) => {
      const form = deviceForms[name]
      const device = {
        kind: form.kind,
        ...form.always,
        ...said(form, null, needed[name] ?? {}),
      }
      expect(deviceSpec.safeParse(device).error).toBeUndefined()
    },
  )

  test('of USB is any of its make, or the one that is plugged in there', () => {
    const { usb } = deviceForms
    expect(said(usb, null, {})).toEqual({
      source: { type: 'usb', vendor: '1050', product: '0407' },
    })
    expect(said(usb, null, { place: 'yes' })).toEqual({
      source: { type: 'usb', vendor: '1050', product: '0407', at: { bus: 1, device: 4 } },
    })
  })
})

describe('a device that is there', () => {
  const nic: Device = {
    kind: 'nic',
    key: 'nic:a',
    xml: '',
    mac: '52:54:00:00:00:01',
    source: { type: 'user', portForwards: [] },
    linkUp: true,
    portForwards: [{ protocol: 'tcp', hostPort: 8000, hostPortEnd: 8010, guestPort: 80 }],
  }

  test('is told only what was changed of it', () => {
    expect(said(formOf(nic) ?? {}, nic, {})).toEqual({})
    expect(said(formOf(nic) ?? {}, nic, { linkUp: '' })).toEqual({ linkUp: false })
  })

  test('keeps the range of a port forward beside a new one', () => {
    const before = (formOf(nic) as unknown as Form<object, object, Surroundings>).start(nic, around)
    const forwards = [
      ...(before['forwards'] as readonly Record<string, string>[]),
      { protocol: 'udp', address: ' 127.0.0.1 ', hostPort: '53', guestPort: '53' },
    ]
    expect(said(formOf(nic) ?? {}, nic, { forwards })).toEqual({
      source: {
        type: 'user',
        portForwards: [
          { protocol: 'tcp', hostPort: 8000, hostPortEnd: 8010, guestPort: 80 },
          { protocol: 'udp', address: '127.0.0.1', hostPort: 53, guestPort: 53 },
        ],
      },
    })
  })

  test('has limits in MiB that are bytes to the host, exactly', () => {
    const disk: Device = {
      kind: 'disk',
      key: 'disk:vda',
      xml: '',
      device: 'disk',
      target: 'vda',
      source: null,
      readOnly: false,
      shareable: false,
      throttle: { readBytes: 1_000_001 },
    }
    const form = formOf(disk) ?? {}
    expect(said(form, disk, {})).toEqual({})
    expect(said(form, disk, { writeBytes: '1.5' })).toEqual({
      throttle: { readBytes: 1_000_001, writeBytes: 1_572_864 },
    })
    expect(said(form, disk, { readBytes: '' })).toEqual({ throttle: null })
  })
})

describe('the machine', () => {
  test.each([
    ['processors', { current: '3' }, { vcpus: { current: 3 } }],
    ['memory', { maximum: '4096' }, { memory: { memoryKib: 4_194_304 } }],
    ['memory', { pages: 'default' }, { memory: { hugepages: { pageKib: null } } }],
    ['firmware', { firmware: 'secure' }, { firmware: { kind: 'uefi', secureBoot: true } }],
    [
      'placement',
      { pins: [{ vcpu: '1', cpuset: '2-3' }] },
      {
        pinning: {
          vcpus: [
            { vcpu: 1, cpuset: '2-3' },
            { vcpu: 0, cpuset: null },
          ],
          emulator: null,
        },
      },
    ],
  ] as const)('%s says %j and nothing else', (name, touched, settings) => {
    const change = said(machineForms[name], hardware.facts, touched)
    expect(change).toEqual(settings)
    expect(hardwareSettings.safeParse(change).error).toBeUndefined()
  })

  test('is told when its topology does not make its processors', () => {
    const { start, problem } = machineForms.processors
    const values = { ...start(hardware.facts, around), topology: 'yes', cores: '3' }
    expect(problem?.(answersIn(values))).toBe('1 × 1 × 3 × 1 makes 3 processors, not 4.')
  })
})

test('what else leaves the host with a PCI device is named', () => {
  const [card] = around.hostDevices
  expect(groupWords(card, around.hostDevices)).toBe(
    'IOMMU group 1 has also: Its sound. They can’t stay with the host',
  )
})

test('what a machine has of the host is changed by the same forms', () => {
  const key = { kind: 'hostdev', key: 'hostdev:usb:1050:0407', managed: true } as const
  const usb = { ...key, source: { type: 'usb', vendor: '1050', product: '0407' } } as Device
  const form = formOf(usb) ?? {}
  expect(said(form, usb, {})).toEqual({})
  expect(said(form, usb, { place: 'yes' })).toEqual({
    source: { type: 'usb', vendor: '1050', product: '0407', at: { bus: 1, device: 4 } },
  })
  const gone = { ...key, source: { type: 'usb', vendor: 'ffff', product: '0001' } } as Device
  expect(said(form, gone, {})).toEqual({})
  expect(said(form, gone, { device: 'usb_1_4' })).toEqual({
    source: { type: 'usb', vendor: '1050', product: '0407' },
  })
})

test('forms offer the models that the host has, and what is set now', () => {
  const models = {
    video: ['virtio', 'bochs', 'vmvga'],
    diskBuses: ['virtio', 'usb', 'fdc'],
    sounds: ['ac97', 'usb'],
    watchdogs: ['diag288'],
    panics: ['s390'],
  }
  const optionsOf = (form: DeviceFormName, name: string): unknown =>
    (deviceForms[form] as unknown as Form<object, object, Surroundings>)
      .parts(answersIn({}), { ...around, models }, null)
      .flatMap(({ fields }) => fields)
      .flatMap((field) =>
        field.name === name && field.control === 'select'
          ? field.options.map(({ value }) => value)
          : [],
      )
  expect(optionsOf('video', 'model')).toEqual(['virtio', 'bochs', 'vmvga'])
  expect(optionsOf('disk', 'bus')).toEqual(['virtio', 'usb'])
  expect(optionsOf('drive', 'bus')).toEqual(['usb'])
  expect(optionsOf('sound', 'model')).toEqual(['ac97', 'usb'])
  expect(optionsOf('watchdog', 'model')).toEqual(['diag288'])
  expect(optionsOf('panic', 'model')).toEqual(['s390'])
  // Where the host does not tell, what hosts usually have.
  expect(optionsOf('tpm', 'model')).toEqual(['tpm-crb', 'tpm-tis', 'tpm-spapr'])
})
