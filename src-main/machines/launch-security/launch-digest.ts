import { createHash } from 'node:crypto'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'
import { kernelHashesTable, type DirectBoot } from './kernel-hashes'

/** The state that a virtual processor starts with, encrypted with SEV-ES: one page. */
const VMSA_BYTES = 4096

/** All that is in a guest's memory when it starts, as its owner has it; never as the host has it. */
export interface LaunchContents {
  readonly firmware: Uint8Array
  readonly directBoot?: DirectBoot
  /** One for each virtual processor, with SEV-ES; else none. */
  readonly vmsas: readonly Uint8Array[]
}

/** SHA-256 over what is measured, 32 bytes. Throws a `Problem` when a VMSA is not of one page. */
export const launchDigest = ({ firmware, directBoot, vmsas }: LaunchContents): Buffer => {
  const digest = createHash('sha256').update(firmware)
  if (directBoot) digest.update(kernelHashesTable(directBoot))
  vmsas.forEach((vmsa, i) => {
    if (vmsa.length !== VMSA_BYTES) {
      throw new Problem(
        'invalid',
        t('vmsa {i} has {count} bytes, not {vmsaBytes}', {
          i,
          count: vmsa.length,
          vmsaBytes: VMSA_BYTES,
        }),
      )
    }
    digest.update(vmsa)
  })
  return digest.digest()
}
