import type { Element } from 'slimdom'
import type { HardwareSettings } from '../../../src-preload/contract/hardware-settings'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import { removeChildren, removeElement, removeIfEmpty, setAttribute } from '../../xml/edit-elements'
import { children, find } from '../../xml/select-elements'
import { addChild, ensure, replaceChildren, setChildText } from '../definition/edit-definition'
import { deviceKeys } from './device-key'
import { cellsOf, writeMemory } from './write-memory'

type Setting<K extends keyof HardwareSettings> = Exclude<HardwareSettings[K], undefined>

const writeVcpus = (domain: Element, { maximum, current }: Setting<'vcpus'>): void => {
  const vcpu = ensure(domain, 'vcpu')
  if (maximum !== undefined) {
    setChildText(domain, 'vcpu', maximum)
    // Says which of the processors before are there at first.
    removeChildren(domain, 'vcpus')
    if (Number(vcpu.getAttribute('current') ?? 0) >= maximum)
      setAttribute(vcpu, 'current', undefined)
    const [cell, ...others] = cellsOf(domain)
    if (cell && others.length === 0) {
      setAttribute(cell, 'cpus', maximum === 1 ? '0' : `0-${maximum - 1}`)
    }
  }
  if (current === undefined) return
  removeChildren(domain, 'vcpus')
  setAttribute(vcpu, 'current', current === Number(vcpu.textContent) ? undefined : current)
}

const writeCpu = (domain: Element, { mode, model, topology, numa }: Setting<'cpu'>): void => {
  const cpu = ensure(domain, 'cpu')
  if (mode !== undefined && cpu.getAttribute('mode') !== mode) {
    setAttribute(cpu, 'mode', mode)
    // Belongs to the old mode, and the host fills it in anew.
    for (const name of ['check', 'match', 'migratable']) setAttribute(cpu, name, undefined)
    for (const name of ['model', 'vendor', 'feature']) removeChildren(cpu, name)
  }
  if (model !== undefined) setChildText(cpu, 'model', model)
  if (topology === null) removeChildren(cpu, 'topology')
  else if (topology) {
    const { sockets, dies = 1, cores, threads } = topology
    const old = find(cpu, 'topology')
    if (old) {
      for (const [name, value] of Object.entries({ sockets, dies, cores, threads })) {
        setAttribute(old, name, value)
      }
    } else addChild(cpu, ['topology', { sockets, dies, cores, threads }])
  }
  if (numa === null) removeChildren(cpu, 'numa')
  else if (numa) {
    replaceChildren(cpu, [
      'numa',
      {},
      ...numa.map(
        ({ cpus, memoryKib }, id) =>
          ['cell', { id, cpus, memory: memoryKib, unit: 'KiB' }] as const,
      ),
    ])
  }
  removeIfEmpty(find(domain, 'cpu'))
}

const writePinning = (domain: Element, { vcpus, emulator }: Setting<'pinning'>): void => {
  const tune = ensure(domain, 'cputune')
  for (const { vcpu, cpuset } of vcpus ?? []) {
    const old = children(tune, 'vcpupin').find((pin) => Number(pin.getAttribute('vcpu')) === vcpu)
    if (cpuset === null) {
      if (old) removeElement(old)
    } else if (old) setAttribute(old, 'cpuset', cpuset)
    else addChild(tune, ['vcpupin', { vcpu, cpuset }])
  }
  if (emulator === null) removeChildren(tune, 'emulatorpin')
  else if (emulator !== undefined) {
    setAttribute(ensure(tune, 'emulatorpin'), 'cpuset', emulator)
  }
  removeIfEmpty(find(domain, 'cputune'))
}

const writeNumaTune = (domain: Element, tune: Setting<'numaTune'>): void => {
  if (tune) setAttributes(ensure(domain, 'numatune/memory'), tune)
  else removeChildren(domain, 'numatune')
}

const setAttributes = (element: Element, values: Readonly<Record<string, string>>): void => {
  for (const [name, value] of Object.entries(values)) setAttribute(element, name, value)
}

/** Gives devices an order of their own; libvirt does not allow one by kinds beside it. */
const writeBootOrder = (domain: Element, order: Setting<'bootOrder'>): void => {
  const keys = deviceKeys(ensure(domain, 'devices'))
  const byKey = new Map([...keys].map(([element, key]) => [key, element]))
  const missing = order.find((key) => !byKey.has(key))
  if (missing !== undefined)
    throw new Problem('not-found', t('There is no device {missing}', { missing }))
  removeChildren(ensure(domain, 'os'), 'boot')
  for (const [element, key] of keys) {
    const place = order.indexOf(key)
    if (place === -1) removeChildren(element, 'boot')
    else setAttribute(ensure(element, 'boot'), 'order', place + 1)
  }
}

const writeFirmware = (domain: Element, firmware: Setting<'firmware'>): void => {
  const os = ensure(domain, 'os')
  // The host picks the files that do what is asked.
  for (const name of ['loader', 'nvram', 'firmware']) removeChildren(os, name)
  setAttribute(os, 'firmware', firmware.kind === 'uefi' ? 'efi' : undefined)
  if (firmware.kind === 'bios') return
  const enabled = firmware.secureBoot ? 'yes' : 'no'
  addChild(os, [
    'firmware',
    {},
    ['feature', { enabled, name: 'enrolled-keys' }],
    ['feature', { enabled, name: 'secure-boot' }],
  ])
  // Without it the guest's system could write over the keys.
  if (firmware.secureBoot) setAttribute(ensure(domain, 'features/smm'), 'state', 'on')
}

const writeDirectBoot = (domain: Element, direct: Setting<'directBoot'>): void => {
  const os = ensure(domain, 'os')
  setChildText(os, 'kernel', direct?.kernel)
  setChildText(os, 'initrd', direct?.initrd)
  setChildText(os, 'cmdline', direct?.cmdline || undefined)
}

const writers: {
  readonly [K in keyof HardwareSettings]-?: (domain: Element, value: Setting<K>) => void
} = {
  title: (domain, title) => setChildText(domain, 'title', title || undefined),
  description: (domain, text) => setChildText(domain, 'description', text || undefined),
  memory: writeMemory,
  vcpus: writeVcpus,
  cpu: writeCpu,
  pinning: writePinning,
  numaTune: writeNumaTune,
  bootOrder: writeBootOrder,
  bootMenu: (domain, on) =>
    setAttribute(ensure(domain, 'os/bootmenu'), 'enable', on ? 'yes' : 'no'),
  firmware: writeFirmware,
  directBoot: writeDirectBoot,
}

/** Names of settings, in the order in which they are written. */
const settingNames = Object.keys(writers) as (keyof HardwareSettings)[]

/**
 * Sets what is given in a definition and leaves all else as it is. Throws a `Problem` when a device
 * in the boot order does not exist.
 */
export const writeSettings = (domain: Element, settings: HardwareSettings): void => {
  for (const name of settingNames) {
    const value = settings[name]
    // The table pairs each name with its own value, which the compiler cannot follow here.
    if (value !== undefined)
      (writers[name] as (domain: Element, value: unknown) => void)(domain, value)
  }
}
