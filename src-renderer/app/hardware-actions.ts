import { Cpu, FileClock, HousePlug, ListOrdered, MemoryStick, Microchip, Split } from 'lucide-react'
import { aboutOne, openFor } from './about-one'
import type { Action } from './action'

/** Changing what a machine is made of. */
export const hardwareActionTable: readonly Action[] = [
  {
    ...aboutOne(),
    id: 'machine.definition-history',
    title: 'Earlier definitions…',
    keys: ['Shift+E'],
    icon: FileClock,
    keywords: 'xml undo restore history take back',
    run: openFor((machine) => ({ kind: 'xml-editor', machine, view: 'history' })),
  },
  {
    ...aboutOne(),
    id: 'machine.add-device',
    title: 'Add device…',
    keys: ['a'],
    icon: HousePlug,
    keywords: 'hardware plug disk network usb pci share tpm',
    run: openFor((machine) => ({
      kind: 'hardware',
      machine,
      subject: { kind: 'add', form: 'disk' },
    })),
  },
  ...(
    [
      ['processors', 'Change processors…', Cpu, 'cpu vcpu cores topology model'],
      ['memory', 'Change memory…', MemoryStick, 'ram balloon huge pages modules'],
      ['placement', 'Change pinning and NUMA…', Split, 'cpu affinity bind cells nodes'],
      ['boot', 'Change boot order…', ListOrdered, 'device kernel menu'],
      ['firmware', 'Change firmware…', Microchip, 'bios uefi secure boot'],
    ] as const
  ).map(([form, title, icon, keywords]) => ({
    ...aboutOne(),
    id: `machine.change-${form}`,
    title,
    keys: [],
    icon,
    keywords,
    run: openFor((machine) => ({ kind: 'hardware', machine, subject: { kind: 'machine', form } })),
  })),
]
