import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Machine } from '../../src-preload/contract/machine'
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
  const title = act === 'revert' ? 'Revert to' : 'Delete snapshot'
  return (
    <ConfirmDialog
      label={`${title} ${isolated(name)}?`}
      title={
        <>
          {title} <HostText text={name} />?
        </>
      }
      verb={act === 'revert' ? 'Revert' : 'Delete'}
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
        <p role="status">Looking at all that would change…</p>
      ) : null}
      {plan === undefined ? null : <PlanEffects plan={plan} />}
      {act === 'delete' ? (
        <CheckField
          label="Delete the snapshots after it too"
          checked={withChildren}
          onCheck={setWithChildren}
        />
      ) : null}
    </ConfirmDialog>
  )
}
