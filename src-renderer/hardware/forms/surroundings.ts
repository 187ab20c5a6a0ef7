import { queryOptions, useQueries } from '@tanstack/react-query'
import type {
  DeviceModels,
  HostDevice,
  MachineKind,
} from '../../../src-preload/contract/host-device'
import type { Hardware } from '../../../src-preload/contract/hardware'
import type { Machine } from '../../../src-preload/contract/machine'
import { call } from '../../bridge/call'
import { networksQuery } from '../../queries/networks'
import { poolsQuery } from '../../queries/pools'

/** What a form may offer: what the host has, and what else the machine is made of. */
export interface Surroundings {
  readonly networks: readonly string[]
  readonly pools: readonly string[]
  readonly hostDevices: readonly HostDevice[]
  readonly cpuModels: readonly string[]
  readonly models: DeviceModels
  readonly hardware: Hardware
}

const hostDevicesQuery = (hostId: string) =>
  queryOptions({
    queryKey: ['host', hostId, 'devices'],
    queryFn: () => call('hardware.hostDevices', { hostId }),
    staleTime: 5_000,
  })

const cpuModelsQuery = (hostId: string, arch: string) =>
  queryOptions({
    queryKey: ['host', hostId, 'cpu-models', arch],
    queryFn: () => call('hardware.cpuModels', { hostId, arch }),
  })

const deviceModelsQuery = (hostId: string, { arch, machineType, virtType }: MachineKind) =>
  queryOptions({
    queryKey: ['host', hostId, 'device-models', arch, machineType, virtType],
    queryFn: () => call('hardware.deviceModels', { hostId, arch, machineType, virtType }),
  })

/** Asks a machine's host for what forms offer; what is not known yet is not offered. */
export const useSurroundings = ({ hostId }: Machine, hardware: Hardware): Surroundings => {
  const [networks, pools, hostDevices, cpuModels, models] = useQueries({
    queries: [
      networksQuery(hostId),
      poolsQuery(hostId),
      hostDevicesQuery(hostId),
      cpuModelsQuery(hostId, hardware.facts.arch),
      deviceModelsQuery(hostId, hardware.facts),
    ],
  })
  return {
    hardware,
    networks: networks.data?.map(({ name }) => name) ?? [],
    pools: pools.data?.map(({ name }) => name) ?? [],
    hostDevices: hostDevices.data ?? [],
    cpuModels: cpuModels.data ?? [],
    models: models.data ?? {},
  }
}
