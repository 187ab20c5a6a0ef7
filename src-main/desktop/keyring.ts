import { readFileSync } from 'node:fs'
import { app, safeStorage } from 'electron'
import { t } from '../../src-preload/language/t'
import { Problem } from '../failures/problem'
import type { SecretVault } from '../secrets/secret-vault'
import { writeAtomically } from '../settings/write-atomically'

/** Chromium's stand-in for a keyring: it hides nothing, so it counts as none. */
const NO_KEYRING = 'basic_text'

/** Keeps secrets in a file that only the system's keyring can open. */
export const openKeyring = (path: string): SecretVault => {
  const isAvailable = (): boolean =>
    safeStorage.isEncryptionAvailable() && safeStorage.getSelectedStorageBackend() !== NO_KEYRING

  const read = (): Record<string, string> => {
    try {
      return JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>
    } catch {
      // Absent, or of another keyring: there is nothing that could be read.
      return {}
    }
  }

  return {
    // Electron asks the system for its keyring only then.
    ready: app.whenReady(),
    get isAvailable() {
      return isAvailable()
    },
    get: (name) => {
      const sealed = read()[name]
      if (sealed === undefined || !isAvailable()) return null
      try {
        return safeStorage.decryptString(Buffer.from(sealed, 'base64'))
      } catch {
        return null
      }
    },
    set: (name, secret) => {
      if (!isAvailable()) {
        throw new Problem('unsupported', t('This system has no keyring to keep the password in'), {
          hint: t(
            'Install and unlock GNOME Keyring or KWallet; until then it is asked for each time.',
          ),
        })
      }
      const sealed = safeStorage.encryptString(secret).toString('base64')
      writeAtomically(path, JSON.stringify({ ...read(), [name]: sealed }))
    },
    remove: (name) => {
      const { [name]: removed, ...rest } = read()
      if (removed !== undefined) writeAtomically(path, JSON.stringify(rest))
    },
  }
}
