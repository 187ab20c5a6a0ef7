import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Host } from '../../src-preload/contract/host'
import type { NetworkSuggestion } from '../../src-preload/contract/network'
import { t } from '../../src-preload/language/t'
import { FailureAlert } from '../failures/failure-alert'
import { useOrder } from '../failures/use-order'
import { suggestionQuery } from '../queries/networks'
import { closeOverlay } from '../state/overlay'
import { Button } from '../ui/button'
import { CheckField } from '../ui/check-field'
import { Dialog } from '../ui/dialog'
import { TextField } from '../ui/text-field'
import { createNetwork } from './network-calls'
import { ModeField, ModeFields } from './mode-fields'
import { emptyForm, readForm, type NetworkForm } from './network-form'
import { isSubnetted, modeAbout } from './network-words'
import { LineFields } from './subnetted-fields'
import styles from './network-dialogs.module.css'

interface FormProps {
  readonly host: Host
  readonly suggestion: NetworkSuggestion | null
}

const Form = ({ host, suggestion }: FormProps) => {
  const [form, setForm] = useState(() => emptyForm(suggestion))
  const [start, setStart] = useState(true)
  const [autostart, setAutostart] = useState(true)
  const [isChecked, setIsChecked] = useState(false)
  const { failure, order } = useOrder()
  const { value, problem } = readForm(form)
  const change = (part: Partial<NetworkForm>): void => setForm((before) => ({ ...before, ...part }))

  const make = async (): Promise<void> => {
    setIsChecked(true)
    if (value === null) return
    await order(async () => {
      await createNetwork({ hostId: host.id, ...value, start, autostart })
      closeOverlay()
    })
  }
  return (
    <Dialog
      title={t('New network')}
      wide
      onClose={closeOverlay}
      onSubmit={() => void make()}
      buttons={
        <>
          <span className={styles['problem']} role="status">
            {isChecked ? problem : ''}
          </span>
          <Button onClick={closeOverlay}>{t('Cancel')}</Button>
          <Button look="primary" submits aria-disabled={value === null}>
            {t('Create')}
          </Button>
        </>
      }
    >
      <div className={styles['pair']}>
        <TextField
          label={t('Name')}
          value={form.name}
          maxLength={200}
          placeholder="lab"
          data-first-focus
          onText={(name) => change({ name })}
        />
        <ModeField mode={form.mode} onChoose={(mode) => change({ mode })} />
      </div>
      <p className={styles['about']}>{modeAbout[form.mode]}</p>
      <ModeFields form={form} onChange={change} />
      {isSubnetted(form.mode) ? (
        <LineFields leases={form.leases} dnsHosts={form.dnsHosts} onChange={change} />
      ) : null}
      <div className={styles['checks']}>
        <CheckField label={t('Start it at once')} checked={start} onCheck={setStart} />
        <CheckField label={t('Start with its host')} checked={autostart} onCheck={setAutostart} />
      </div>
      <FailureAlert failure={failure} />
    </Dialog>
  )
}

/** Makes a network; with the first subnet filled in that the host has free. */
export const NewNetworkDialog = ({ host }: { readonly host: Host }) => {
  const { data, isPending } = useQuery(suggestionQuery(host.id))
  return isPending ? null : <Form host={host} suggestion={data ?? null} />
}
