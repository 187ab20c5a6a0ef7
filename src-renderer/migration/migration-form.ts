import type { HostId } from '../../src-preload/contract/host'
import type { MachineId } from '../../src-preload/contract/machine'
import type { MigrationRequest } from './migration-calls'

/** What a person fills in; what is empty is left to libvirt. */
export interface MigrationForm {
  readonly destination: HostId
  readonly way: MigrationRequest['way']
  readonly storage: MigrationRequest['storage']
  /** Empty for the same paths as on the source. */
  readonly pool: string
  readonly isTemporary: boolean
  readonly postCopy: boolean
  readonly autoConverge: boolean
  readonly unsafe: boolean
  readonly address: string
  readonly peerUri: string
  /** In ms, as typed. */
  readonly maxDowntime: string
  /** In MiB a second, as typed. */
  readonly bandwidth: string
}

export const emptyForm = (destination: HostId): MigrationForm => ({
  destination,
  way: 'direct',
  storage: 'shared',
  pool: '',
  isTemporary: false,
  postCopy: false,
  autoConverge: false,
  unsafe: false,
  address: '',
  peerUri: '',
  maxDowntime: '',
  bandwidth: '',
})

/** A whole number within bounds, null where nothing is typed, undefined where it is none. */
export const limitOf = (text: string, most: number): number | null | undefined => {
  if (text.trim() === '') return null
  const number = Number(text)
  return Number.isInteger(number) && number >= 1 && number <= most ? number : undefined
}

export const MOST_DOWNTIME = 60_000
export const MOST_BANDWIDTH = 1_000_000

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

/** The form as a request; null while a number in it is none. */
export const requestOf = (id: MachineId, form: MigrationForm): MigrationRequest | null => {
  const maxDowntime = limitOf(form.maxDowntime, MOST_DOWNTIME)
  const bandwidth = limitOf(form.bandwidth, MOST_BANDWIDTH)
  if (maxDowntime === undefined || bandwidth === undefined) return null
  return {
    ...form,
    id,
    pool: form.storage === 'copy' ? orNull(form.pool) : null,
    address: orNull(form.address),
    peerUri: form.way === 'peerToPeer' ? orNull(form.peerUri) : null,
    maxDowntime,
    bandwidth,
  }
}
