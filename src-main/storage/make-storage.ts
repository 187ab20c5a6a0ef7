import type { MachineId } from '../../src-preload/contract/machine'
import type { HostRegistry } from '../hosts/host-registry'
import type { JobRegistry } from '../jobs/job-registry'
import type { DomainRef } from '../libvirt'
import type { Log } from '../log/log'
import type { Inventory } from '../machines/inventory'
import type { ResourceIndex } from '../machines/usage/resource-index'
import { BackingIndex } from './backing-index'
import { Pools } from './pools'
import { StorageJobs } from './storage-jobs'
import { VolumeUserIndex } from './volume-users'
import { Volumes } from './volumes'

export interface StorageParts {
  readonly hosts: HostRegistry
  readonly inventory: Inventory
  readonly resources: ResourceIndex
  readonly jobs: JobRegistry
  readonly domainOf: (machineId: MachineId) => DomainRef
  readonly log: Log
}

/** Pools and volumes of all hosts, and who uses them. */
export const makeStorage = ({ hosts, inventory, resources, jobs, domainOf, log }: StorageParts) => {
  const pools = new Pools(hosts, log)
  const backing = new BackingIndex(pools)
  const users = new VolumeUserIndex(pools, resources, inventory)
  const volumes = new Volumes(pools, backing, users, domainOf)
  return { pools, backing, users, volumes, jobs: new StorageJobs(jobs, pools, volumes) }
}

export type Storage = ReturnType<typeof makeStorage>
