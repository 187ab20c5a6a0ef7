import type { Hardware, HardwareFacts } from '../../src-preload/contract/hardware'
import { t } from '../../src-preload/language/t'
import { formatMemory } from '../ui/format'
import { nameOf, wordOf } from './describe-device'
import type { MachineFormName } from './forms/machine-forms'

const joined = (...words: readonly (string | undefined | false)[]): string =>
  words.filter((word) => word !== undefined && word !== false && word !== '').join(', ')

const modeWords: Readonly<Record<string, string>> = {
  'host-model': t('like the host’s'),
  'host-passthrough': t('the host’s own'),
  maximum: t('all that can be had'),
}

const processorsWords = ({ vcpus, cpu }: HardwareFacts): string =>
  joined(
    vcpus.current === vcpus.maximum
      ? String(vcpus.current)
      : t('{current} of {maximum}', { current: vcpus.current, maximum: vcpus.maximum }),
    cpu.model ?? (cpu.mode === undefined ? undefined : (modeWords[cpu.mode] ?? cpu.mode)),
    cpu.topology &&
      t(
        '{sockets, plural, one {# socket} other {# sockets}} × {cores, plural, one {# core} other {# cores}} × {threads, plural, one {# thread} other {# threads}}',
        {
          sockets: cpu.topology.sockets,
          cores: cpu.topology.cores,
          threads: cpu.topology.threads,
        },
      ),
  )

const placementWords = ({ pinning, cpu, numaTune }: HardwareFacts): string =>
  joined(
    pinning.vcpus.length > 0 &&
      t('{count, plural, one {# processor} other {# processors}} bound', {
        count: pinning.vcpus.length,
      }),
    cpu.numa.length > 0 &&
      t('{count, plural, one {# NUMA cell} other {# NUMA cells}}', { count: cpu.numa.length }),
    numaTune && t('memory of node {nodeset}', { nodeset: numaTune.nodeset ?? '' }),
  ) || t('free to run anywhere')

const memoryWords = ({ memory }: HardwareFacts): string =>
  joined(
    memory.currentKib === memory.memoryKib
      ? formatMemory(memory.memoryKib)
      : t('{currentKib} of {memoryKib}', {
          currentKib: formatMemory(memory.currentKib),
          memoryKib: formatMemory(memory.memoryKib),
        }),
    memory.hugepages && t('huge pages'),
    memory.shared && t('shared'),
    memory.locked && t('never swapped'),
    memory.hotplug &&
      t('modules up to {maximumKib}', { maximumKib: formatMemory(memory.hotplug.maximumKib) }),
  )

const kindWords: Readonly<Record<string, string>> = {
  hd: t('disk'),
  cdrom: 'CD-ROM',
  network: t('network'),
  fd: t('floppy'),
}

const bootWords = ({ boot }: HardwareFacts, { devices }: Hardware): string => {
  const ordered = boot.order.map((key) => {
    const device = devices.find((it) => it.key === key)
    return device ? `${wordOf(device)} ${nameOf(device)}` : key
  })
  const order = ordered.length > 0 ? ordered : boot.devices.map((kind) => kindWords[kind] ?? kind)
  if (boot.direct) return joined(t('a kernel of the host'), boot.direct.kernel)
  return joined(
    order.join(`, ${t('then')} `) || t('the firmware’s own'),
    boot.menu && t('asks at each boot'),
  )
}

const firmwareWords = ({ firmware, machineType }: HardwareFacts): string =>
  joined(
    firmware.kind === 'bios' ? 'BIOS' : firmware.secureBoot ? t('UEFI with secure boot') : 'UEFI',
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
