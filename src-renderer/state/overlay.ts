import { create } from 'zustand'
import type { Backup } from '../../src-preload/contract/backup'
import type { Host } from '../../src-preload/contract/host'
import type { Machine, MachineAction } from '../../src-preload/contract/machine'
import type { Schedule } from '../../src-preload/contract/power'
import type { MachineSource } from '../../src-preload/contract/provisioning'
import type { HardwareSubject } from '../hardware/hardware-subject'
import type { Network } from '../../src-preload/contract/network'
import type { Pool } from '../../src-preload/contract/storage'

/** The dialogs of storage. */
export type StorageDialog =
  | { readonly what: 'new-pool'; readonly host: Host }
  | { readonly what: 'remove-pool'; readonly pool: Pool }
  /** On top of a volume of the pool, where one is named. */
  | { readonly what: 'new-volume'; readonly pool: Pool; readonly on?: string }
  | {
      readonly what: 'clone-volume' | 'resize-volume' | 'wipe-volume' | 'delete-volume'
      readonly pool: Pool
      readonly name: string
    }

/** The dialogs of networks. */
export type NetworkDialog =
  | { readonly what: 'new-network'; readonly host: Host }
  | { readonly what: 'edit-network' | 'stop-network' | 'delete-network'; readonly network: Network }

/** What stands over the window, one thing at a time. */
export type Overlay =
  | { readonly kind: 'palette' }
  | { readonly kind: 'key-list' }
  | { readonly kind: 'app-menu'; readonly x: number; readonly y: number }
  | { readonly kind: 'machine-menu'; readonly x: number; readonly y: number }
  | { readonly kind: 'column-menu'; readonly x: number; readonly y: number }
  | { readonly kind: 'host-menu'; readonly x: number; readonly y: number }
  | { readonly kind: 'pool-menu'; readonly x: number; readonly y: number }
  | { readonly kind: 'volume-menu'; readonly x: number; readonly y: number }
  | { readonly kind: 'network-menu'; readonly x: number; readonly y: number }
  | { readonly kind: 'storage'; readonly dialog: StorageDialog }
  | { readonly kind: 'networks'; readonly dialog: NetworkDialog }
  /** A new host's where it is null. */
  | { readonly kind: 'host-dialog'; readonly host: Host | null }
  | { readonly kind: 'host-removal'; readonly host: Host }
  | { readonly kind: 'removal'; readonly machines: readonly Machine[] }
  | { readonly kind: 'tags'; readonly machines: readonly Machine[] }
  | { readonly kind: 'shut-down'; readonly machines: readonly Machine[] }
  | { readonly kind: 'schedule'; readonly schedule: Schedule; readonly isNew: boolean }
  | { readonly kind: 'trash' }
  | { readonly kind: 'save-view' }
  | {
      readonly kind: 'xml-editor'
      readonly machine: Machine
      readonly view?: 'history' | 'pending'
    }
  | { readonly kind: 'hardware'; readonly machine: Machine; readonly subject: HardwareSubject }
  | { readonly kind: 'rename'; readonly machine: Machine }
  | { readonly kind: 'clone'; readonly machine: Machine }
  | { readonly kind: 'export'; readonly machine: Machine }
  | { readonly kind: 'template'; readonly machine: Machine }
  | { readonly kind: 'start-order'; readonly machine: Machine }
  | { readonly kind: 'migrate'; readonly machine: Machine }
  | { readonly kind: 'migrate-many'; readonly machines: readonly Machine[] }
  | { readonly kind: 'take-snapshot'; readonly machine: Machine }
  | { readonly kind: 'guest-run' | 'guest-access'; readonly machine: Machine }
  | { readonly kind: 'verify-launch'; readonly machine: Machine }
  | { readonly kind: 'disks' | 'back-up'; readonly machine: Machine }
  | { readonly kind: 'restore'; readonly machine: Machine; readonly backup?: Backup }
  /** Of a machine that is gone. */
  | { readonly kind: 'restore'; readonly machine?: undefined; readonly backup: Backup }
  | { readonly kind: 'backup-removal'; readonly backup: Backup }
  | {
      readonly kind: 'snapshot-change'
      readonly machine: Machine
      readonly act: 'revert' | 'delete'
      readonly name: string
    }
  /** On that host, unless the person chooses another one. */
  | {
      readonly kind: 'new-machine'
      readonly host: Host
      readonly source?: MachineSource['type']
    }
  | {
      readonly kind: 'confirmation'
      readonly action: MachineAction
      readonly machines: readonly Machine[]
      /** How many were selected too, but are left alone. */
      readonly leftAlone: number
    }

export const useOverlay = create<{ readonly overlay: Overlay | null }>()(() => ({ overlay: null }))

export const openOverlay = (overlay: Overlay): void => useOverlay.setState({ overlay })

export const closeOverlay = (): void => useOverlay.setState({ overlay: null })
