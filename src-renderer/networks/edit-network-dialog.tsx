import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type {
  DnsHost,
  Network,
  NetworkDetails,
  StaticLease,
} from '../../src-preload/contract/network'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { FailureAlert } from '../failures/failure-alert'
import { useOrder } from '../failures/use-order'
import { networkDetailsQuery, networksQuery, refreshNetwork } from '../queries/networks'
import { closeOverlay } from '../state/overlay'
import { say } from '../state/status'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { TextArea } from '../ui/text-area'
import { isolated } from '../ui/visible-text'
import { changeNetwork, planOf } from './change-network'
import { formModes, ModeField, ModeFields } from './mode-fields'
import { formOf, readForm, type NetworkForm, type NewMode } from './network-form'
import { rangesAsText, readDnsHosts, readRanges, readStaticLeases } from './network-lines'
import { isSubnetted, modeAbout } from './network-words'
import { redefinitionOf } from './redefinition'
import { LineFields } from './subnetted-fields'
import styles from './network-dialogs.module.css'

interface FormProps {
  readonly network: Network
  readonly details: NetworkDetails
}

/** When what was changed holds. */
const whenItHolds = ({ active }: Network, waits: boolean): string => {
  if (!active) return t('Changes hold from its next start.')
  return waits
    ? t(
        'Saved for its next start: stop and start the network then. Guests that run are cut off until they are started again, too.',
      )
    : t(
        'DHCP, kept addresses and DNS names change at once, and for its next start; guests keep the addresses that they have. The rest holds from its next start.',
      )
}

/** Its mode, where a form can change that: of a network that stays defined. */
const formMode = (network: Network, mode: string): NewMode | null =>
  network.persistent ? (formModes.find((known) => known === mode) ?? null) : null

interface Lists {
  readonly ranges: readonly { readonly start: string; readonly end: string }[]
  readonly leases: readonly StaticLease[]
  readonly dnsHosts: readonly DnsHost[]
}

const listsOf = ({ ranges, leases, dnsHosts }: Lists) => ({
  ranges: [...ranges],
  staticLeases: [...leases],
  dnsHosts: dnsHosts.map(({ ip, names }) => ({ ip, names: [...names] })),
})

const Form = ({ network, details: { definition, waits } }: FormProps) => {
  const mode = formMode(network, definition.mode)
  const [before] = useState(() => formOf(network.name, mode ?? 'nat', definition))
  const [form, setForm] = useState(before)
  // As it is now, not as it was: after a refusal half of the changes may be there already.
  const rangesBefore = definition.subnets.flatMap(({ ranges }) => ranges)
  const [rangeText, setRangeText] = useState(() => rangesAsText(rangesBefore))
  const { failure, order } = useOrder()
  const change = (part: Partial<NetworkForm>): void => setForm((known) => ({ ...known, ...part }))
  const chooseMode = (chosen: NewMode): void => {
    // A bridge of the host's own is none that libvirt could make, and the other way round.
    const isAlike = isSubnetted(chosen) === isSubnetted(before.mode)
    change({ mode: chosen, bridge: isAlike ? before.bridge : '' })
  }

  const hasLists = isSubnetted(mode === null ? definition.mode : form.mode)
  const [ranges, leases, dnsHosts] = [
    readRanges(hasLists ? rangeText : ''),
    readStaticLeases(hasLists ? form.leases : ''),
    readDnsHosts(hasLists ? form.dnsHosts : ''),
  ]
  const redefinition = mode === null ? {} : redefinitionOf(before, form)
  const isRedefined = Object.keys(redefinition).length > 0
  const problem =
    (isRedefined ? readForm(form).problem : null) ??
    ranges.problem ??
    leases.problem ??
    dnsHosts.problem

  const save = (): void => {
    if (ranges.value === null || leases.value === null || dnsHosts.value === null) return
    const lists = { ranges: ranges.value, leases: leases.value, dnsHosts: dnsHosts.value }
    void order(async () => {
      try {
        if (isRedefined || waits) {
          const all = { ...redefinition, ...(hasLists && listsOf(lists)) }
          await call('networks.redefine', { id: network.id, change: all })
        } else {
          const { staticLeases: leases, dnsHosts } = definition
          await changeNetwork(network.id, planOf({ ranges: rangesBefore, leases, dnsHosts }, lists))
        }
      } finally {
        void refreshNetwork(network.id)
      }
      closeOverlay()
      say(
        network.active && (isRedefined || waits)
          ? t('Changed {name} for its next start', { name: isolated(network.name) })
          : t('Changed {name}', { name: isolated(network.name) }),
      )
    })
  }
  return (
    <Dialog
      title={t('Edit {name}', { name: isolated(network.name) })}
      wide
      onClose={closeOverlay}
      onSubmit={save}
      buttons={
        <>
          <span className={styles['problem']} role="status">
            {problem}
          </span>
          <Button onClick={closeOverlay}>{t('Cancel')}</Button>
          <Button look="primary" submits aria-disabled={problem !== null}>
            {t('Save')}
          </Button>
        </>
      }
    >
      <p className={styles['about']}>{whenItHolds(network, isRedefined || waits)}</p>
      {mode === null ? null : (
        <>
          <div className={styles['pair']}>
            <ModeField mode={form.mode} isFirst onChoose={chooseMode} />
            <p className={styles['beside']}>{modeAbout[form.mode]}</p>
          </div>
          <ModeFields form={form} onChange={change} hasRanges={false} />
        </>
      )}
      {mode === null && !hasLists ? (
        <p>{t('Nothing of such a network can be changed in a form.')}</p>
      ) : null}
      {hasLists ? (
        <>
          <TextArea
            label="DHCP"
            hint={t('Addresses that are handed out: one range a line')}
            rows={2}
            mono
            isFirst={mode === null}
            placeholder="192.168.124.2 – 192.168.124.254"
            value={rangeText}
            onText={setRangeText}
          />
          <LineFields leases={form.leases} dnsHosts={form.dnsHosts} onChange={change} />
        </>
      ) : null}
      <FailureAlert failure={failure} />
    </Dialog>
  )
}

/**
 * Changes a network: what it hands out and which names it knows while it runs, all else for its
 * next start.
 */
export const EditNetworkDialog = ({ network }: { readonly network: Network }) => {
  const details = useQuery(networkDetailsQuery(network.id)).data
  const known = useQuery(networksQuery(network.hostId)).data
  const current = known?.find(({ id }) => id === network.id) ?? network
  return details ? <Form network={current} details={details} /> : null
}
