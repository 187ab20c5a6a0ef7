import type { Element } from 'slimdom'
import type { DiskSource } from '../../../src-preload/contract/device-specs'
import type { DiskDevice } from '../../../src-preload/contract/hardware'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import { setAttribute } from '../../xml/edit-elements'
import { parseXml } from '../../xml/parse-xml'
import { attributeOf, children } from '../../xml/select-elements'
import { serializeXml } from '../../xml/serialize-xml'
import { giveNewIdentity } from '../clone/new-identity'
import { ensure, setChildText } from '../definition/edit-definition'
import { readDisk } from '../hardware/read-storage-devices'
import { writeDisk } from '../hardware/write-disk'
import { writeSettings } from '../hardware/write-settings'
import { isTemplate, unmarkTemplate } from '../metadata/template-mark'
import type { HostOffer } from './host-offer'
import { applyTier } from './isolation-tiers'
import type { MachineDesign } from './new-definition'

/** A template's disk that a machine made of it needs for itself. */
export interface TemplateDisk {
  readonly target: string
  readonly source: DiskSource
}

const disksOf = (domain: Element): readonly Element[] => children(ensure(domain, 'devices'), 'disk')

const hasForm = (source: DiskDevice['source']): source is DiskSource =>
  source !== null && !('words' in source)

/**
 * The disks of a template that are written to. Throws a `Problem` for one that cannot be copied,
 * such as one on the network.
 */
export const templateDisks = (xml: string): TemplateDisk[] => {
  const domain = parseXml(xml)
  // Of what is marked as a template, read-only disks are the machine's own.
  const isMarked = isTemplate(domain)
  return disksOf(domain).flatMap((disk) => {
    const { device, target, source, readOnly, shareable } = readDisk(disk)
    if (device !== 'disk' || (readOnly && !isMarked) || shareable || source === null) return []
    if (hasForm(source)) return [{ target, source }]
    throw new Problem(
      'unsupported',
      t('The template’s disk {target} cannot be copied', { target }),
      {
        hint: t('Only disks in pools can; take it out of the template, or make it shareable.'),
      },
    )
  })
}

/** How many addresses a machine made of a template needs. */
export const templateNics = (xml: string): number =>
  children(ensure(parseXml(xml), 'devices'), 'interface').length

/** A template's definition, as that of a machine of its own on disks of its own. */
export const templateDefinition = (
  xml: string,
  design: MachineDesign,
  {
    disks,
    macs,
    offer,
  }: {
    disks: ReadonlyMap<string, { readonly source: DiskSource; readonly format: string }>
    macs: readonly string[]
    offer: HostOffer
  },
): string => {
  const { request } = design
  const domain = parseXml(xml)
  giveNewIdentity(domain, request.name)
  unmarkTemplate(domain)
  setChildText(domain, 'uuid', design.uuid)
  children(ensure(domain, 'devices'), 'interface').forEach((nic, i) => {
    setAttribute(ensure(nic, 'mac'), 'address', macs[i])
  })
  for (const disk of disksOf(domain)) {
    const own = disks.get(attributeOf(disk, 'target', 'dev') ?? '')
    if (own)
      writeDisk(disk, { kind: 'disk', source: own.source, format: own.format, readOnly: false })
  }
  const { memoryMib, vcpus, title, description } = request
  writeSettings(domain, {
    title: title ?? null,
    ...(description !== undefined && { description }),
    ...(memoryMib !== undefined && {
      memory: { memoryKib: memoryMib * 1024, currentKib: memoryMib * 1024 },
    }),
    ...(vcpus !== undefined && { vcpus: { maximum: vcpus } }),
  })
  if (request.isolation !== undefined) applyTier(domain, request.isolation, offer)
  return `${serializeXml(domain)}\n`
}
