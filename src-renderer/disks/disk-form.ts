import type { CallInput } from '../../src-preload/contract'
import type { MachineDisk } from '../../src-preload/contract/disk'

export const MIB = 1024 * 1024

type Copy = Extract<CallInput<'disks.change'>, { act: 'copy' }>

/** What is filled in, for every kind of change. */
export interface DiskForm {
  readonly act: CallInput<'disks.change'>['act']
  /** In MiB. */
  readonly size: number
  readonly path: string
  readonly format: Copy['format']
  readonly ending: Copy['ending']
  /** The image of the chain that is meant; empty for the lowest, or none. */
  readonly base: string
  /** In MiB a second; 0 is no limit. */
  readonly limit: number
}

/** A path for a copy, beside the image that is copied. */
export const besideOf = (disk: MachineDisk | undefined): string => {
  const path = disk?.images[0]?.path ?? ''
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const stem = path.slice(folder.length).replace(/\.[^.]*$/, '')
  return folder.startsWith('/dev/') || stem === '' ? '' : `${folder}${stem}-copy.qcow2`
}
