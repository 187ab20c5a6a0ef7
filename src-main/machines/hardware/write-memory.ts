import type { Element } from 'slimdom'
import type { HardwareSettings } from '../../../src-preload/contract/hardware-settings'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import { removeChildren, removeIfEmpty, setAttribute } from '../../xml/edit-elements'
import { attributeOf, children, find } from '../../xml/select-elements'
import { addChild, ensure, replaceChildren, setChildText } from '../definition/edit-definition'
import { kibOf, toKib } from '../definition/memory-units'

type MemorySettings = Exclude<HardwareSettings['memory'], undefined>

const setKib = (parent: Element, name: string, kib: number): void => {
  setChildText(parent, name, kib)
  setAttribute(ensure(parent, name), 'unit', 'KiB')
}

const writeBacking = (domain: Element, { hugepages, shared, locked }: MemorySettings): void => {
  if (hugepages === undefined && shared === undefined && locked === undefined) return
  const backing = ensure(domain, 'memoryBacking')
  if (hugepages === null) removeChildren(backing, 'hugepages')
  else if (hugepages) {
    const size = hugepages.pageKib ?? undefined
    replaceChildren(
      backing,
      size === undefined ? ['hugepages'] : ['hugepages', {}, ['page', { size, unit: 'KiB' }]],
    )
  }
  if (locked === true) ensure(backing, 'locked')
  if (locked === false) removeChildren(backing, 'locked')
  if (shared === true) shareMemory(domain)
  if (shared === false) {
    removeChildren(backing, 'access')
    if (attributeOf(backing, 'source', 'type') === 'memfd') removeChildren(backing, 'source')
  }
  removeIfEmpty(find(domain, 'memoryBacking'))
}

/** Lets other processes, such as virtiofsd, map the guest's memory. */
export const shareMemory = (domain: Element): void => {
  const backing = ensure(domain, 'memoryBacking')
  if (!find(backing, 'source') && !find(backing, 'hugepages')) {
    addChild(backing, ['source', { type: 'memfd' }])
  }
  setAttribute(ensure(backing, 'access'), 'mode', 'shared')
}

/** What memory devices bring, which is part of the machine's memory, but of no cell's. */
const pluggedKib = (domain: Element): number =>
  [...children(ensure(domain, 'devices'), 'memory')]
    .map((memory) => kibOf(memory, 'target/size') ?? 0)
    .reduce((sum, kib) => sum + kib, 0)

/** A guest's NUMA cells; none where it has no NUMA. */
export const cellsOf = (domain: Element): readonly Element[] => {
  const numa = find(domain, 'cpu/numa')
  return numa ? children(numa, 'cell') : []
}

const cellKib = (cell: Element): number =>
  toKib(attributeOf(cell, '', 'memory'), attributeOf(cell, '', 'unit'))

/**
 * Keeps one NUMA cell as large as its machine: libvirt takes a machine's memory from its cells.
 * Throws a `Problem` where there are several, which nobody but a person can share it out among.
 */
const fitCells = (domain: Element, memoryKib: number): void => {
  const [cell, ...others] = cellsOf(domain)
  if (!cell) return
  const ofCell = memoryKib - pluggedKib(domain)
  if (others.length > 0) {
    const sum = [cell, ...others].map(cellKib).reduce((total, kib) => total + kib, 0)
    if (sum === ofCell) return
    throw new Problem('invalid', t('The machine’s memory is that of its NUMA cells'), {
      hint: t('Change the cells instead: their sum is the machine’s memory.'),
    })
  }
  setAttribute(cell, 'memory', ofCell)
  setAttribute(cell, 'unit', 'KiB')
}

/** Memory is plugged into NUMA cells, so a machine without gets one that holds all of it. */
const ensureCell = (domain: Element): void => {
  if (cellsOf(domain).length > 0) return
  const last = Number(find(domain, 'vcpu')?.textContent ?? 1) - 1
  const memory = (kibOf(domain, 'memory') ?? 0) - pluggedKib(domain)
  const cpus = last === 0 ? '0' : `0-${last}`
  replaceChildren(ensure(domain, 'cpu'), [
    'numa',
    {},
    ['cell', { id: 0, cpus, memory, unit: 'KiB' }],
  ])
}

/** Sets how much memory a machine has, may get, and how the host backs it. */
export const writeMemory = (domain: Element, memory: MemorySettings): void => {
  const { memoryKib, currentKib, hotplug } = memory
  if (memoryKib !== undefined) {
    setKib(domain, 'memory', memoryKib)
    fitCells(domain, memoryKib)
  }
  if (currentKib !== undefined) setKib(domain, 'currentMemory', currentKib)
  if (hotplug === null) removeChildren(domain, 'maxMemory')
  else if (hotplug) {
    const { slots, maximumKib } = hotplug
    replaceChildren(domain, ['maxMemory', { slots, unit: 'KiB' }, maximumKib])
    ensureCell(domain)
  }
  writeBacking(domain, memory)
}
