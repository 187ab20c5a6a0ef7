import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Machine } from '../../src-preload/contract/machine'
import type { SnapshotKind } from '../../src-preload/contract/snapshot'
import { t } from '../../src-preload/language/t'
import { FailureAlert } from '../failures/failure-alert'
import { useOrder } from '../failures/use-order'
import { changeLayout } from '../state/layout'
import { closeOverlay } from '../state/overlay'
import { Button } from '../ui/button'
import { CheckField } from '../ui/check-field'
import { ChoiceField } from '../ui/choice-field'
import { Dialog } from '../ui/dialog'
import { NameField } from '../ui/name-field'
import { TextField } from '../ui/text-field'
import { useSettled } from '../ui/use-settled'
import { isolated } from '../ui/visible-text'
import { PlanEffects } from './plan-effects'
import { changeSnapshots, planQuery } from './snapshot-calls'

const hints: Readonly<Record<SnapshotKind, string>> = {
  internal: t('Inside its qcow2 images, with the memory where it runs'),
  external: t('What its disks hold stays behind; it goes on writing to new files'),
  externalMemory: t('As external, and the memory of now in a file of its own'),
}

/** How long nothing is typed before the host is asked, in ms. */
const REST = 300

const two = (figure: number): string => String(figure).padStart(2, '0')

/** The moment, in a form that may be part of a file's name. */
const nameOfNow = (): string => {
  const now = new Date()
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
  return `${day}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`
}

/** Takes a snapshot of a machine, once it is said what that does to its files. */
export const TakeSnapshotDialog = ({ machine }: { readonly machine: Machine }) => {
  const [name, setName] = useState(nameOfNow)
  const [description, setDescription] = useState('')
  const [kind, setKind] = useState<SnapshotKind>('internal')
  const [quiesce, setQuiesce] = useState(false)
  const [allowMixed, setAllowMixed] = useState(false)
  const { failure, order } = useOrder()
  const change = {
    act: 'create' as const,
    id: machine.id,
    name: name.trim(),
    description: description.trim(),
    kind,
    quiesce: quiesce && kind === 'external',
    allowMixed,
  }
  const typed = useSettled(JSON.stringify([change.name, change.description]), REST)
  const [askedName, askedDescription] = JSON.parse(typed) as [string, string]
  const asked = { ...change, name: askedName, description: askedDescription }
  const { data: plan, error } = useQuery({
    ...planQuery(asked),
    enabled: asked.name !== '',
    placeholderData: keepPreviousData,
  })
  const canTake = change.name !== '' && plan !== undefined && plan.refusals.length === 0

  const take = (): void => {
    if (!canTake) return
    void order(async () => {
      await changeSnapshots(change)
      closeOverlay()
      changeLayout({ detailsTab: 'snapshots' })
    })
  }
  return (
    <Dialog
      title={t('Take snapshot of {name}', { name: isolated(machine.name) })}
      wide
      onClose={closeOverlay}
      onSubmit={take}
      buttons={
        <>
          <Button onClick={closeOverlay}>{t('Cancel')}</Button>
          <Button look="primary" submits aria-disabled={!canTake} title={plan?.refusals.join('\n')}>
            {t('Take snapshot')}
          </Button>
        </>
      }
    >
      <NameField name={name} onName={setName} />
      <TextField
        label={t('Description')}
        value={description}
        maxLength={4096}
        onText={setDescription}
      />
      <ChoiceField
        label={t('Kind')}
        hint={hints[kind]}
        value={kind}
        options={[
          { value: 'internal', text: t('Internal') },
          { value: 'external', text: t('External') },
          { value: 'externalMemory', text: t('External with memory') },
        ]}
        onChoose={setKind}
      />
      {kind === 'external' ? (
        <CheckField
          label={t('Bring its file systems to rest first')}
          hint={t('The guest’s agent does that.')}
          checked={quiesce}
          onCheck={setQuiesce}
        />
      ) : null}
      {plan?.mixesKinds ? (
        <CheckField
          label={t('Mix internal and external snapshots')}
          hint={t('libvirt may then be unable to revert to them, or to delete them.')}
          checked={allowMixed}
          onCheck={setAllowMixed}
        />
      ) : null}
      <FailureAlert failure={failure} error={error} />
      {plan === undefined ? null : <PlanEffects plan={plan} />}
    </Dialog>
  )
}
