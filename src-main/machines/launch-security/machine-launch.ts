import { readFile } from 'node:fs/promises'
import type { Attestation, LaunchMeasurement } from '../../../src-preload/contract/launch-security'
import {
  isInvalidState,
  isUnsupported,
  remote,
  type Connection,
  type DomainRef,
} from '../../libvirt'
import { onLocalFile } from '../../storage/transfer/local-file-problem'
import { launchDigest } from './launch-digest'
import { matchesSevMeasurement, sevLengths } from './sev-measurement'

/** Asks a host for the measurement of a running machine's launch. */
export const readLaunchMeasurement = async (
  connection: Connection,
  dom: DomainRef,
): Promise<LaunchMeasurement> => {
  try {
    const { params } = await connection.call(remote.domainGetLaunchSecurityInfo, { dom, flags: 0 })
    const value = (name: string) => params.find((it) => it.name === name)?.value
    const measurement = value('sev-measurement')
    if (typeof measurement !== 'string') {
      return {
        state: 'not-available',
        reason: 'the host gives no measurement: only SEV and SEV-ES are measured by it',
      }
    }
    return {
      state: 'measured',
      measurement,
      apiMajor: Number(value('sev-api-major')),
      apiMinor: Number(value('sev-api-minor')),
      buildId: Number(value('sev-build-id')),
      policy: Number(value('sev-policy')),
    }
  } catch (error) {
    if (isUnsupported(error) || isInvalidState(error)) {
      return {
        state: 'not-available',
        reason: error instanceof Error ? error.message : String(error),
      }
    }
    throw error
  }
}

/** The owner's files on this computer, and the command line, that a machine should start with. */
export interface OwnerFiles {
  readonly tik: string
  readonly firmware: string
  readonly kernel?: string | undefined
  readonly initrd?: string | undefined
  readonly cmdline?: string | undefined
  readonly vmsas?: readonly string[] | undefined
}

const read = (path: string): Promise<Buffer> => onLocalFile(path, () => readFile(path))

/**
 * Holds a measurement against the owner's files. Throws a `Problem` when one of them cannot be
 * read, or has the wrong length.
 */
export const attest = async (
  launch: LaunchMeasurement,
  { tik, firmware, kernel, initrd, cmdline, vmsas = [] }: OwnerFiles,
): Promise<Attestation> => {
  if (launch.state === 'not-available') return launch
  const digest = launchDigest({
    firmware: await read(firmware),
    ...(kernel !== undefined && {
      directBoot: {
        kernel: await read(kernel),
        ...(initrd !== undefined && { initrd: await read(initrd) }),
        ...(cmdline !== undefined && { cmdline }),
      },
    }),
    vmsas: await Promise.all(vmsas.map(read)),
  })
  // Tools keep both keys in one file, the encryption key before ours.
  const keys = await read(tik)
  const key = keys.length === 2 * sevLengths.tik ? keys.subarray(sevLengths.tik) : keys
  const matches = matchesSevMeasurement(
    { ...launch, tik: key, digest },
    Buffer.from(launch.measurement, 'base64'),
  )
  return { state: matches ? 'attested' : 'not-attested' }
}
