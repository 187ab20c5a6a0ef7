import type { Examination, Finding } from '../../src-preload/contract/doctor'
import type { HostId } from '../../src-preload/contract/host'
import { message, t } from '../../src-preload/language/t'
import { Problem } from '../failures/problem'
import type { HostConnection } from '../hosts/host-connection'
import { shellWord } from '../jobs/virsh-line'
import { parseUri } from '../libvirt'
import { checkDaemon } from './check-daemon'
import { checkFirewall } from './check-firewall'
import { checkGroups } from './check-groups'
import { checkKvm } from './check-kvm'
import { checkNetwork } from './check-network'
import { checkPools } from './check-pools'
import { checkSsh } from './check-ssh'
import { checkVersions } from './check-versions'
import { thisComputer, type Computer } from './computer'
import { isHere, unknown, type Check, type Observation, type Patient, type Remedy } from './patient'
import { runRemedy } from './run-remedy'

/** What is looked at, in the order in which one thing needs the other. */
const checks: Readonly<Record<string, Check>> = {
  SSH: checkSsh,
  [message('The daemon')]: checkDaemon,
  [message('Groups')]: checkGroups,
  [message('Versions')]: checkVersions,
  KVM: checkKvm,
  [message('The default network')]: checkNetwork,
  [message('The firewall')]: checkFirewall,
  [message('Storage pools')]: checkPools,
}

/** Options as people write them; a value that looks like one stands behind its option's name. */
const OPTION = /^--?[a-z][a-z-]*$/i

const commandOf = ({ words, asAdministrator }: Remedy): string =>
  [
    ...(asAdministrator ? ['sudo'] : []),
    ...words.map((word) => (OPTION.test(word) ? word : shellWord(word))),
  ].join(' ')

const findingOf = (patient: Patient, { remedy, ...said }: Observation): Finding => ({
  ...said,
  ...(remedy && {
    fix: {
      command: commandOf(remedy),
      runsHere: isHere(patient) || remedy.words[0] === 'virsh',
      ...(remedy.afterwards !== undefined && { afterwards: remedy.afterwards }),
    },
  }),
})

/** Looks at hosts: what stands between them and their work, and what would mend it. */
export class Doctor {
  constructor(
    readonly hosts: {
      get: (id: HostId) => Pick<HostConnection, 'address' | 'host' | 'connection'>
    },
    readonly computer: Computer = thisComputer(),
  ) {}

  /** Changes nothing. Throws a `Problem` when there is no such host. */
  async examine(hostId: HostId): Promise<Examination> {
    const patient = this.#patientOf(hostId)
    const observations = await this.#observe(patient)
    return { at: Date.now(), findings: observations.map((it) => findingOf(patient, it)) }
  }

  /**
   * Runs what a finding proposes, provided that it still is `command`; answers how things stand
   * then. Throws a `Problem` where it is not, or with what the command said when it failed.
   */
  async fix(hostId: HostId, findingId: string, command: string): Promise<Examination> {
    const patient = this.#patientOf(hostId)
    const found = (await this.#observe(patient)).find(({ id }) => id === findingId)
    const finding = found && findingOf(patient, found)
    if (!found?.remedy || finding?.fix?.command !== command || !finding.fix.runsHere) {
      throw new Problem('wrong-state', t('That fix no longer fits'), {
        hint: t('Look at what the doctor finds now.'),
      })
    }
    await runRemedy(found.remedy, this.computer)
    return this.examine(hostId)
  }

  #patientOf(hostId: HostId): Patient {
    const host = this.hosts.get(hostId)
    const { address } = host
    const { state, failure } = host.host
    return {
      name: address.name,
      uri: parseUri(address.uri),
      connection: state === 'connected' ? host.connection : undefined,
      failure,
      computer: this.computer,
    }
  }

  async #observe(patient: Patient): Promise<readonly Observation[]> {
    const observed = await Promise.all(
      Object.entries(checks).map(([subject, check]) =>
        check(patient).catch((error: unknown) => {
          const why = error instanceof Error ? error.message : String(error)
          return [
            unknown(
              subject,
              t('{subject} could not be looked at: {why}.', { subject: t(subject), why }),
            ),
          ]
        }),
      ),
    )
    return observed.flat()
  }
}
