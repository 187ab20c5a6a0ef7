import { expect, test } from 'vitest'
import { readHostDevice } from './host-devices'

test('reads a PCI device with its group and driver', () => {
  const xml = `<device>
    <name>pci_0000_41_00_1</name><path>/sys/x</path><parent>pci_0000_40_01_1</parent>
    <driver><name>nouveau</name></driver>
    <capability type='pci'>
      <class>0x030000</class><domain>0</domain><bus>65</bus><slot>0</slot><function>1</function>
      <product id='0x2204'>GA102 [GeForce]</product><vendor id='0x10de'>NVIDIA Corporation</vendor>
      <iommuGroup number='27'><address domain='0x0000' bus='0x41' slot='0x00' function='0x1'/></iommuGroup>
    </capability></device>`
  expect(readHostDevice(xml)).toEqual({
    name: 'pci_0000_41_00_1',
    kind: 'pci',
    label: 'NVIDIA Corporation GA102 [GeForce]',
    source: { type: 'pci', address: '0000:41:00.1' },
    pciClass: '03',
    iommuGroup: 27,
    driver: 'nouveau',
  })
})

test('reads a USB device, nameless or not', () => {
  const xml = `<device><name>usb_1_4</name><capability type='usb_device'><bus>1</bus><device>4</device>
    <product id='0x0407'/><vendor id='0x1050'>Yubico</vendor></capability></device>`
  expect(readHostDevice(xml)).toEqual({
    name: 'usb_1_4',
    kind: 'usb',
    label: 'Yubico 0x0407',
    source: { type: 'usb', vendor: '1050', product: '0407', at: { bus: 1, device: 4 } },
  })
})

test('reads a mediated device, whether or not its UUID is told', () => {
  const uuid = 'c60cc60c-0000-4000-8000-c60cc60c0001'
  const xml = (told: string) => `<device><name>mdev_${uuid.replaceAll('-', '_')}_0000_06_00_0</name>
    <parent>pci_0000_06_00_0</parent><capability type='mdev'><type id='nvidia-11'/>${told}
    <iommuGroup number='12'/></capability></device>`
  for (const told of ['', `<uuid>${uuid}</uuid>`]) {
    expect(readHostDevice(xml(told))).toEqual({
      name: `mdev_${uuid.replaceAll('-', '_')}_0000_06_00_0`,
      kind: 'mdev',
      label: 'nvidia-11 of pci_0000_06_00_0',
      source: { type: 'mdev', uuid },
      iommuGroup: 12,
    })
  }
})

test('leaves out what no machine can have', () => {
  const xml = `<device><name>net</name><capability type='net'><interface>eth0</interface></capability></device>`
  expect(readHostDevice(xml)).toBeUndefined()
})
