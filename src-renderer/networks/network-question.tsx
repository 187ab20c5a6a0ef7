import { useQuery } from '@tanstack/react-query'
import type { Network } from '../../src-preload/contract/network'
import { t } from '../../src-preload/language/t'
import { machineIn } from '../queries/fleet'
import { currentFleet } from '../queries/machines'
import { networkDetailsQuery } from '../queries/networks'
import { closeOverlay } from '../state/overlay'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { HostText } from '../ui/host-text'
import { rich } from '../ui/rich'
import { isolated, visibleText } from '../ui/visible-text'
import { actOnNetwork } from './network-calls'

interface NetworkQuestionProps {
  readonly network: Network
  readonly action: 'stop' | 'delete'
}

const verbs = { stop: t('Stop'), delete: t('Delete') } as const

const effects = {
  stop: t('Its guests are cut off from each other and from the host until it is started again.'),
  delete: t(
    'It is stopped and forgotten, with all that was set up in it. Machines that have an interface on it can’t start any more.',
  ),
} as const

/** Asks before guests of a network are cut off. */
export const NetworkQuestion = ({ network, action }: NetworkQuestionProps) => {
  const users = useQuery(networkDetailsQuery(network.id)).data?.users ?? []
  const names = users.map((id) => visibleText(machineIn(currentFleet(), id)?.name ?? id))
  const verb = verbs[action]
  return (
    <ConfirmDialog
      label={t('{verb} {subject}?', { verb, subject: isolated(network.name) })}
      title={rich('{verb} the network {network}?', {
        verb,
        network: <HostText text={network.name} />,
      })}
      verb={verb}
      onAct={() => {
        closeOverlay()
        actOnNetwork(network, action)
      }}
      onCancel={closeOverlay}
    >
      <p>{effects[action]}</p>
      {names.length === 0 ? null : (
        <p>{t('Machines on it: {names}.', { names: names.join(', ') })}</p>
      )}
    </ConfirmDialog>
  )
}
