import { t } from '../../src-preload/language/t'
import { asAdministrator, asPerson, bad, good, type Check } from './patient'

const ID = 'ssh'

/** Whether the way by SSH is there. */
export const checkSsh: Check = async ({ uri, connection, computer, name, failure }) => {
  if (uri.transport !== 'ssh') return []
  if ((await computer.find('ssh')) === undefined) {
    return [
      bad(
        ID,
        t('OpenSSH’s client is not installed here.'),
        asAdministrator(['apt-get', 'install', '-y', 'openssh-client']),
      ),
    ]
  }
  if (connection) return [good(ID, t('{name} is reached by SSH.', { name }))]
  const remedy = asPerson(['ssh', ...sshTarget(uri.user, uri.host, uri.port), 'true'])
  const why = failure?.cause?.text ?? failure?.message
  return [
    bad(
      ID,
      why === undefined
        ? t('{name} is not reached by SSH; see what SSH itself says.', { name })
        : t('{name} is not reached by SSH: {why}; see what SSH itself says.', { name, why }),
      remedy,
    ),
  ]
}

const sshTarget = (user: string | null, host: string | null, port: number | null): string[] => [
  ...(port === null ? [] : ['-p', String(port)]),
  user === null ? (host ?? '') : `${user}@${host ?? ''}`,
]
