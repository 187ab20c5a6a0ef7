import { readFile } from 'node:fs/promises'
import { t } from '../../src-preload/language/t'
import { LibvirtError, remote, type Connection } from '../libvirt'
import {
  asAdministrator,
  bad,
  good,
  isHere,
  isSystem,
  warning,
  type Check,
  type Observation,
  type Patient,
} from './patient'

const ID = 'kvm'
const DEVICE = '/dev/kvm'

/** Whether the host's hypervisor says that it can virtualize instead of emulating. */
const offersKvm = async (connection: Connection): Promise<boolean> => {
  const args = { emulatorbin: null, arch: null, machine: null, virttype: 'kvm', flags: 0 }
  try {
    await connection.call(remote.connectGetDomainCapabilities, args)
    return true
  } catch (error) {
    if (error instanceof LibvirtError) return false
    throw error
  }
}

/** Why it is missing, as far as this computer shows. */
const reasonHere = async (patient: Patient): Promise<Observation> => {
  const { computer } = patient
  const slow = t('machines are emulated, and slow')
  if (await computer.has(DEVICE)) {
    if (isSystem(patient) || (await computer.mayUse(DEVICE))) {
      return warning(
        ID,
        t('{device} is there, but the hypervisor does not offer KVM: {slow}.', {
          device: DEVICE,
          slow,
        }),
      )
    }
    return bad(
      ID,
      t('{user} may not open {device}: {slow}.', { user: computer.userName, device: DEVICE, slow }),
      asAdministrator(
        ['usermod', '-aG', 'kvm', computer.userName],
        t('Log out and in again: groups count from the next login.'),
      ),
    )
  }
  const cpu = await readFile('/proc/cpuinfo', 'utf8').catch(() => '')
  const [, flag] = /\b(vmx|svm)\b/.exec(cpu) ?? []
  if (flag === undefined) {
    return warning(
      ID,
      t(
        'The processor shows no virtualization: turn on VT-x or AMD-V in the firmware’s setup; until then {slow}.',
        { slow },
      ),
    )
  }
  const module = flag === 'vmx' ? 'kvm_intel' : 'kvm_amd'
  return bad(
    ID,
    t('The kernel’s module {module} is not loaded: {slow}.', { module, slow }),
    asAdministrator(['modprobe', module]),
  )
}

/** Whether machines run on the processor itself. */
export const checkKvm: Check = async (patient) => {
  const { connection, uri } = patient
  if (uri.driver !== 'qemu') return []
  if (connection && (await offersKvm(connection))) return [good(ID, t('KVM can be used.'))]
  if (isHere(patient)) return [await reasonHere(patient)]
  return connection
    ? [warning(ID, t('The host offers no KVM: machines are emulated, and slow.'))]
    : []
}
