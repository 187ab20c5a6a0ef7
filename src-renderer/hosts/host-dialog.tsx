import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Host } from '../../src-preload/contract/host'
import { t } from '../../src-preload/language/t'
import { FailureDetails } from '../failures/failure-details'
import { useOrder } from '../failures/use-order'
import { appInfoQuery } from '../queries/app-info'
import { knownHosts } from '../queries/hosts'
import { closeOverlay } from '../state/overlay'
import { say } from '../state/status'
import { Button } from '../ui/button'
import { CheckField } from '../ui/check-field'
import { Dialog } from '../ui/dialog'
import { HostText } from '../ui/host-text'
import { rich } from '../ui/rich'
import { TextField } from '../ui/text-field'
import { isolated } from '../ui/visible-text'
import { addHost, editHost } from './host-calls'
import { nameFor } from './uri-hints'
import { UriHelp } from './uri-help'
import { TrialReport, useTrial } from './host-trial'
import styles from './host-dialog.module.css'

/** Adds a host, or changes the one that is given. */
export const HostDialog = ({ host }: { readonly host: Host | null }) => {
  const [name, setName] = useState(host?.name ?? '')
  const [uri, setUri] = useState(host?.uri ?? '')
  const [autoconnect, setAutoconnect] = useState(host?.autoconnect ?? true)
  const { failure, order } = useOrder()
  const { trial, attempt, forget } = useTrial()
  const isKept = useQuery(appInfoQuery).data?.connectOnly !== true

  const address = { name: name.trim() || nameFor(uri), uri: uri.trim(), autoconnect }
  const isComplete = address.name !== '' && address.uri !== ''
  const twin = knownHosts().find((other) => other.uri === address.uri && other.id !== host?.id)

  const changeUri = (text: string): void => {
    setUri(text)
    forget()
  }

  const save = (): void => {
    if (!isComplete) return
    void order(async () => {
      await (host === null ? addHost(address) : editHost({ hostId: host.id, ...address }))
      closeOverlay()
      const told = { name: isolated(address.name) }
      say(host === null ? t('Added {name}', told) : t('Changed {name}', told))
    })
  }

  const verb = host === null ? t('Add') : t('Save')
  return (
    <Dialog
      title={host === null ? t('Add host') : t('Edit host')}
      onClose={closeOverlay}
      onSubmit={save}
      buttons={
        <>
          <span className={styles['try']}>
            <Button
              aria-disabled={address.uri === '' || trial.state === 'trying'}
              onClick={() => {
                if (address.uri !== '' && trial.state !== 'trying') void attempt(address.uri)
              }}
            >
              {t('Try')}
            </Button>
          </span>
          <Button onClick={closeOverlay}>{t('Cancel')}</Button>
          <Button look="primary" submits aria-disabled={!isComplete}>
            {verb}
          </Button>
        </>
      }
    >
      <TextField
        label="URI"
        value={uri}
        mono
        maxLength={2000}
        placeholder="qemu+ssh://root@server.example/system"
        data-first-focus
        onText={changeUri}
      />
      {twin === undefined ? null : (
        <p className={styles['twin']}>
          {rich('{twin} has this URI too.', { twin: <HostText text={twin.name} /> })}
        </p>
      )}
      <TextField
        label={t('Name')}
        value={name}
        maxLength={200}
        placeholder={nameFor(uri)}
        onText={setName}
      />
      <CheckField
        label={t('Connect when Virthelm starts')}
        {...(isKept
          ? {}
          : {
              hint: t(
                'Hosts of the command line are open: what changes here holds for this start.',
              ),
            })}
        checked={autoconnect}
        onCheck={setAutoconnect}
      />
      <div className={styles['below']}>
        {trial.state === 'untried' ? <UriHelp uri={uri} onChange={changeUri} /> : null}
        <TrialReport trial={trial} />
      </div>
      {failure === null ? null : (
        <div role="alert" className={styles['failure']}>
          <strong>{failure.message}</strong>
          <FailureDetails failure={failure} />
        </div>
      )}
    </Dialog>
  )
}
