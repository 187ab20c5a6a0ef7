import { useQuery } from '@tanstack/react-query'
import { Tabs } from 'radix-ui'
import { lazy, Suspense, useEffect } from 'react'
import { machineActions, stateWords, type Machine } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { machineIn } from '../queries/fleet'
import { machinesQuery } from '../queries/machines'
import { queryClient } from '../queries/query-client'
import { changeLayout, detailsTabs, useLayout, type DetailsTab } from '../state/layout'
import { useSelection } from '../state/selection'
import { HostText } from '../ui/host-text'
import { StateIcon } from '../ui/state-icon'
import { useSettled } from '../ui/use-settled'
import { Overview } from './overview'
import styles from './details-pane.module.css'

const tabTitles: Readonly<Record<DetailsTab, string>> = {
  overview: t('Overview'),
  performance: t('Performance'),
  hardware: t('Hardware'),
  snapshots: t('Snapshots'),
  xml: 'XML',
  events: t('Events'),
}

const Performance = lazy(async () => ({ default: (await import('./performance')).Performance }))
const Hardware = lazy(async () => ({ default: (await import('./hardware')).Hardware }))
const Snapshots = lazy(async () => ({ default: (await import('./snapshots')).Snapshots }))
const MachineXml = lazy(async () => ({ default: (await import('./machine-xml')).MachineXml }))
const Events = lazy(async () => ({ default: (await import('./events')).Events }))

const tabViews: Readonly<Record<DetailsTab, (props: { machine: Machine }) => React.ReactNode>> = {
  overview: (props) => <Overview {...props} />,
  performance: (props) => <Performance {...props} />,
  hardware: (props) => <Hardware {...props} />,
  snapshots: (props) => <Snapshots {...props} />,
  xml: (props) => <MachineXml {...props} />,
  events: (props) => <Events {...props} />,
}

/** How long the cursor must rest on a machine before its host is asked, in ms. */
const REST = 120

/** The machine that the cursor rests on, as it is now. */
const useRestingMachine = (): Machine | undefined => {
  const active = useSettled(
    useSelection((selection) => selection.active),
    REST,
  )
  const machine = useQuery({
    ...machinesQuery,
    select: (fleet) => (active === null ? undefined : machineIn(fleet, active)),
  }).data
  // What else the host says of it may be different too once this is.
  useEffect(() => {
    if (machine !== undefined) {
      void queryClient.invalidateQueries({ queryKey: ['machine', machine.id] })
    }
  }, [machine])
  return machine
}

const Title = ({ machine }: { readonly machine: Machine }) => (
  <h2 className={styles['title']} title={machine.name}>
    <StateIcon state={machine.pending === undefined ? machine.state : 'pending'} />
    <span className={styles['name']}>
      <HostText text={machine.name} />
    </span>
    <span className={styles['state']}>
      {machine.pending === undefined
        ? t(stateWords[machine.state])
        : t(machineActions[machine.pending].pending)}
    </span>
  </h2>
)

/** All about the machine under the cursor. */
export const DetailsPane = () => {
  const machine = useRestingMachine()
  const tab = useLayout((layout) => layout.detailsTab)
  return (
    <div className={styles['pane']}>
      {machine === undefined ? (
        <p className={styles['nothing']}>{t('There is no machine to tell of.')}</p>
      ) : (
        <Tabs.Root
          className={styles['tabs']}
          value={tab}
          onValueChange={(value) => changeLayout({ detailsTab: value as DetailsTab })}
        >
          <div className={styles['head']}>
            <Title machine={machine} />
            <Tabs.List className={styles['list']} aria-label={t('Details')}>
              {detailsTabs.map((name) => (
                <Tabs.Trigger key={name} value={name} className={styles['tab']}>
                  {tabTitles[name]}
                </Tabs.Trigger>
              ))}
            </Tabs.List>
          </div>
          <Tabs.Content value={tab} className={styles['content']}>
            <Suspense fallback={null}>{tabViews[tab]({ machine })}</Suspense>
          </Tabs.Content>
        </Tabs.Root>
      )}
    </div>
  )
}
