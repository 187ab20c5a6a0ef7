import type {
  IsolationTier,
  NewMachine,
  ProvisioningPlan,
} from '../../../src-preload/contract/provisioning'
import { message, t } from '../../../src-preload/language/t'
import type { MachinePlan } from './plan-machine'
import type { PlannedVolume } from './plan-material'

const describeVolume = ({ pool, name, capacity, from }: PlannedVolume): string => {
  const size =
    capacity >= 2 ** 30 ? `${capacity / 2 ** 30} GiB` : `${Math.ceil(capacity / 1024)} KiB`
  const volume = { name, pool, size }
  if (from.how === 'overlay') {
    return t('volume {name} in {pool}, {size}, on top of {path}', { ...volume, path: from.path })
  }
  if (from.how === 'copy') {
    const { path } = from.volume
    return t('volume {name} in {pool}, {size}, a copy of {path}', { ...volume, path })
  }
  return from.how === 'image'
    ? t('volume {name} in {pool}, {size}, from {source}', { ...volume, source: from.name })
    : t('volume {name} in {pool}, {size}', volume)
}

const sourceWords: Readonly<Record<NewMachine['source']['type'], string>> = {
  iso: message('an installation image'),
  cloudImage: message('a cloud image'),
  disk: message('an existing disk'),
  directBoot: message('a kernel'),
  pxe: message('the network'),
  template: message('a template'),
  import: message('a file of this computer'),
}

const tierWords: Readonly<Record<IsolationTier, string>> = {
  standard: message('standard'),
  hardened: message('hardened'),
  confidential: message('confidential'),
}

/** A plan in the words of the windows. */
export const describePlan = (plan: MachinePlan): ProvisioningPlan => {
  const { design, offer, checks, volumes, seed, xml, virtInstall } = plan
  const { request } = design
  return {
    summary: [
      [t('Name'), request.name],
      [t('From'), t(sourceWords[request.source.type])],
      [t('Processors'), String(design.vcpus)],
      [t('Memory'), `${design.memoryMib} MiB`],
      [t('Virtualization'), `${offer.virtType} · ${offer.arch} · ${offer.machineType}`],
      [
        t('Firmware'),
        { bios: 'BIOS', uefi: 'UEFI', 'secure-boot': t('UEFI, secure boot') }[design.firmware],
      ],
      ['TPM', design.tpm ? '2.0' : t('none')],
      [t('Display'), design.graphics === 'none' ? t('none') : design.graphics],
      [t('Isolation'), t(tierWords[design.isolation])],
      [t('Disks'), volumes.map(({ name }) => name).join(', ') || t('none')],
      [t('Networks'), String(design.networks.length)],
    ],
    xml,
    virtInstall,
    makes: volumes.map(describeVolume),
    seed: seed?.files ?? [],
    checks,
    canCreate: checks.every(({ state }) => state !== 'failed'),
  }
}
