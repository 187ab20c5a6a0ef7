import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CallInput } from '../../src-preload/contract'
import type { DiskJob, MachineDisk } from '../../src-preload/contract/disk'
import type { Machine } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { FailureAlert } from '../failures/failure-alert'
import { useOrder } from '../failures/use-order'
import { cancelJob, useHostJobs } from '../queries/host-jobs'
import { HostJobProgress } from '../activity/host-job-line'
import { closeOverlay } from '../state/overlay'
import { raiseFailure } from '../state/problems'
import { Button } from '../ui/button'
import { ChoiceField } from '../ui/choice-field'
import { Dialog } from '../ui/dialog'
import { formatMemory } from '../ui/format'
import { HostText } from '../ui/host-text'
import { NumberField } from '../ui/number-field'
import { SelectField } from '../ui/select-field'
import { isolated } from '../ui/visible-text'
import { CopyFields, MergeFields, ResizeFields } from './disk-fields'
import { besideOf, MIB, type DiskForm } from './disk-form'
import styles from './disks-dialog.module.css'

type DiskChange = CallInput<'disks.change'>

/** How often disks are looked at while the dialog stands, in ms: no event tells how far a job is. */
const LOOK = 2_000

const verbs: Readonly<Record<DiskForm['act'], string>> = {
  resize: t('Resize'),
  copy: t('Copy'),
  commit: t('Merge'),
  pull: t('Pull'),
}

const kindWords: Readonly<Record<DiskJob['kind'], string>> = {
  pull: t('Taking in what it lies on'),
  copy: t('Copying'),
  commit: t('Merging'),
  backup: t('Backing up'),
  other: t('Busy'),
}

/** The images of a disk, from the one that is written to downwards. */
const Chain = ({ disk }: { readonly disk: MachineDisk }) => (
  <ol aria-label={t('Images of {target}', { target: disk.target })} className={styles['chain']}>
    {disk.images.map(({ path, format }, depth) => (
      <li key={path} style={{ paddingInlineStart: Math.min(depth, 12) * 16 }}>
        <span className={styles['path']}>
          <HostText text={path} />
        </span>
        <span className={styles['note']}>
          {[
            ...(format === undefined ? [] : [format]),
            ...(depth === 0 && disk.capacity !== undefined
              ? [formatMemory(disk.capacity / 1024)]
              : []),
            depth === 0 ? t('written to') : t('only read'),
          ].join(', ')}
        </span>
      </li>
    ))}
  </ol>
)

/** What moves the disk's data now; our own job can be steered. */
const Running = ({ job }: { readonly job: DiskJob }) => {
  const ours = useHostJobs(({ jobs }) =>
    job.jobId === undefined ? undefined : jobs.get(job.jobId),
  )
  const pivot = (jobId: string): void => {
    call('disks.pivot', { jobId }).catch((thrown: unknown) => raiseFailure(failureFrom(thrown)))
  }
  return (
    <div className={styles['running']} role="group" aria-label={t('Under way')}>
      {ours === undefined ? (
        <span>
          {t('{doing}: {done} of {total}', {
            doing: kindWords[job.kind],
            done: formatMemory(job.done / 1024),
            total: formatMemory(job.total / 1024),
          })}
        </span>
      ) : (
        <HostJobProgress job={ours} />
      )}
      <span className={styles['buttons']}>
        {job.isReady && job.jobId !== undefined ? (
          <Button look="primary" onClick={() => pivot(job.jobId ?? '')}>
            {t('Pivot')}
          </Button>
        ) : null}
        {ours?.cancellable && ours.state === 'running' ? (
          <Button onClick={() => void cancelJob(ours.id)}>{t('Cancel the job')}</Button>
        ) : null}
      </span>
    </div>
  )
}

const changeOf = (form: DiskForm, id: string, { target }: MachineDisk): DiskChange => {
  const bytesPerSecond = form.limit * MIB
  switch (form.act) {
    case 'resize':
      return { act: 'resize', id, target, capacity: form.size * MIB }
    case 'copy': {
      const { path, format, ending } = form
      return { act: 'copy', id, target, path: path.trim(), format, ending, bytesPerSecond }
    }
    case 'commit':
    case 'pull':
      return {
        act: form.act,
        id,
        target,
        ...(form.base !== '' && { base: form.base }),
        bytesPerSecond,
      }
  }
}

