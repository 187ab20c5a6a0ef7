import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Backup } from '../../src-preload/contract/backup'
import type { Machine } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { FailureAlert } from '../failures/failure-alert'
import { useOrder } from '../failures/use-order'
import { poolsQuery } from '../queries/pools'
import { closeOverlay } from '../state/overlay'
import { Button } from '../ui/button'
import { ChoiceField } from '../ui/choice-field'
import { Dialog } from '../ui/dialog'
import { formatMomentWithSeconds } from '../ui/format'
import { SelectField } from '../ui/select-field'
import { TextField } from '../ui/text-field'
import { isolated } from '../ui/visible-text'
import { backupsQuery, followBackupJob, hostOfBackup } from './backup-calls'

/** Of a machine, its newest backup where none is meant; or one of a machine that is gone. */
export type RestoreDialogProps =
  | { readonly machine: Machine; readonly backup?: Backup }
  | { readonly machine?: undefined; readonly backup: Backup }

const describe = ({ at, kind, poolName }: Backup): string =>
  t('{at}, {kind}, in {pool}', {
    at: formatMomentWithSeconds(at),
    kind: kind === 'full' ? t('full') : t('incremental'),
    pool: poolName,
  })

/** Makes a machine's disks what they were, or another machine of them. */
export const RestoreDialog = (props: RestoreDialogProps) => {
  const { machine, backup } = props
  const { name: ofName, hostId } =
    props.machine === undefined
      ? { name: props.backup.machineName, hostId: hostOfBackup(props.backup) }
      : props.machine
  const isOff = machine?.state === 'shutOff'
  const known = useQuery({ ...backupsQuery(machine?.id ?? ''), enabled: machine !== undefined })
  const backups =
    machine === undefined ? [backup] : known.data?.backups.filter(({ broken }) => broken === null)
  const pools = useQuery(poolsQuery(hostId)).data?.filter(
    ({ state, holdsFiles }) => state === 'running' && holdsFiles,
  )
  const [chosenId, setChosen] = useState<string | null>(backup?.id ?? null)
  const [how, setHow] = useState<'replace' | 'newMachine'>(isOff ? 'replace' : 'newMachine')
  const [name, setName] = useState(machine === undefined ? ofName : `${ofName}-restored`)
  const [poolId, setPoolId] = useState<string | null>(null)
  const { failure, order } = useOrder()
  const chosen = backups?.find((one) => one.id === chosenId) ?? backups?.[0]
  const pool = poolId ?? pools?.[0]?.id
  const reason = ((): string | null => {
    if (backups?.length === 0)
      return t('There is no backup of it in the running pools of its host.')
    if (how === 'replace' && !isOff) {
      return t('Its disks can be replaced only while it is shut off.')
    }
    return how === 'newMachine' && name.trim() === '' ? t('It needs a name.') : null
  })()
  const canAct = chosen !== undefined && pool !== undefined && reason === null

  const act = (): void => {
    if (!canAct) return
    const place = { backupId: chosen.id, poolId: pool }
    void order(async () => {
      const { jobId } = await call(
        'backups.restore',
        how === 'replace' && machine !== undefined
          ? { how, id: machine.id, ...place }
          : { how: 'newMachine', name: name.trim(), ...place },
      )
      closeOverlay()
      const made = isolated(how === 'replace' ? ofName : name.trim())
      followBackupJob(jobId, t('Restoring {made}', { made }), t('Restored {made}', { made }))
    })
  }
  return (
    <Dialog
      title={t('Restore a backup of {name}', { name: isolated(ofName) })}
      onClose={closeOverlay}
      onSubmit={act}
      buttons={
        <>
          <Button onClick={closeOverlay}>{t('Cancel')}</Button>
          <Button look="primary" submits data-first-focus aria-disabled={!canAct}>
            {t('Restore')}
          </Button>
        </>
      }
    >
      <SelectField
        label={t('Backup')}
        value={chosen?.id ?? ''}
        options={(backups ?? []).map((one) => ({ value: one.id, text: describe(one) }))}
        onChoose={setChosen}
      />
      {machine === undefined ? null : (
        <ChoiceField
          label={t('As')}
          hint={
            how === 'replace'
              ? t('Its disks become what they were; the present ones stay on the host')
              : t('Another machine with these disks; this one stays as it is')
          }
          value={how}
          options={[
            { value: 'replace', text: t('This machine') },
            { value: 'newMachine', text: t('A new machine') },
          ]}
          onChoose={setHow}
        />
      )}
      {how === 'newMachine' ? (
        <TextField label={t('Name')} value={name} maxLength={200} onText={setName} />
      ) : null}
      <SelectField
        label={t('Disks go to')}
        value={pool ?? ''}
        options={(pools ?? []).map(({ id, name }) => ({ value: id, text: name }))}
        onChoose={setPoolId}
      />
      {reason === null ? null : <p role="status">{reason}</p>}
      <FailureAlert failure={failure} />
    </Dialog>
  )
}
