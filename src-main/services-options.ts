import type { CommandLine } from './command-line'
import type { Log } from './log/log'
import type { ProvisioningEnvironment } from './machines/provisioning/environment-defaults'
import type { Environment } from './secrets/environment-credentials'
import type { SecretVault } from './secrets/secret-vault'
import type { Settings } from './settings/settings'

/** What is read of the environment. */
type ServicesEnvironment = Environment &
  ProvisioningEnvironment & {
    readonly VIRTHELM_DEFAULT_URI?: string | undefined
    /** How many lines of a console's log are shown before what is live. */
    readonly LIBVIRT_LOG_TAIL?: string | undefined
  }

/** What the services are built from. */
export interface ServicesOptions {
  readonly commandLine: CommandLine
  readonly settings: Settings
  /** Where the app keeps its own files. */
  readonly folder: string
  readonly vault: SecretVault
  readonly environment: ServicesEnvironment
  readonly log: Log
}
