import { t } from '../../src-preload/language/t'
import { asAdministrator, bad, good, isHere, isSystem, warning, type Check } from './patient'

const ID = 'group'
const GROUP = 'libvirt'

/** Whether the person may use the system's daemon: by their group, or by polkit's question. */
export const checkGroups: Check = async (patient) => {
  const { computer, connection } = patient
  if (!isHere(patient) || !isSystem(patient)) return []
  if (computer.isAdministrator)
    return [good(ID, t('The administrator may use the system’s daemon.'))]
  const [now, later] = await Promise.all([computer.groups(), computer.groupsAtLogin()])
  if (now.includes(GROUP))
    return [
      good(ID, t('{user} is in the group {group}.', { user: computer.userName, group: GROUP })),
    ]
  if (later.includes(GROUP)) {
    return [
      warning(
        ID,
        t('{user} has joined the group {group}, which counts after logging out and in again.', {
          user: computer.userName,
          group: GROUP,
        }),
      ),
    ]
  }
  const join = asAdministrator(
    ['usermod', '-aG', GROUP, computer.userName],
    t('Log out and in again: groups count from the next login.'),
  )
  return [
    connection
      ? warning(
          ID,
          t(
            '{user} is not in the group {group}, so the system asks for a password at every connection.',
            { user: computer.userName, group: GROUP },
          ),
          join,
        )
      : bad(
          ID,
          t('{user} is not in the group {group}, which may use the daemon.', {
            user: computer.userName,
            group: GROUP,
          }),
          join,
        ),
  ]
}
