import type { HostOffer } from './host-offer'
import type { MachineDesign, PlannedDrive } from './new-definition'
import { shellLine } from '../../jobs/virsh-line'

/** virt-install splits its options at commas; two stand for one. */
const value = (text: string): string => text.replaceAll(',', ',,')

const driveOption = ({ source, device, format }: PlannedDrive): string => {
  const place =
    source.type === 'volume'
      ? `vol=${value(source.pool)}/${value(source.volume)}`
      : `path=${value(source.path)}`
  return device === 'cdrom' ? `${place},device=cdrom` : `${place},format=${value(format)}`
}

const networkOption = ({ spec }: MachineDesign['networks'][number]): string => {
  const model = spec.model === undefined ? '' : `,model=${value(spec.model)}`
  const { source } = spec
  if (!source || source.type === 'user') return `user${model}`
  if (source.type === 'network') return `network=${value(source.network)}${model}`
  if (source.type === 'bridge') return `bridge=${value(source.bridge)}${model}`
  return `type=direct,source=${value(source.device)},source.mode=${source.mode}${model}`
}

const bootOptions = ({ request, firmware }: MachineDesign): string[] => {
  const { source } = request
  const options = [
    ...(firmware === 'bios'
      ? []
      : [
          firmware === 'secure-boot'
            ? 'firmware=efi,firmware.feature0.name=secure-boot,firmware.feature0.enabled=yes'
            : 'uefi',
        ]),
    ...(source.type === 'directBoot'
      ? [
          `kernel=${value(source.kernel)}`,
          ...(source.initrd === undefined ? [] : [`initrd=${value(source.initrd)}`]),
          ...(source.cmdline === undefined ? [] : [`kernel_args=${value(source.cmdline)}`]),
        ]
      : []),
  ]
  return options.length === 0 ? [] : ['--boot', options.join(',')]
}

const isolationOptions = ({ isolation }: MachineDesign, { sevEs, tdx }: HostOffer): string[] => {
  if (isolation === 'standard') return []
  const hardened = ['--memorybacking', 'nosharepages=yes', '--memballoon', 'none']
  if (isolation === 'hardened') return hardened
  const policy = sevEs ? '0x0007' : '0x0003'
  return [...hardened, '--launchSecurity', tdx ? 'type=tdx' : `type=sev,policy=${policy}`]
}

/** The virt-install line that makes the same machine, of disks that are there. */
export const virtInstallLine = (design: MachineDesign, offer: HostOffer, uri: string): string => {
  const { request, graphics, drives } = design
  const { source } = request
  const isInstall = source.type === 'iso' || source.type === 'pxe'
  const options: readonly (readonly string[])[] = [
    ['--connect', uri],
    ['--name', request.name],
    request.title === undefined ? [] : ['--metadata', `title=${value(request.title)}`],
    ['--memory', String(design.memoryMib)],
    ['--vcpus', String(design.vcpus)],
    ['--virt-type', offer.virtType],
    offer.machineType === '' ? [] : ['--machine', offer.machineType],
    ['--osinfo', request.osId ?? 'detect=on,require=off'],
    drives.length === 0 ? ['--disk', 'none'] : [],
    ...drives.map((drive) => ['--disk', driveOption(drive)]),
    design.networks.length === 0 ? ['--network', 'none'] : [],
    ...design.networks.map((network) => ['--network', networkOption(network)]),
    bootOptions(design),
    source.type === 'pxe' ? ['--pxe'] : [],
    ['--graphics', graphics === 'none' ? 'none' : `${graphics},listen=127.0.0.1`],
    design.tpm ? ['--tpm', 'backend.type=emulator,backend.version=2.0,model=tpm-crb'] : [],
    isolationOptions(design, offer),
    isInstall ? [] : ['--import'],
    ['--noautoconsole'],
    request.start ? [] : ['--noreboot'],
  ]
  return shellLine(['virt-install', ...options.flat()])
}
