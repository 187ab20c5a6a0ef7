import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Host } from '../../src-preload/contract/host'
import type { NetworkSuggestion } from '../../src-preload/contract/network'
import { DialogFailure, useOrder } from '../failures/use-order'
import { suggestionQuery } from '../queries/networks'
import { closeOverlay } from '../state/overlay'
import { Button } from '../ui/button'
import { CheckField } from '../ui/check-field'
import { Dialog } from '../ui/dialog'
import { SelectField } from '../ui/select-field'
import { TextField } from '../ui/text-field'
import { createNetwork } from './network-calls'
import { emptyForm, readForm, type NetworkForm, type NewMode } from './network-form'
import { modeAbout, modeWords } from './network-words'
import { SubnettedFields } from './subnetted-fields'
import styles from './network-dialogs.module.css'

const modes: readonly NewMode[] = ['nat', 'route', 'open', 'isolated', 'bridge', 'macvtap']

const kinds = [
  { value: 'bridge', text: 'Bridge: guests see each other' },
  { value: 'private', text: 'Private: guests don’t see each other' },
  { value: 'vepa', text: 'VEPA: through a switch outside' },
  { value: 'passthrough', text: 'Passthrough: the card is one guest’s alone' },
] as const

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
      title="New network"
      wide
      onClose={closeOverlay}
      onSubmit={() => void make()}
      buttons={
        <>
          <span className={styles['problem']} role="status">
            {isChecked ? problem : ''}
          </span>
          <Button onClick={closeOverlay}>Cancel</Button>
          <Button look="primary" submits aria-disabled={value === null}>
            Create
          </Button>
        </>
      }
    >
      <div className={styles['pair']}>
        <TextField
          label="Name"
          value={form.name}
          maxLength={200}
          placeholder="lab"
          data-first-focus
          onText={(name) => change({ name })}
        />
        <SelectField
          label="Mode"
          value={form.mode}
          options={modes.map((value) => ({ value, text: modeWords[value] }))}
          onChoose={(mode) => change({ mode })}
        />
      </div>
      <p className={styles['about']}>{modeAbout[form.mode]}</p>
      {form.mode === 'bridge' ? (
        <TextField
          label="Bridge"
          value={form.bridge}
          mono
          placeholder="br0"
          onText={(bridge) => change({ bridge })}
        />
      ) : null}
      {form.mode === 'macvtap' ? (
        <div className={styles['pair']}>
          <TextField
            label="Card"
            value={form.device}
            mono
            placeholder="eth0"
            onText={(device) => change({ device })}
          />
          <SelectField
            label="Sharing"
            value={form.kind}
            options={kinds}
            onChoose={(kind) => change({ kind })}
          />
        </div>
      ) : null}
      {form.mode === 'bridge' || form.mode === 'macvtap' ? null : (
        <SubnettedFields form={form} onChange={change} />
      )}
      <div className={styles['checks']}>
        <CheckField label="Start it at once" checked={start} onCheck={setStart} />
        <CheckField label="Start with its host" checked={autostart} onCheck={setAutostart} />
      </div>
      <DialogFailure failure={failure} />
    </Dialog>
  )
}

/** Makes a network; with the first subnet filled in that the host has free. */
export const NewNetworkDialog = ({ host }: { readonly host: Host }) => {
  const { data, isPending } = useQuery(suggestionQuery(host.id))
  return isPending ? null : <Form host={host} suggestion={data ?? null} />
}
