import { Cpu, FileClock, HousePlug, ListOrdered, MemoryStick, Microchip, Split } from 'lucide-react'
import { t } from '../../src-preload/language/t'
import { aboutOne, openFor } from './about-one'
import type { Action } from './action'

/** Changing what a machine is made of. */
export const hardwareActionTable: readonly Action[] = [
  {
    ...aboutOne(),
    id: 'machine.definition-history',
    title: t('Earlier definitions…'),
    keys: ['Shift+E'],
    icon: FileClock,
    keywords: t('xml undo restore history take back'),
    run: openFor((machine) => ({ kind: 'xml-editor', machine, view: 'history' })),
  },
  {
    ...aboutOne(),
    id: 'machine.add-device',
    title: t('Add device…'),
    keys: ['a'],
    icon: HousePlug,
    keywords: t('hardware plug disk network usb pci share tpm'),
    run: openFor((machine) => ({
      kind: 'hardware',
      machine,
      subject: { kind: 'add', form: 'disk' },
    })),
  },
  ...(
    [
      ['processors', t('Change processors…'), Cpu, t('cpu vcpu cores topology model')],
      ['memory', t('Change memory…'), MemoryStick, t('ram balloon huge pages modules')],
      ['placement', t('Change pinning and NUMA…'), Split, t('cpu affinity bind cells nodes')],
      ['boot', t('Change boot order…'), ListOrdered, t('device kernel menu')],
      ['firmware', t('Change firmware…'), Microchip, t('bios uefi secure boot')],
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
