import type { CallInput } from '../../../src-preload/contract'
import type { Attestation, LaunchMeasurement } from '../../../src-preload/contract/launch-security'
import type { MachineId } from '../../../src-preload/contract/machine'
import { t } from '../../../src-preload/language/t'
import { attempt } from '../../failures/problem'
import {
  isInvalidState,
  isUnsupported,
  remote,
  type Connection,
  type DomainRef,
} from '../../libvirt'
import { parseXml } from '../../xml/parse-xml'
import { find } from '../../xml/select-elements'
import type { ReachedMachine } from '../definition/machine-definitions'
import { readHostOffer } from '../provisioning/host-offer'
import { launchDigest } from './launch-digest'
import { readOwnerFile } from './owner-file'
import { matchesSevMeasurement, sevLengths } from './sev-measurement'

/** A measurement, or why there is none. */
type Launch = LaunchMeasurement | { readonly reason: string }

/** Why a machine that asks for no launch security has none to attest. */
const whyNone = async (connection: Connection): Promise<string> => {
  const { sev, tdx } = await readHostOffer(connection)
  return sev || tdx
    ? t('the machine is started without launch security')
    : t('the machine is started without launch security, and its host offers none')
}

/** Asks a host for the measurement of a running machine's launch. */
export const readLaunchMeasurement = async (
  connection: Connection,
  dom: DomainRef,
): Promise<Launch> => {
  const { xml } = await connection.call(remote.domainGetXmlDesc, { dom, flags: 0 })
  if (!find(parseXml(xml), 'launchSecurity')) return { reason: await whyNone(connection) }
  try {
    const { params } = await connection.call(remote.domainGetLaunchSecurityInfo, { dom, flags: 0 })
    const value = (name: string) => params.find((it) => it.name === name)?.value
    const measurement = value('sev-measurement')
    if (typeof measurement !== 'string') {
      return { reason: t('the host gives no measurement: only SEV and SEV-ES are measured by it') }
    }
    return {
      measurement,
      apiMajor: Number(value('sev-api-major')),
      apiMinor: Number(value('sev-api-minor')),
      buildId: Number(value('sev-build-id')),
      policy: Number(value('sev-policy')),
    }
  } catch (error) {
    if (!isUnsupported(error) && !isInvalidState(error)) throw error
    return { reason: error instanceof Error ? error.message : String(error) }
  }
}

/** What a machine's owner has: the key, and what should have been measured. */
export type Evidence = Omit<CallInput<'machines.verifyLaunch'>, 'id'>

const digestOf = async ({ measured }: Evidence): Promise<Buffer> => {
  if ('digest' in measured) return Buffer.from(measured.digest, 'base64')
  const { firmware, kernel, initrd, cmdline, vmsas = [] } = measured
  return launchDigest({
    firmware: await readOwnerFile(firmware),
    ...(kernel !== undefined && {
      directBoot: {
        kernel: await readOwnerFile(kernel),
        ...(initrd !== undefined && { initrd: await readOwnerFile(initrd) }),
        ...(cmdline !== undefined && { cmdline }),
      },
    }),
    vmsas: await Promise.all(vmsas.map(readOwnerFile)),
  })
}

/**
 * Whether a measurement is that of what the owner has. Throws a `Problem` when a file cannot be
 * read, or has the wrong length.
 */
export const isLaunchOf = async (
  launch: LaunchMeasurement,
  evidence: Evidence,
): Promise<boolean> => {
  const digest = await digestOf(evidence)
  // Tools keep both keys in one file, the encryption key before ours.
  const keys = await readOwnerFile(evidence.tik)
  const tik = keys.length === 2 * sevLengths.tik ? keys.subarray(sevLengths.tik) : keys
  return matchesSevMeasurement(
    { ...launch, tik, digest },
    Buffer.from(launch.measurement, 'base64'),
  )
}

interface Verdict {
  /** The launch that it is about: its nonce is another one at each start. */
  readonly measurement: string
  readonly isAttested: boolean
  readonly at: number
}

/** What was launched on hosts, and what came of holding it against what owners have. */
export class MachineLaunches {
  readonly #reach: (id: MachineId) => ReachedMachine
  readonly #verdicts = new Map<MachineId, Verdict>()

  constructor(reach: (id: MachineId) => ReachedMachine) {
    this.#reach = reach
  }

  async #measurement(id: MachineId): Promise<Launch> {
    const { machine, connection, dom } = this.#reach(id)
    if (machine.state === 'shutOff' || machine.state === 'saved') {
      return { reason: t('the machine is off, and a launch is measured when it starts') }
    }
    return readLaunchMeasurement(connection, dom)
  }

  #attestation(id: MachineId, launch: Launch): Attestation {
    if ('reason' in launch) return { state: 'not-available', reason: launch.reason }
    const known = this.#verdicts.get(id)
    const verdict = known?.measurement === launch.measurement ? known : undefined
    return {
      state: verdict?.isAttested === true ? 'attested' : 'not-attested',
      launch,
      verifiedAt: verdict?.at ?? null,
    }
  }

  async read(id: MachineId): Promise<Attestation> {
    const { name } = this.#reach(id).machine
    return attempt(t('read the launch of {name}', { name }), async () =>
      this.#attestation(id, await this.#measurement(id)),
    )
  }

  /** Throws a `Problem` when something that the owner has cannot be read, or has the wrong length. */
  async verify(id: MachineId, evidence: Evidence): Promise<Attestation> {
    const { name } = this.#reach(id).machine
    return attempt(t('verify the launch of {name}', { name }), async () => {
      const launch = await this.#measurement(id)
      if ('measurement' in launch) {
        const { measurement } = launch
        const isAttested = await isLaunchOf(launch, evidence)
        this.#verdicts.set(id, { measurement, isAttested, at: Date.now() })
      }
      return this.#attestation(id, launch)
    })
  }
}
