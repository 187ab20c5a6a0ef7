import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { BackupPlan } from '../../src-preload/contract/backup'
import type { Machine } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { FailureAlert } from '../failures/failure-alert'
import { useOrder } from '../failures/use-order'
import { guestQuery } from '../guest/guest-calls'
import { poolsQuery } from '../queries/pools'
import { changeLayout } from '../state/layout'
import { closeOverlay } from '../state/overlay'
import { Button } from '../ui/button'
import { CheckField } from '../ui/check-field'
import { ChoiceField } from '../ui/choice-field'
import { Dialog } from '../ui/dialog'
import { Fact, Facts } from '../ui/facts'
import { formatMemory, formatMoment } from '../ui/format'
import { HostText } from '../ui/host-text'
import { SelectField } from '../ui/select-field'
import { TextField } from '../ui/text-field'
import { useSettled } from '../ui/use-settled'
import { isolated } from '../ui/visible-text'
import { backupPlanQuery, followBackupJob } from './backup-calls'
import styles from './backup-dialogs.module.css'

/** How long nothing is typed before the host is asked, in ms. */
const REST = 350
/** The choice of a folder among the pools. */
const FOLDER = ''

const DiskFacts = ({ plan, isFull }: { readonly plan: BackupPlan; readonly isFull: boolean }) => (
  <Facts title={t('What is copied')}>
    {plan.disks.map(({ target, format, capacity, changed }) => (
      <Fact key={target} name={target}>
        {isFull || changed === undefined
          ? t('up to {capacity}', { capacity: formatMemory(capacity / 1024) })
          : t('{done} of {total}', {
              done: formatMemory(changed / 1024),
              total: formatMemory(capacity / 1024),
            })}
        {format === undefined ? '' : `, ${t('from {format}', { format })}`}
      </Fact>
    ))}
  </Facts>
)

/** Why the machine can't be backed up so, or what to know before. */
const Remarks = ({ lines, isAlert }: { lines: readonly string[]; isAlert: boolean }) =>
  lines.length === 0 ? null : (
    <div className={styles[isAlert ? 'refusals' : 'notes']} role={isAlert ? 'alert' : undefined}>
      <ul>
        {lines.map((line) => (
          <li key={line}>
            <HostText text={line} />
          </li>
        ))}
      </ul>
    </div>
  )

/** Copies a machine's disks to a pool or folder: whole, or what changed since the last time. */
export const BackUpDialog = ({ machine }: { readonly machine: Machine }) => {
  const { id, hostId } = machine
  const pools = useQuery(poolsQuery(hostId)).data?.filter(
    ({ state, holdsFiles }) => state === 'running' && holdsFiles,
  )
  const [poolId, setPoolId] = useState<string | null>(null)
  const [folder, setFolder] = useState('')
  const [wanted, setKind] = useState<'full' | 'incremental' | null>(null)
  const [track, setTrack] = useState(true)
  const [quiesce, setQuiesce] = useState(false)
  const { failure, order } = useOrder()
  const hasAgent = useQuery(guestQuery(machine)).data?.state === 'answering'
  const chosen = poolId ?? pools?.[0]?.id ?? FOLDER
  const settled = useSettled(folder.trim(), REST)
  const to = chosen === FOLDER ? { folder: folder.trim() } : { poolId: chosen }
  const isPlace = chosen !== FOLDER || folder.trim().startsWith('/')
  const { data: plan, error } = useQuery({
    ...backupPlanQuery({ id, to: chosen === FOLDER ? { folder: settled || '/' } : to }),
    enabled: pools !== undefined,
    placeholderData: keepPreviousData,
  })
  const canAdd = plan?.whyNotIncremental === null
  const kind = wanted ?? (canAdd ? 'incremental' : 'full')
  const refusals = [
    ...(plan?.refusals ?? []),
    ...(kind === 'incremental' && plan?.whyNotIncremental ? [plan.whyNotIncremental] : []),
  ]
  // What is not known yet the main process finds out: an Enter pressed early is not lost.
  const canAct = pools !== undefined && isPlace && refusals.length === 0
  const tracks = track && plan?.canTrack !== false

  const act = (): void => {
    if (!canAct) return
    void order(async () => {
      const request = { id, to, kind, track: tracks, quiesce: quiesce && hasAgent }
      const { jobId } = await call('backups.create', request)
      closeOverlay()
      changeLayout({ detailsTab: 'snapshots' })
      const name = isolated(machine.name)
      followBackupJob(jobId, t('Backing up {name}', { name }), t('Backed up {name}', { name }))
    })
  }
  return (
    <Dialog
      title={t('Back up {name}', { name: isolated(machine.name) })}
      onClose={closeOverlay}
      onSubmit={act}
      buttons={
        <>
          <Button onClick={closeOverlay}>{t('Cancel')}</Button>
          <Button look="primary" submits data-first-focus aria-disabled={!canAct}>
            {t('Back up')}
          </Button>
        </>
      }
    >
      <SelectField
        label={t('To')}
        value={chosen}
        options={[
          ...(pools ?? []).map(({ id, name, target }) => ({
            value: id,
            text: target === undefined ? name : `${name} (${target})`,
          })),
          { value: FOLDER, text: t('A folder of the host…') },
        ]}
        onChoose={setPoolId}
      />
      {chosen === FOLDER ? (
        <TextField
          label={t('Folder')}
          hint={t('It becomes a storage pool, so that its backups are found again.')}
          value={folder}
          mono
          placeholder="/srv/backups"
          maxLength={4096}
          onText={setFolder}
        />
      ) : null}
      <ChoiceField
        label={t('Kind')}
        hint={
          kind === 'full'
            ? t('All that its disks hold')
            : plan?.base
              ? t('What changed since {moment}', { moment: formatMoment(plan.base.at) })
              : t('What changed since the last one')
        }
        value={kind}
        options={[
          { value: 'full', text: t('Full') },
          { value: 'incremental', text: t('Incremental') },
        ]}
        onChoose={setKind}
      />
      <CheckField
        label={t('Let the next backup be incremental')}
        hint={plan?.whyNotTrack ?? t('A checkpoint remembers from now on what changes.')}
        checked={tracks}
        onCheck={setTrack}
      />
      {hasAgent ? (
        <CheckField
          label={t('Bring its file systems to rest at that moment')}
          hint={t('The guest’s agent does that; it lasts a blink.')}
          checked={quiesce}
          onCheck={setQuiesce}
        />
      ) : null}
      {plan === undefined ? null : <DiskFacts plan={plan} isFull={kind === 'full'} />}
      <Remarks lines={plan?.warnings ?? []} isAlert={false} />
      <Remarks lines={refusals} isAlert />
      <FailureAlert failure={failure} error={error} />
    </Dialog>
  )
}
