import { asAdministrator, bad, good, isHere, isSystem, warning, type Check } from './patient'

const ID = 'group'
const GROUP = 'libvirt'

/** Whether the person may use the system's daemon: by their group, or by polkit's question. */
export const checkGroups: Check = async (patient) => {
  const { computer, connection } = patient
  if (!isHere(patient) || !isSystem(patient)) return []
  if (computer.isAdministrator) return [good(ID, 'The administrator may use the system’s daemon.')]
  const [now, later] = await Promise.all([computer.groups(), computer.groupsAtLogin()])
  if (now.includes(GROUP)) return [good(ID, `${computer.userName} is in the group ${GROUP}.`)]
  if (later.includes(GROUP)) {
    return [
      warning(
        ID,
        `${computer.userName} has joined the group ${GROUP}, which counts after logging out and in again.`,
      ),
    ]
  }
  const join = asAdministrator(
    ['usermod', '-aG', GROUP, computer.userName],
    'Log out and in again: groups count from the next login.',
  )
  return [
    connection
      ? warning(
          ID,
          `${computer.userName} is not in the group ${GROUP}, so the system asks for a password at every connection.`,
          join,
        )
      : bad(
          ID,
          `${computer.userName} is not in the group ${GROUP}, which may use the daemon.`,
          join,
        ),
  ]
}
