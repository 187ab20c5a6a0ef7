import { mkdirSync } from 'node:fs'
import type { AskCredentials, ConnectOptions, Credentials } from '../libvirt'
import type { Prompts } from '../prompts/prompts'
import type { SshAskpass } from '../prompts/ssh-askpass'
import type { EnvironmentCredentials } from '../secrets/environment-credentials'
import type { SecretVault } from '../secrets/secret-vault'
import type { SecretSource } from '../../src-preload/contract/host'
import { t } from '../../src-preload/language/t'
import type { HostAddress } from './host-connection'

/** Everything that may open a door. */
export interface HostAccess {
  readonly environment: EnvironmentCredentials
  readonly vault: SecretVault
  readonly prompts: Prompts
  readonly askpass: SshAskpass
  /** Private to this run: the sockets of shared SSH connections. */
  readonly sshFolder: string
}

const readKept = (vault: SecretVault, name: string): Credentials | null => {
  const kept = vault.get(name)
  if (kept === null) return null
  try {
    const { username, password } = JSON.parse(kept) as Partial<Credentials>
    return username !== undefined && password !== undefined ? { username, password } : null
  } catch {
    return null
  }
}

/**
 * How to connect to a host: its secrets from the environment, else the keyring, else the person,
 * who is also asked for what the host has refused. `supplied` hears where they came from.
 */
export const accessOf = (
  address: HostAddress,
  access: HostAccess,
  supplied: (source: SecretSource) => void,
): Pick<ConnectOptions, 'authenticate' | 'ssh'> => {
  const { environment, vault, prompts, askpass, sshFolder } = access

  const authenticate: AskCredentials = async ({ username, wasRefused }, signal) => {
    const given = environment.credentialsFor(address.uri)
    if (given) {
      supplied('environment')
      // Whoever manages this computer changes them, not whoever sits at it.
      return wasRefused ? null : given
    }
    await vault.ready
    const kept = readKept(vault, address.id)
    if (kept && !wasRefused) {
      supplied('keyring')
      return kept
    }
    const answer = await prompts.ask(
      {
        hostName: address.name,
        question: wasRefused
          ? t('{host} did not accept the name and the password', { host: address.name })
          : t('Name and password for {host}', { host: address.name }),
        isSecret: true,
        username: username ?? kept?.username ?? '',
        canRemember: vault.isAvailable,
      },
      signal,
    )
    if (!answer) return null
    const credentials = { username: answer.username ?? username ?? '', password: answer.text }
    // What was kept, if anything, was refused: it goes in either case.
    if (answer.remember) vault.set(address.id, JSON.stringify(credentials))
    else if (kept) vault.remove(address.id)
    supplied('person')
    return credentials
  }
  mkdirSync(sshFolder, { recursive: true, mode: 0o700 })
  return {
    authenticate,
    ssh: { controlDirectory: sshFolder, askpass: askpass.forHost(address.name) },
  }
}
