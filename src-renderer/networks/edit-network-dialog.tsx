import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Network, NetworkDetails } from '../../src-preload/contract/network'
import { DialogFailure, useOrder } from '../failures/use-order'
import { networkDetailsQuery, networksQuery, refreshNetwork } from '../queries/networks'
import { closeOverlay } from '../state/overlay'
import { say } from '../state/status'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { TextArea } from '../ui/text-area'
import { isolated } from '../ui/visible-text'
import { changeNetwork, planOf } from './change-network'
import {
  dnsHostsAsText,
  rangesAsText,
  readDnsHosts,
  readRanges,
  readStaticLeases,
  staticLeasesAsText,
} from './network-lines'
import { LineFields } from './subnetted-fields'
import styles from './network-dialogs.module.css'

interface FormProps {
  readonly network: Network
  readonly details: NetworkDetails
}

const Form = ({ network, details }: FormProps) => {
  // As it is now, not as it was: after a refusal half of the changes may be there already.
  const before = {
    ranges: network.subnets.flatMap(({ ranges }) => ranges),
    leases: details.staticLeases,
    dnsHosts: details.dnsHosts,
  }
  const [text, setText] = useState(() => ({
    ranges: rangesAsText(before.ranges),
    leases: staticLeasesAsText(before.leases),
    dnsHosts: dnsHostsAsText(before.dnsHosts),
  }))
  const { failure, order } = useOrder()
  const [ranges, leases, dnsHosts] = [
    readRanges(text.ranges),
    readStaticLeases(text.leases),
    readDnsHosts(text.dnsHosts),
  ]
  const problem = ranges.problem ?? leases.problem ?? dnsHosts.problem
  const save = (): void => {
    if (ranges.value === null || leases.value === null || dnsHosts.value === null) return
    const after = { ranges: ranges.value, leases: leases.value, dnsHosts: dnsHosts.value }
    void order(async () => {
      try {
        await changeNetwork(network.id, planOf(before, after))
      } finally {
        void refreshNetwork(network.id)
      }
      closeOverlay()
      say(`Changed ${isolated(network.name)}`)
    })
  }
  return (
    <Dialog
      title={`Edit ${isolated(network.name)}`}
      wide
      onClose={closeOverlay}
      onSubmit={save}
      buttons={
        <>
          <span className={styles['problem']} role="status">
            {problem}
          </span>
          <Button onClick={closeOverlay}>Cancel</Button>
          <Button look="primary" submits aria-disabled={problem !== null}>
            Save
          </Button>
        </>
      }
    >
      <p className={styles['about']}>
        {network.active
          ? 'Changes hold at once, and for its next start. Guests keep the addresses that they have.'
          : 'Changes hold from its next start.'}
      </p>
      <TextArea
        label="DHCP"
        hint="Addresses that are handed out: one range a line"
        rows={2}
        mono
        isFirst
        placeholder="192.168.124.2 – 192.168.124.254"
        value={text.ranges}
        onText={(ranges) => setText((before) => ({ ...before, ranges }))}
      />
      <LineFields
        leases={text.leases}
        dnsHosts={text.dnsHosts}
        onChange={(part) => setText((before) => ({ ...before, ...part }))}
      />
      <DialogFailure failure={failure} />
    </Dialog>
  )
}

/** Changes what a network hands out and which names it knows, while it runs. */
export const EditNetworkDialog = ({ network }: { readonly network: Network }) => {
  const details = useQuery(networkDetailsQuery(network.id)).data
  const known = useQuery(networksQuery(network.hostId)).data
  const current = known?.find(({ id }) => id === network.id) ?? network
  return details ? <Form network={current} details={details} /> : null
}