const whyNot = (form: DiskForm, disk: MachineDisk | undefined, isRunning: boolean) => {
  if (disk === undefined) return t('It has no disk that it writes to.')
  if (form.act === 'resize') {
    return form.size * MIB > (disk.capacity ?? 0) ? null : t('Choose more than it has.')
  }
  if (!isRunning) return t('libvirt does this only while the machine runs.')
  if (form.act === 'copy') {
    return form.path.trim().startsWith('/') ? null : t('Choose a path on the host.')
  }
  return disk.images.length > 1 ? null : t('It lies on nothing: there is nothing to merge.')
}

/** What can be done to a machine's disks while it runs: resized, copied, merged. */
export const DisksDialog = ({ machine }: { readonly machine: Machine }) => {
  const { id } = machine
  const [chosen, setChosen] = useState<string | null>(null)
  const [changes, setChanges] = useState<Partial<DiskForm>>({})
  const { failure, order } = useOrder()
  const { data, error, refetch } = useQuery({
    queryKey: ['disks', id],
    queryFn: () => call('disks.list', { id }),
    staleTime: 0,
    refetchInterval: LOOK,
  })
  const disk = data?.disks.find(({ target }) => target === chosen) ?? data?.disks[0]
  const form: DiskForm = {
    act: 'resize',
    size: Math.ceil((disk?.capacity ?? 0) / MIB),
    path: besideOf(disk),
    format: 'qcow2',
    ending: 'pivot',
    base: '',
    limit: 0,
    ...changes,
  }
  const change = (more: Partial<DiskForm>): void => setChanges({ ...changes, ...more })
  const reason = data === undefined ? '' : whyNot(form, disk, data.isRunning)

  const act = (): void => {
    if (reason !== null || disk === undefined) return
    void order(async () => {
      await call('disks.change', changeOf(form, id, disk))
      setChanges({ act: form.act })
      await refetch()
    })
  }
  return (
    <Dialog
      title={t('Disks of {name}', { name: isolated(machine.name) })}
      wide
      onClose={closeOverlay}
      onSubmit={act}
      buttons={
        <>
          <Button onClick={closeOverlay}>{t('Close')}</Button>
          <Button look="primary" submits data-first-focus aria-disabled={reason !== null}>
            {verbs[form.act]}
          </Button>
        </>
      }
    >
      <SelectField
        label={t('Disk')}
        value={disk?.target ?? ''}
        options={(data?.disks ?? []).map(({ target }) => ({ value: target, text: target }))}
        onChoose={(target) => {
          setChosen(target)
          setChanges({ act: form.act })
        }}
      />
      {disk === undefined ? null : <Chain disk={disk} />}
      {disk?.job === undefined ? null : <Running job={disk.job} />}
      <ChoiceField
        label={t('What to do')}
        value={form.act}
        options={[
          { value: 'resize', text: t('Resize') },
          { value: 'copy', text: t('Copy') },
          { value: 'commit', text: t('Merge down') },
          { value: 'pull', text: t('Pull up') },
        ]}
        onChoose={(choice) => change({ act: choice })}
      />
      {form.act === 'resize' ? <ResizeFields form={form} onChange={change} /> : null}
      {form.act === 'copy' ? <CopyFields form={form} onChange={change} /> : null}
      {form.act === 'commit' || form.act === 'pull' ? (
        <MergeFields form={form} disk={disk} onChange={change} />
      ) : null}
      {form.act === 'resize' ? null : (
        <NumberField
          label={t('Speed limit')}
          hint={t('0 is as fast as it goes')}
          value={form.limit}
          least={0}
          most={100_000}
          unit="MiB/s"
          onNumber={(limit) => change({ limit })}
        />
      )}
      {reason ? <p className={styles['note']}>{reason}</p> : null}
      <FailureAlert failure={failure} error={error} />
    </Dialog>
  )
}
