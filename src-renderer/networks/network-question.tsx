import { useQuery } from '@tanstack/react-query'
import type { Network } from '../../src-preload/contract/network'
import { machineIn } from '../queries/fleet'
import { currentFleet } from '../queries/machines'
import { networkDetailsQuery } from '../queries/networks'
import { closeOverlay } from '../state/overlay'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { HostText } from '../ui/host-text'
import { isolated, visibleText } from '../ui/visible-text'
import { actOnNetwork } from './network-calls'

interface NetworkQuestionProps {
  readonly network: Network
  readonly action: 'stop' | 'delete'
}

const verbs = { stop: 'Stop', delete: 'Delete' } as const

const effects = {
  stop: 'Its guests are cut off from each other and from the host until it is started again.',
  delete:
    'It is stopped and forgotten, with all that was set up in it. Machines that have an interface on it can’t start any more.',
} as const

/** Asks before guests of a network are cut off. */
export const NetworkQuestion = ({ network, action }: NetworkQuestionProps) => {
  const users = useQuery(networkDetailsQuery(network.id)).data?.users ?? []
  const names = users.map((id) => visibleText(machineIn(currentFleet(), id)?.name ?? id))
  const verb = verbs[action]
  return (
    <ConfirmDialog
      label={`${verb} ${isolated(network.name)}?`}
      title={
        <>
          {verb} the network <HostText text={network.name} />?
        </>
      }
      verb={verb}
      onAct={() => {
        closeOverlay()
        actOnNetwork(network, action)
      }}
      onCancel={closeOverlay}
    >
      <p>{effects[action]}</p>
      {names.length === 0 ? null : <p>Machines on it: {names.join(', ')}.</p>}
    </ConfirmDialog>
  )
}
