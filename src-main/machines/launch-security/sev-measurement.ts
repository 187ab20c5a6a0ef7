import { createHmac, timingSafeEqual } from 'node:crypto'
import { t } from '../../../src-preload/language/t'
import { Problem } from '../../failures/problem'

/** Says in a measurement's first byte that it is one of a launch. */
const LAUNCH_MEASURE = 0x04

/** Lengths in bytes of what a measurement is made of. */
export const sevLengths = { tik: 16, digest: 32, mac: 32, nonce: 16 } as const

/** What a launch of SEV or SEV-ES is measured by. */
export interface SevLaunch {
  /** The transport integrity key, which only the guest's owner and the processor know: 16 bytes. */
  readonly tik: Uint8Array
  readonly apiMajor: number
  readonly apiMinor: number
  readonly buildId: number
  readonly policy: number
  /** SHA-256 of what was measured: 32 bytes. */
  readonly digest: Uint8Array
}

const requireLength = (name: string, bytes: Uint8Array, length: number): void => {
  if (bytes.length !== length) {
    throw new Problem(
      'invalid',
      t('{name} has {count} bytes, not {length}', { name, count: bytes.length, length }),
    )
  }
}

/**
 * The measurement that the processor gives for a launch, over a nonce of its own choice: HMAC-SHA256
 * under the TIK of `0x04 ‖ api major ‖ api minor ‖ build id ‖ policy (u32 LE) ‖ digest ‖ nonce`.
 */
export const sevMac = (launch: SevLaunch, nonce: Uint8Array): Buffer => {
  requireLength('tik', launch.tik, sevLengths.tik)
  requireLength('measured digest', launch.digest, sevLengths.digest)
  requireLength('nonce', nonce, sevLengths.nonce)
  const head = Buffer.alloc(8)
  head.writeUInt8(LAUNCH_MEASURE, 0)
  head.writeUInt8(launch.apiMajor, 1)
  head.writeUInt8(launch.apiMinor, 2)
  head.writeUInt8(launch.buildId, 3)
  head.writeUInt32LE(launch.policy, 4)
  return createHmac('sha256', launch.tik).update(head).update(launch.digest).update(nonce).digest()
}

/**
 * Whether a measurement (MAC ‖ nonce, 48 bytes) is that of the launch: the guest started with just
 * these contents under this policy. Throws a `Problem` when something has the wrong length.
 */
export const matchesSevMeasurement = (launch: SevLaunch, measurement: Uint8Array): boolean => {
  requireLength('measurement', measurement, sevLengths.mac + sevLengths.nonce)
  const mac = measurement.subarray(0, sevLengths.mac)
  return timingSafeEqual(sevMac(launch, measurement.subarray(sevLengths.mac)), mac)
}
