import type { Hardware, HardwareFacts } from '../../src-preload/contract/hardware'
import { countOf, formatMemory } from '../ui/format'
import { nameOf, wordOf } from './describe-device'
import type { MachineFormName } from './forms/machine-forms'

const joined = (...words: readonly (string | undefined | false)[]): string =>
  words.filter((word) => word !== undefined && word !== false && word !== '').join(', ')

const modeWords: Readonly<Record<string, string>> = {
  'host-model': 'like the host’s',
  'host-passthrough': 'the host’s own',
  maximum: 'all that can be had',
}

const processorsWords = ({ vcpus, cpu }: HardwareFacts): string =>
  joined(
    vcpus.current === vcpus.maximum
      ? String(vcpus.current)
      : `${vcpus.current} of ${vcpus.maximum}`,
    cpu.model ?? (cpu.mode === undefined ? undefined : (modeWords[cpu.mode] ?? cpu.mode)),
    cpu.topology &&
      `${countOf(cpu.topology.sockets, 'socket')} × ${countOf(cpu.topology.cores, 'core')} × ${countOf(cpu.topology.threads, 'thread')}`,
  )

const placementWords = ({ pinning, cpu, numaTune }: HardwareFacts): string =>
  joined(
    pinning.vcpus.length > 0 && `${countOf(pinning.vcpus.length, 'processor')} bound`,
    cpu.numa.length > 0 && countOf(cpu.numa.length, 'NUMA cell'),
    numaTune && `memory of node ${numaTune.nodeset ?? ''}`,
  ) || 'free to run anywhere'

const memoryWords = ({ memory }: HardwareFacts): string =>
  joined(
    memory.currentKib === memory.memoryKib
      ? formatMemory(memory.memoryKib)
      : `${formatMemory(memory.currentKib)} of ${formatMemory(memory.memoryKib)}`,
    memory.hugepages && 'huge pages',
    memory.shared && 'shared',
    memory.locked && 'never swapped',
    memory.hotplug && `modules up to ${formatMemory(memory.hotplug.maximumKib)}`,
  )

const kindWords: Readonly<Record<string, string>> = {
  hd: 'disk',
  cdrom: 'CD-ROM',
  network: 'network',
  fd: 'floppy',
}

const bootWords = ({ boot }: HardwareFacts, { devices }: Hardware): string => {
  const ordered = boot.order.map((key) => {
    const device = devices.find((it) => it.key === key)
    return device ? `${wordOf(device)} ${nameOf(device)}` : key
  })
  const order = ordered.length > 0 ? ordered : boot.devices.map((kind) => kindWords[kind] ?? kind)
  if (boot.direct) return joined('a kernel of the host', boot.direct.kernel)
  return joined(order.join(', then ') || 'the firmware’s own', boot.menu && 'asks at each boot')
}

const firmwareWords = ({ firmware, machineType }: HardwareFacts): string =>
  joined(
    firmware.kind === 'bios' ? 'BIOS' : firmware.secureBoot ? 'UEFI with secure boot' : 'UEFI',
    machineType,
  )

/** What a machine is made of besides devices, in one line each. */
export const describeFacts = (hardware: Hardware): Readonly<Record<MachineFormName, string>> => ({
  processors: processorsWords(hardware.facts),
  placement: placementWords(hardware.facts),
  memory: memoryWords(hardware.facts),
  boot: bootWords(hardware.facts, hardware),
  firmware: firmwareWords(hardware.facts),
})
