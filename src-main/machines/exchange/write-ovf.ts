import { buildXml, type XmlTree } from '../../xml/build-xml'
import type { ImportFile } from '../../../src-preload/contract/exchange'
import { OTHER_SYSTEM, resourceTypes } from './ovf-codes'

/** A machine as it is written into a descriptor. */
export interface ExportedMachine {
  readonly name: string
  readonly uuid: string
  readonly description?: string
  readonly vcpus: number
  readonly memoryMib: number
  readonly firmware: ImportFile['firmware']
  readonly isVirtio: boolean
  /** The networks of its cards. */
  readonly nics: readonly { readonly network: string; readonly model: string }[]
  /** In bytes: `size` is the file's, `capacity` what the guest sees. */
  readonly disks: readonly {
    readonly file: string
    readonly size: number
    readonly capacity: number
  }[]
}

const VMDK = 'http://www.vmware.com/interfaces/specifications/vmdk.html#streamOptimized'

const namespaces = {
  xmlns: 'http://schemas.dmtf.org/ovf/envelope/1',
  'xmlns:ovf': 'http://schemas.dmtf.org/ovf/envelope/1',
  'xmlns:rasd':
    'http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData',
  'xmlns:vssd': 'http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_VirtualSystemSettingData',
  'xmlns:vmw': 'http://www.vmware.com/schema/ovf',
}

/** One item of hardware; readers want its parts in the order of their names. */
const item = (parts: Readonly<Record<string, string | number | undefined>>): XmlTree => [
  'Item',
  {},
  ...Object.entries(parts)
    .filter(([, value]) => value !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]): XmlTree => [`rasd:${name}`, {}, String(value)]),
]

const config = (key: string, value: string): XmlTree => [
  'vmw:Config',
  { 'ovf:required': 'false', 'vmw:key': key, 'vmw:value': value },
]

const CONTROLLER = 3

const hardware = (machine: ExportedMachine): XmlTree => {
  const { disks, nics, vcpus, memoryMib, firmware, isVirtio } = machine
  const controller = isVirtio
    ? { ResourceSubType: 'virtio', ResourceType: resourceTypes.scsi }
    : { ResourceSubType: 'AHCI', ResourceType: resourceTypes.sata }
  return [
    'VirtualHardwareSection',
    {},
    ['Info', {}, 'The hardware of the machine'],
    [
      'System',
      {},
      ['vssd:ElementName', {}, 'Virtual Hardware Family'],
      ['vssd:InstanceID', {}, '0'],
      ['vssd:VirtualSystemIdentifier', {}, machine.name],
      ['vssd:VirtualSystemType', {}, 'virthelm-1 vmx-13'],
    ],
    item({
      ElementName: `${vcpus} virtual processors`,
      InstanceID: 1,
      ResourceType: resourceTypes.processor,
      VirtualQuantity: vcpus,
      AllocationUnits: 'hertz * 10^6',
    }),
    item({
      ElementName: `${memoryMib} MiB of memory`,
      InstanceID: 2,
      ResourceType: resourceTypes.memory,
      VirtualQuantity: memoryMib,
      AllocationUnits: 'byte * 2^20',
    }),
    item({ ElementName: 'Disk controller', InstanceID: CONTROLLER, Address: 0, ...controller }),
    ...disks.map((_, i) =>
      item({
        ElementName: `Disk ${i + 1}`,
        InstanceID: CONTROLLER + 1 + i,
        ResourceType: resourceTypes.disk,
        HostResource: `ovf:/disk/disk${i + 1}`,
        Parent: CONTROLLER,
        AddressOnParent: i,
      }),
    ),
    ...nics.map(({ network, model }, i) =>
      item({
        ElementName: `Network card ${i + 1}`,
        InstanceID: CONTROLLER + 1 + disks.length + i,
        ResourceType: resourceTypes.nic,
        ResourceSubType: model,
        Connection: network,
        AutomaticAllocation: 'true',
      }),
    ),
    ...(firmware === 'bios' ? [] : [config('firmware', 'efi')]),
    ...(firmware === 'secure-boot' ? [config('bootOptions.efiSecureBootEnabled', 'true')] : []),
  ]
}

/** A package's descriptor. Throws a `Problem` for a text that XML cannot carry. */
export const writeOvf = (machine: ExportedMachine): string => {
  const { name, description, disks, nics } = machine
  const networks = [...new Set(nics.map(({ network }) => network))]
  const body = buildXml([
    'Envelope',
    namespaces,
    [
      'References',
      {},
      ...disks.map(({ file, size }, i): XmlTree => [
        'File',
        { 'ovf:href': file, 'ovf:id': `file${i + 1}`, 'ovf:size': size },
      ]),
    ],
    [
      'DiskSection',
      {},
      ['Info', {}, 'The disks of the machine'],
      ...disks.map(({ capacity }, i): XmlTree => [
        'Disk',
        {
          'ovf:capacity': capacity,
          'ovf:capacityAllocationUnits': 'byte',
          'ovf:diskId': `disk${i + 1}`,
          'ovf:fileRef': `file${i + 1}`,
          'ovf:format': VMDK,
        },
      ]),
    ],
    [
      'NetworkSection',
      {},
      ['Info', {}, 'The networks of the machine'],
      ...networks.map((network): XmlTree => ['Network', { 'ovf:name': network }]),
    ],
    [
      'VirtualSystem',
      { 'ovf:id': machine.uuid },
      ['Info', {}, 'A machine'],
      ['Name', {}, name],
      [
        'OperatingSystemSection',
        { 'ovf:id': OTHER_SYSTEM },
        ['Info', {}, 'The system in it'],
        ['Description', {}, 'Other'],
      ],
      hardware(machine),
      description === undefined
        ? undefined
        : [
            'AnnotationSection',
            {},
            ['Info', {}, 'What is known of the machine'],
            ['Annotation', {}, description],
          ],
    ],
  ])
  return `<?xml version="1.0" encoding="UTF-8"?>\n${body}\n`
}
