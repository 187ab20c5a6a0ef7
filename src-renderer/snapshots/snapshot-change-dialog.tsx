import { rich } from '../ui/rich'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Machine } from '../../src-preload/contract/machine'
import { message, t } from '../../src-preload/language/t'
import { failureFrom } from '../bridge/failure-error'
import { FailureDetails } from '../failures/failure-details'
import { closeOverlay } from '../state/overlay'
import { raiseFailure } from '../state/problems'
import { CheckField } from '../ui/check-field'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { HostText } from '../ui/host-text'
import { isolated } from '../ui/visible-text'
import { PlanEffects } from './plan-effects'
import { changeSnapshots, planQuery } from './snapshot-calls'

interface SnapshotChangeDialogProps {
  readonly machine: Machine
  readonly act: 'revert' | 'delete'
  readonly name: string
}

/** Names all that changes and vanishes before a snapshot is reverted to or deleted. */
export const SnapshotChangeDialog = ({ machine, act, name }: SnapshotChangeDialogProps) => {
  const [withChildren, setWithChildren] = useState(false)
  const { id } = machine
  const change = act === 'revert' ? { act, id, name } : { act, id, name, withChildren }
  const { data: plan, error } = useQuery({
    ...planQuery(change),
    placeholderData: keepPreviousData,
  })
  const isReady = plan !== undefined && plan.refusals.length === 0
  const title = act === 'revert' ? message('Revert to {name}?') : message('Delete snapshot {name}?')
  return (
    <ConfirmDialog
      label={t(title, { name: isolated(name) })}
      title={rich(title, { name: <HostText text={name} /> })}
      verb={act === 'revert' ? t('Revert') : t('Delete')}
      wide
      isReady={isReady}
      onAct={() => {
        if (!isReady) return
        closeOverlay()
        changeSnapshots(change).catch((thrown: unknown) => raiseFailure(failureFrom(thrown)))
      }}
      onCancel={closeOverlay}
    >
      {error === null ? null : <FailureDetails failure={failureFrom(error)} />}
      {plan === undefined && error === null ? (
        <p role="status">{t('Looking at all that would change…')}</p>
      ) : null}
      {plan === undefined ? null : <PlanEffects plan={plan} />}
      {act === 'delete' ? (
        <CheckField
          label={t('Delete the snapshots after it too')}
          checked={withChildren}
          onCheck={setWithChildren}
        />
      ) : null}
    </ConfirmDialog>
  )
}
