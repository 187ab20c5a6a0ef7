import { t } from '../../src-preload/language/t'
import { Problem } from '../failures/problem'

/**
 * Where secrets are kept between starts. The desktop puts the system's keyring behind it; where
 * there is none, nothing is kept: a secret is never stored in clear.
 */
export interface SecretVault {
  /** Settles when it can be used. */
  readonly ready: Promise<unknown>
  readonly isAvailable: boolean
  /** Null where nothing is kept under that name. */
  get(name: string): string | null
  /** Throws a `Problem` where there is no keyring, and what the disk throws. */
  set(name: string, secret: string): void
  remove(name: string): void
}

/** For where there is no desktop: keeps nothing. */
export const noVault: SecretVault = {
  ready: Promise.resolve(),
  isAvailable: false,
  get: () => null,
  set: () => {
    throw new Problem('unsupported', t('There is no keyring here to keep the password in'))
  },
  remove: () => {},
}
