/**
 * The wall between the main process and the windows: every question, order and notice that may
 * cross it, said once. The main process imports this table to validate; windows import its types.
 */
import type { z } from 'zod'
import { appCalls } from './calls/app'
import { backupCalls } from './calls/backups'
import { cloneCalls } from './calls/clone'
import { consoleCalls } from './calls/consoles'
import { diskCalls } from './calls/disks'
import { displayCalls } from './calls/displays'
import { doctorCalls } from './calls/doctor'
import { guestCalls } from './calls/guest'
import { exchangeCalls } from './calls/exchange'
import { hardwareCalls } from './calls/hardware'
import { hostCalls } from './calls/hosts'
import { jobCalls } from './calls/jobs'
import { launchSecurityCalls } from './calls/launch-security'
import { machineCalls } from './calls/machines'
import { metadataCalls } from './calls/metadata'
import { migrationCalls } from './calls/migration'
import { networkCalls } from './calls/networks'
import { powerCalls } from './calls/power'
import { promptCalls } from './calls/prompts'
import { provisioningCalls } from './calls/provisioning'
import { removalCalls } from './calls/removal'
import { settingCalls } from './calls/settings'
import { snapshotCalls } from './calls/snapshots'
import { storageCalls } from './calls/storage'
import { timelineCalls } from './calls/timeline'
import { updateCalls } from './calls/updates'
import type { Failure } from './failure'
import type { Host, HostLoad } from './host'
import type { JobsDelta } from './job'
import type { MachineId, MachinesDelta } from './machine'
import type { NetworksChanged } from './network'
import type { MachineMetrics } from './metrics'
import type { Prompt } from './prompt'
import type { SettingsReport } from './settings'
import type { PoolsChanged, VolumesChanged } from './storage'
import type { TimelineEntry } from './timeline'
import type { UpdateStatus } from './updates'

/** Questions and orders, by name. */
export const contract = {
  ...appCalls,
  ...backupCalls,
  ...cloneCalls,
  ...consoleCalls,
  ...diskCalls,
  ...displayCalls,
  ...doctorCalls,
  ...guestCalls,
  ...exchangeCalls,
  ...hardwareCalls,
  ...hostCalls,
  ...jobCalls,
  ...launchSecurityCalls,
  ...machineCalls,
  ...metadataCalls,
  ...migrationCalls,
  ...networkCalls,
  ...powerCalls,
  ...promptCalls,
  ...provisioningCalls,
  ...removalCalls,
  ...settingCalls,
  ...snapshotCalls,
  ...storageCalls,
  ...timelineCalls,
  ...updateCalls,
} as const

export type Contract = typeof contract
export type CallName = keyof Contract
export type CallInput<N extends CallName> = Contract[N] extends { input: z.ZodType<infer I> }
  ? I
  : never
export type CallOutput<N extends CallName> = Contract[N] extends { output?: infer O } ? O : never

/** Notices that the main process sends to windows, by name. */
export interface Notices {
  /** Something waits for `app.takeWishes`. */
  'app.wished': null
  /** A guest's agent came or went. */
  'guest.changed': { readonly machineId: MachineId }
  'hosts.changed': readonly Host[]
  'hosts.measured': readonly HostLoad[]
  'jobs.changed': JobsDelta
  'machines.changed': MachinesDelta
  'metrics.sampled': readonly MachineMetrics[]
  'networks.changed': NetworksChanged
  'pools.changed': PoolsChanged
  /** Schedules ran or were missed: ask again how they stand. */
  'power.changed': undefined
  'volumes.changed': VolumesChanged
  /** The window that hears it fills the screen now, or no longer. */
  'windows.fullScreenChanged': { readonly isFullScreen: boolean }
  /** Something failed that no call was waiting for. */
  'timeline.added': readonly TimelineEntry[]
  /** All that wait for an answer now. */
  'prompts.changed': readonly Prompt[]
  'settings.changed': SettingsReport
  'updates.changed': UpdateStatus
  'failure.raised': Failure
}

export type NoticeName = keyof Notices
