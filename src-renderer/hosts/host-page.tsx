import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Host } from '../../src-preload/contract/host'
import { t } from '../../src-preload/language/t'
import { useActionContext } from '../app/action-context'
import { titleOf } from '../app/action'
import { closePage } from '../app/close-page'
import { runAction } from '../app/run-action'
import { pickActions, useActions } from '../app/use-actions'
import { failureFrom } from '../bridge/failure-error'
import { FailureDetails } from '../failures/failure-details'
import { PageFrame } from '../pages/page-frame'
import { ScrollingPart } from '../pages/scrolling-part'
import { hostDetailsQuery } from '../queries/host-details'
import { hostsQuery } from '../queries/hosts'
import { Button } from '../ui/button'
import { HostFacts } from './host-facts'
import { HostLoadCharts } from './host-load-charts'
import { HostProblem } from './host-problem'
import styles from './host-page.module.css'

/** The actions that are worth a button here; the page says already which host they are for. */
const buttonsOf = ({ id }: Host) =>
  [
    { id: `host.show.${id}`, text: t('Show its machines') },
    { id: 'host.storage', text: t('Storage') },
    { id: 'host.networks', text: t('Networks') },
    { id: `host.disconnect.${id}`, text: t('Disconnect') },
    { id: 'host.doctor', text: t('Examine') },
    { id: 'host.edit', text: t('Edit…') },
    { id: 'host.remove', text: t('Remove…') },
  ] as const

const HostButtons = ({ host }: { readonly host: Host }) => {
  const context = useActionContext()
  const actions = useActions()
  return (
    <div role="group" aria-label={t('Host')} className={styles['buttons']}>
      {buttonsOf(host).flatMap(({ id, text }, index) =>
        pickActions(actions, [id]).map((action) => (
          <Button
            key={id}
            title={titleOf(action, context)}
            {...(index === 0 && { 'data-first-focus': '' })}
            onClick={() => runAction(action)}
          >
            {text}
          </Button>
        )),
      )}
    </div>
  )
}

const Connected = ({ host }: { readonly host: Host }) => {
  const { data, error } = useQuery(hostDetailsQuery(host))
  return (
    <>
      <HostLoadCharts hostId={host.id} />
      {error === null ? (
        <HostFacts host={host} details={data} />
      ) : (
        <FailureDetails failure={failureFrom(error)} />
      )}
    </>
  )
}

/** All about one host. */
export const HostPage = ({ hostId }: { readonly hostId: string }) => {
  const host = useQuery(hostsQuery).data?.find(({ id }) => id === hostId)
  const isGone = host === undefined
  useEffect(() => {
    // Not from within the effect: the machines must stand when the focus goes back to them.
    if (isGone) queueMicrotask(closePage)
  }, [isGone])
  if (host === undefined) return null
  return (
    <PageFrame label={t('About {name}', { name: host.name })}>
      <ScrollingPart label={t('About the host')}>
        <HostButtons host={host} />
        {host.state === 'connected' ? <Connected host={host} /> : <HostProblem host={host} />}
      </ScrollingPart>
    </PageFrame>
  )
}
