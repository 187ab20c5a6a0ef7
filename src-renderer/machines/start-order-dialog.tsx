import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Machine } from '../../src-preload/contract/machine'
import type { StartOrder } from '../../src-preload/contract/metadata'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { FailureError, failureFrom } from '../bridge/failure-error'
import { FailureAlert } from '../failures/failure-alert'
import { FailureDetails } from '../failures/failure-details'
import { useOrder } from '../failures/use-order'
import { detailsQuery } from '../queries/machine-details'
import { forgetMetadata, metadataQuery } from '../queries/metadata'
import { queryClient } from '../queries/query-client'
import { closeOverlay } from '../state/overlay'
import { say } from '../state/status'
import { Button } from '../ui/button'
import { CheckField } from '../ui/check-field'
import { Dialog } from '../ui/dialog'
import { NumberField } from '../ui/number-field'
import { isolated } from '../ui/visible-text'

/** Where a machine comes that was given no place yet. */
const FIRST: StartOrder = { order: 10, delay: 0 }

interface FormProps {
  readonly machine: Machine
  readonly autostart: boolean
  readonly start: StartOrder | null
  readonly canAutostart: boolean
}

const Form = ({ machine, autostart, start, canAutostart }: FormProps) => {
  const [isAutostarted, setAutostarted] = useState(autostart)
  const [hasPlace, setPlaced] = useState(start !== null)
  const [place, setPlace] = useState(start ?? FIRST)
  const { failure, order } = useOrder()

  const save = (): void => {
    const { id } = machine
    void order(async () => {
      if (isAutostarted !== autostart) {
        const [outcome] = await call('machines.setAutostart', {
          ids: [id],
          autostart: isAutostarted,
        })
        if (outcome?.failure !== undefined) throw new FailureError(outcome.failure)
        await queryClient.invalidateQueries({ queryKey: detailsQuery(id).queryKey })
      }
      await call('machines.setMetadata', { id, change: { start: hasPlace ? place : null } })
      await forgetMetadata(machine)
      closeOverlay()
      say(t('Saved how {name} starts', { name: isolated(machine.name) }))
    })
  }
  return (
    <Dialog
      title={t('Autostart of {name}', { name: isolated(machine.name) })}
      onClose={closeOverlay}
      onSubmit={save}
      buttons={
        <>
          <Button onClick={closeOverlay}>{t('Cancel')}</Button>
          <Button look="primary" submits data-first-focus>
            {t('Save')}
          </Button>
        </>
      }
    >
      <CheckField
        label={t('Start it with its host')}
        hint={
          canAutostart
            ? t('libvirt starts it by itself, in no order.')
            : t('A machine that is not kept when it is off cannot be started by its host.')
        }
        checked={isAutostarted}
        onCheck={(checked) => {
          if (canAutostart) setAutostarted(checked)
        }}
      />
      <CheckField
        label={t('Give it a place in the order of its host')}
        hint={t('For Start machines in order, which starts one after another.')}
        checked={hasPlace}
        onCheck={setPlaced}
      />
      {hasPlace ? (
        <>
          <NumberField
            label={t('Place')}
            hint={t('Lower ones start first; equal ones by name')}
            value={place.order}
            least={0}
            most={9999}
            onNumber={(order) => setPlace({ ...place, order })}
          />
          <NumberField
            label={t('Wait after it')}
            unit="s"
            hint={t('Before the next one starts')}
            value={place.delay}
            least={0}
            most={3600}
            onNumber={(delay) => setPlace({ ...place, delay })}
          />
        </>
      ) : null}
      <FailureAlert failure={failure} />
    </Dialog>
  )
}

/** Whether a machine starts with its host, and its place when all are started in order. */
export const StartOrderDialog = ({ machine }: { readonly machine: Machine }) => {
  const details = useQuery(detailsQuery(machine.id))
  const metadata = useQuery(metadataQuery(machine))
  const error = details.error ?? metadata.error
  if (details.data !== undefined && metadata.data !== undefined && !metadata.isFetching) {
    const { autostart, persistent } = details.data
    return (
      <Form
        machine={machine}
        autostart={autostart}
        start={metadata.data.start}
        canAutostart={persistent}
      />
    )
  }
  return error === null ? null : (
    <Dialog
      title={t('Autostart of {name}', { name: isolated(machine.name) })}
      onClose={closeOverlay}
      onSubmit={closeOverlay}
      buttons={<Button onClick={closeOverlay}>{t('Close')}</Button>}
    >
      <FailureDetails failure={failureFrom(error)} />
    </Dialog>
  )
}
