import { t } from '../../src-preload/language/t'
import { ownIdentity } from '../libvirt'
import { daemonNames, socketPath, usesSessionDaemon } from '../libvirt/transport/socket-path'
import { asAdministrator, bad, good, isHere, type Check, type Observation } from './patient'

const ID = 'daemon'

/** The socket of whichever daemon there is: systemd starts it at the first connection. */
const startDaemon = async (find: (program: string) => Promise<string | undefined>) =>
  (await find('virtqemud')) === undefined || (await find('libvirtd')) !== undefined
    ? ['systemctl', 'enable', '--now', 'libvirtd.socket']
    : [
        'systemctl',
        'enable',
        '--now',
        'virtqemud.socket',
        'virtnetworkd.socket',
        'virtstoraged.socket',
      ]

/** Whether a daemon is installed, runs, and lets us in: the socket tells. */
export const checkDaemon: Check = async (patient) => {
  const { uri, connection, failure, computer, name } = patient
  if (connection) return [good(ID, t('The libvirt daemon of {name} answers.', { name }))]
  if (!isHere(patient)) {
    return failure
      ? [
          bad(
            ID,
            t('{name} is not connected: {why}.', {
              name,
              why: failure.cause?.text ?? failure.message,
            }),
          ),
        ]
      : []
  }
  const installed = await Promise.all(daemonNames(uri).map(computer.find))
  if (installed.every((path) => path === undefined)) {
    const packages = ['libvirt-daemon-system', 'qemu-system-x86']
    return [
      bad(
        ID,
        t('No libvirt daemon is installed here.'),
        asAdministrator(['apt-get', 'install', '-y', ...packages]),
      ),
    ]
  }
  const path = await socketPath(uri, ownIdentity(), false)
  return [await lookAt(path)]

  async function lookAt(socket: string): Promise<Observation> {
    if (!(await computer.has(socket))) {
      const sentence = t('No daemon has its socket at {socket}.', { socket })
      return usesSessionDaemon(uri, ownIdentity()) || uri.parameters.socket !== undefined
        ? bad(ID, sentence)
        : bad(ID, sentence, asAdministrator(await startDaemon(computer.find)))
    }
    return (await computer.mayUse(socket))
      ? bad(
          ID,
          t('The socket {socket} is there, but no daemon answers.', { socket }),
          asAdministrator(['systemctl', 'restart', 'libvirtd.service']),
        )
      : bad(ID, t('The socket {socket} does not let you in.', { socket }))
  }
}
