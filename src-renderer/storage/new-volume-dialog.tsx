import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Pool, Volume } from '../../src-preload/contract/storage'
import { t } from '../../src-preload/language/t'
import { FailureAlert } from '../failures/failure-alert'
import { useOrder } from '../failures/use-order'
import { volumeQuery, volumeUsersQuery } from '../queries/volumes'
import { closeOverlay } from '../state/overlay'
import { Button } from '../ui/button'
import { CheckField } from '../ui/check-field'
import { Dialog } from '../ui/dialog'
import { formatMemory } from '../ui/format'
import { exactSize, parseSize } from '../ui/parse-size'
import { SelectField } from '../ui/select-field'
import { SizeField } from '../ui/size-field'
import { TextField } from '../ui/text-field'
import { isolated } from '../ui/visible-text'
import { UsedBy } from './used-by'
import { createVolume } from './volume-calls'
import { formatOptions } from './volume-words'
import styles from './storage-dialogs.module.css'

interface FormProps {
  readonly pool: Pool
  /** What it is to lie on. */
  readonly base: Volume | null
}

const Form = ({ pool, base }: FormProps) => {
  const [name, setName] = useState('')
  const [size, setSize] = useState(base === null ? '20 GiB' : exactSize(base.capacity))
  const [format, setFormat] = useState('qcow2')
  const [whole, setWhole] = useState(false)
  const used = useQuery({ ...volumeUsersQuery(pool.id), enabled: base !== null }).data?.users
  const writers = (used?.[base?.name ?? ''] ?? []).filter(({ writes }) => writes)
  const { failure, order } = useOrder()
  const capacity = parseSize(size)
  const isTooMuch =
    whole && capacity !== null && pool.available !== undefined && capacity > pool.available
  const canMake = name.trim() !== '' && capacity !== null && capacity > 0
  const make = (): void => {
    if (!canMake) return
    void order(async () => {
      await createVolume({
        poolId: pool.id,
        name: name.trim(),
        ...(pool.holdsFiles && { format }),
        capacity,
        ...(whole && { allocation: capacity }),
        ...(base !== null && { backing: { path: base.path, format: base.format ?? 'raw' } }),
      })
      closeOverlay()
    })
  }
  const free = pool.available === undefined ? undefined : formatMemory(pool.available / 1024)
  return (
    <Dialog
      title={
        base === null
          ? t('New volume in {name}', { name: isolated(pool.name) })
          : t('New volume on top of {name}', { name: isolated(base.name) })
      }
      onClose={closeOverlay}
      onSubmit={make}
      buttons={
        <>
          <Button onClick={closeOverlay}>{t('Cancel')}</Button>
          <Button look="primary" submits aria-disabled={!canMake}>
            {t('Create')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('Name')}
        value={name}
        maxLength={255}
        placeholder={pool.holdsFiles ? 'data.qcow2' : 'data'}
        data-first-focus
        onText={setName}
      />
      <div className={styles['pair']}>
        <SizeField
          label={t('Size')}
          text={size}
          note={free === undefined ? undefined : t('{free} free', { free })}
          onText={setSize}
        />
        {pool.holdsFiles ? (
          <SelectField
            label={t('Format')}
            value={format}
            options={formatOptions().filter(({ value }) => base === null || value !== 'raw')}
            onChoose={setFormat}
          />
        ) : null}
      </div>
      {base === null ? (
        <CheckField
          label={t('Set all of it aside now')}
          {...(isTooMuch
            ? {
                hint: t('That is more than is free ({free}): the host will refuse.', {
                  free: free ?? '',
                }),
              }
            : {})}
          checked={whole}
          onCheck={setWhole}
        />
      ) : (
        <>
          <UsedBy users={writers} effect={t('what they write there would break the new volume')} />
          <p className={styles['about']}>
            {t('It holds only what differs from {name}, which nothing may write to from then on.', {
              name: isolated(base.name),
            })}
          </p>
        </>
      )}
      <FailureAlert failure={failure} />
    </Dialog>
  )
}

interface NewVolumeProps {
  readonly pool: Pool
  /** The volume that it is to lie on. */
  readonly on: string | undefined
}

/** Makes a volume, empty or on top of another one. */
export const NewVolumeDialog = ({ pool, on }: NewVolumeProps) => {
  const base = useQuery({ ...volumeQuery(pool.id, on ?? ''), enabled: on !== undefined }).data
  if (on === undefined) return <Form pool={pool} base={null} />
  return base ? <Form pool={pool} base={base} /> : null
}
