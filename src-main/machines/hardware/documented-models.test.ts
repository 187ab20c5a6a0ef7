import { expect, test } from 'vitest'
import { readDeviceModels } from './device-models'
import { documentedModels } from './documented-models'

const kind = (arch: string, machineType: string) => ({ arch, machineType, virtType: 'kvm' })

test.each([
  [
    kind('x86_64', 'pc-q35-7.2'),
    9_000_000,
    {
      sounds: ['ich9', 'ich6', 'ac97', 'es1370', 'usb', 'sb16'],
      watchdogs: ['i6300esb', 'ib700'],
      panics: ['isa', 'hyperv'],
    },
  ],
  [
    kind('x86_64', 'q35'),
    10_004_000,
    {
      sounds: ['ich9', 'ich6', 'ac97', 'es1370', 'usb', 'virtio', 'sb16'],
      watchdogs: ['i6300esb', 'ib700', 'itco'],
      panics: ['isa', 'pvpanic', 'hyperv'],
    },
  ],
  [
    kind('aarch64', 'virt'),
    11_000_000,
    {
      sounds: ['ich9', 'ich6', 'ac97', 'es1370', 'usb', 'virtio'],
      watchdogs: ['i6300esb'],
      panics: ['pvpanic'],
    },
  ],
  [
    kind('s390x', 's390-ccw-virtio'),
    11_000_000,
    { sounds: [], watchdogs: ['diag288'], panics: ['s390'] },
  ],
] as const)('libvirt documents for %j in version %i: %j', (machines, version, models) => {
  expect(documentedModels(machines, version)).toEqual(models)
})

test('a host that tells of panic notifiers, as libvirt 11 does, is believed', () => {
  const told = readDeviceModels(`<domainCapabilities><devices>
    <panic supported='yes'>
      <enum name='model'><value>isa</value><value>hyperv</value><value>pvpanic</value></enum>
    </panic>
  </devices></domainCapabilities>`)
  expect(told.panics).toEqual(['isa', 'hyperv', 'pvpanic'])
})
