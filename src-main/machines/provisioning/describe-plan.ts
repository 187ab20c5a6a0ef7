import type { NewMachine, ProvisioningPlan } from '../../../src-preload/contract/provisioning'
import type { MachinePlan } from './plan-machine'
import type { PlannedVolume } from './plan-material'

const describeVolume = ({ pool, name, capacity, from }: PlannedVolume): string => {
  const size =
    capacity >= 2 ** 30 ? `${capacity / 2 ** 30} GiB` : `${Math.ceil(capacity / 1024)} KiB`
  const how =
    from.how === 'overlay'
      ? `, on top of ${from.path}`
      : from.how === 'copy'
        ? `, a copy of ${from.volume.path}`
        : from.how === 'image'
          ? `, from ${from.name}`
          : ''
  return `volume ${name} in ${pool}, ${size}${how}`
}

const sourceWords: Readonly<Record<NewMachine['source']['type'], string>> = {
  iso: 'an installation image',
  cloudImage: 'a cloud image',
  disk: 'an existing disk',
  directBoot: 'a kernel',
  pxe: 'the network',
  template: 'a template',
  import: 'a file of this computer',
}

/** A plan in the words of the windows. */
export const describePlan = (plan: MachinePlan): ProvisioningPlan => {
  const { design, offer, checks, volumes, seed, xml, virtInstall } = plan
  const { request } = design
  return {
    summary: [
      ['Name', request.name],
      ['From', sourceWords[request.source.type]],
      ['Processors', String(design.vcpus)],
      ['Memory', `${design.memoryMib} MiB`],
      ['Virtualization', `${offer.virtType} · ${offer.arch} · ${offer.machineType}`],
      [
        'Firmware',
        { bios: 'BIOS', uefi: 'UEFI', 'secure-boot': 'UEFI, secure boot' }[design.firmware],
      ],
      ['TPM', design.tpm ? '2.0' : 'none'],
      ['Display', design.graphics],
      ['Isolation', design.isolation],
      ['Disks', volumes.map(({ name }) => name).join(', ') || 'none'],
      ['Networks', String(design.networks.length)],
    ],
    xml,
    virtInstall,
    makes: volumes.map(describeVolume),
    seed: seed?.files ?? [],
    checks,
    canCreate: checks.every(({ state }) => state !== 'failed'),
  }
}
