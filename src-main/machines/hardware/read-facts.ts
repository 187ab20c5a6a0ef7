import type { Element } from 'slimdom'
import type { DeviceKey, HardwareFacts } from '../../../src-preload/contract/hardware'
import { attributeOf, children, find, textOf } from '../../xml/select-elements'
import { kibOf, toKib } from '../definition/memory-units'
import { isOn, known, numberAt, numberIn } from './read-values'

const memoryOf = (domain: Element): HardwareFacts['memory'] => {
  const memoryKib = kibOf(domain, 'memory') ?? 0
  const maximumKib = kibOf(domain, 'maxMemory')
  const hugepages = find(domain, 'memoryBacking/hugepages')
  const page = hugepages && find(hugepages, 'page')
  return {
    memoryKib,
    currentKib: kibOf(domain, 'currentMemory') ?? memoryKib,
    shared: attributeOf(domain, 'memoryBacking/access', 'mode') === 'shared',
    locked: find(domain, 'memoryBacking/locked') !== undefined,
    ...(maximumKib !== undefined && {
      hotplug: { maximumKib, slots: numberAt(domain, 'maxMemory', 'slots') ?? 0 },
    }),
    ...(hugepages && {
      hugepages: page
        ? {
            pageKib: toKib(
              page.getAttribute('size') ?? undefined,
              page.getAttribute('unit') ?? undefined,
            ),
          }
        : {},
    }),
  }
}

const topologyOf = (domain: Element): HardwareFacts['cpu']['topology'] => {
  if (!find(domain, 'cpu/topology')) return undefined
  const count = (name: string): number => numberAt(domain, 'cpu/topology', name) ?? 1
  return {
    sockets: count('sockets'),
    dies: count('dies'),
    cores: count('cores'),
    threads: count('threads'),
  }
}

const cpuOf = (domain: Element): HardwareFacts['cpu'] => {
  const cpu = find(domain, 'cpu')
  const numa = cpu && find(cpu, 'numa')
  return {
    features: (cpu ? children(cpu, 'feature') : []).map((feature) => ({
      name: feature.getAttribute('name') ?? '',
      policy: feature.getAttribute('policy') ?? 'require',
    })),
    numa: (numa ? children(numa, 'cell') : []).map((cell, i) => ({
      id: numberIn(cell.getAttribute('id')) ?? i,
      cpus: cell.getAttribute('cpus') ?? '',
      memoryKib: toKib(
        cell.getAttribute('memory') ?? undefined,
        cell.getAttribute('unit') ?? undefined,
      ),
    })),
    ...known({
      mode: cpu && (cpu.getAttribute('mode') ?? 'custom'),
      model: textOf(domain, 'cpu/model'),
      topology: topologyOf(domain),
    }),
  }
}

const pinningOf = (domain: Element): HardwareFacts['pinning'] => {
  const tune = find(domain, 'cputune')
  return {
    vcpus: (tune ? children(tune, 'vcpupin') : []).map((pin) => ({
      vcpu: numberIn(pin.getAttribute('vcpu')) ?? 0,
      cpuset: pin.getAttribute('cpuset') ?? '',
    })),
    ...known({ emulator: attributeOf(domain, 'cputune/emulatorpin', 'cpuset') }),
  }
}

const bootOf = (domain: Element, keys: ReadonlyMap<Element, DeviceKey>): HardwareFacts['boot'] => {
  const os = find(domain, 'os')
  const kernel = textOf(domain, 'os/kernel')
  const ordered = [...keys].flatMap(([element, key]) => {
    const at = numberAt(element, 'boot', 'order')
    return at === undefined ? [] : [{ key, at }]
  })
  return {
    devices: (os ? children(os, 'boot') : []).map((boot) => boot.getAttribute('dev') ?? ''),
    order: ordered.sort((a, b) => a.at - b.at).map(({ key }) => key),
    menu: isOn(domain, 'os/bootmenu', 'enable'),
    ...(kernel !== undefined && {
      direct: {
        kernel,
        ...known({ initrd: textOf(domain, 'os/initrd'), cmdline: textOf(domain, 'os/cmdline') }),
      },
    }),
  }
}

/** Whether a machine boots by UEFI, chosen by the host or by a loader's path. */
export const isUefi = (domain: Element): boolean =>
  attributeOf(domain, 'os', 'firmware') === 'efi' ||
  attributeOf(domain, 'os/loader', 'type') === 'pflash'

const firmwareOf = (domain: Element): HardwareFacts['firmware'] => {
  const features = find(domain, 'os/firmware')
  const secureBoot = (features ? children(features, 'feature') : []).find(
    (feature) => feature.getAttribute('name') === 'secure-boot',
  )
  return {
    kind: isUefi(domain) ? 'uefi' : 'bios',
    secureBoot:
      isOn(domain, 'os/loader', 'secure') || secureBoot?.getAttribute('enabled') === 'yes',
    ...known({ loader: textOf(domain, 'os/loader'), nvram: textOf(domain, 'os/nvram') }),
  }
}

/** Reads what a machine is made of, besides its devices, whose keys it is given. */
export const readFacts = (
  domain: Element,
  keys: ReadonlyMap<Element, DeviceKey>,
): HardwareFacts => {
  const maximum = Number(textOf(domain, 'vcpu') ?? 1)
  const features = find(domain, 'features')
  const tune = find(domain, 'numatune/memory')
  return {
    name: textOf(domain, 'name') ?? '',
    virtType: domain.getAttribute('type') ?? 'unknown',
    arch: attributeOf(domain, 'os/type', 'arch') ?? 'unknown',
    machineType: attributeOf(domain, 'os/type', 'machine') ?? 'unknown',
    memory: memoryOf(domain),
    vcpus: {
      maximum,
      current: numberAt(domain, 'vcpu', 'current') ?? maximum,
      ...known({ cpuset: attributeOf(domain, 'vcpu', 'cpuset') }),
    },
    cpu: cpuOf(domain),
    pinning: pinningOf(domain),
    boot: bootOf(domain, keys),
    firmware: firmwareOf(domain),
    features: (features ? children(features) : [])
      .filter((feature) => feature.getAttribute('state') !== 'off')
      .map(({ nodeName }) => nodeName),
    clock: attributeOf(domain, 'clock', 'offset') ?? 'utc',
    ...(tune && {
      numaTune: {
        mode: tune.getAttribute('mode') ?? 'strict',
        ...known({ nodeset: tune.getAttribute('nodeset') ?? undefined }),
      },
    }),
    ...known({
      title: textOf(domain, 'title'),
      description: textOf(domain, 'description'),
      emulator: textOf(domain, 'devices/emulator'),
      launchSecurity: attributeOf(domain, 'launchSecurity', 'type'),
    }),
  }
}
