import { mkdirSync } from 'node:fs'
import type { AskCredentials, ConnectOptions, Credentials } from '../libvirt'
import type { Prompts } from '../prompts/prompts'
import type { SshAskpass } from '../prompts/ssh-askpass'
import type { EnvironmentCredentials } from '../secrets/environment-credentials'
import type { SecretVault } from '../secrets/secret-vault'
import type { SecretSource } from '../../src-preload/contract/host'
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
 * How to connect to a host: its secrets from the environment, the keyring or the person, in this
 * order; one that was refused is not tried twice. `supplied` hears where they came from.
 */
export const accessOf = (
  address: HostAddress,
  access: HostAccess,
  supplied: (source: SecretSource) => void,
): Pick<ConnectOptions, 'authenticate' | 'ssh'> => {
  const { environment, vault, prompts, askpass, sshFolder } = access
  const tried = new Set<SecretSource>()
  const take = (source: SecretSource, credentials: Credentials | null): Credentials | null => {
    if (!credentials || tried.has(source)) return null
    tried.add(source)
    supplied(source)
    return credentials
  }

  const authenticate: AskCredentials = async ({ username }) => {
    const given = take('environment', environment.credentials)
    if (given) return given
    await vault.ready
    const kept = take('keyring', readKept(vault, address.id))
    if (kept) return kept
    const answer = await prompts.ask({
      hostName: address.name,
      question: `Name and password for ${address.name}`,
      isSecret: true,
      username: username ?? '',
      canRemember: vault.isAvailable,
    })
    if (!answer) return null
    const credentials = { username: answer.username ?? username ?? '', password: answer.text }
    if (answer.remember) vault.set(address.id, JSON.stringify(credentials))
    supplied('person')
    return credentials
  }
  mkdirSync(sshFolder, { recursive: true, mode: 0o700 })
  return {
    authenticate,
    ssh: { controlDirectory: sshFolder, askpass: askpass.forHost(address.name) },
  }
}
