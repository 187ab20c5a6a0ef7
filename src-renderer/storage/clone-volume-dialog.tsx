import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Pool, Volume } from '../../src-preload/contract/storage'
import { t } from '../../src-preload/language/t'
import { FailureAlert } from '../failures/failure-alert'
import { useOrder } from '../failures/use-order'
import { poolsQuery } from '../queries/pools'
import { volumeQuery } from '../queries/volumes'
import { closeOverlay } from '../state/overlay'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { formatMemory } from '../ui/format'
import { SelectField } from '../ui/select-field'
import { NameField } from '../ui/name-field'
import { isolated } from '../ui/visible-text'
import { cloneVolume } from './volume-calls'
import { copyName, formatOptions } from './volume-words'
import styles from './storage-dialogs.module.css'

const Form = ({ pool, volume }: { readonly pool: Pool; readonly volume: Volume }) => {
  const [newName, setNewName] = useState(copyName(volume.name))
  const [toPoolId, setToPoolId] = useState(pool.id)
  const [format, setFormat] = useState(volume.format ?? 'qcow2')
  const { failure, order } = useOrder()
  const pools = (useQuery(poolsQuery(pool.hostId)).data ?? [pool]).filter(
    ({ state }) => state === 'running',
  )
  const target = pools.find(({ id }) => id === toPoolId) ?? pool
  const name = newName.trim()
  const canCopy = name !== ''
  const clone = (): void => {
    if (!canCopy) return
    void order(async () => {
      await cloneVolume({
        poolId: pool.id,
        name: volume.name,
        toPoolId: target.id,
        newName: name,
        ...(target.holdsFiles && { format }),
      })
      closeOverlay()
    })
  }
  return (
    <Dialog
      title={t('Copy {name}', { name: isolated(volume.name) })}
      onClose={closeOverlay}
      onSubmit={clone}
      buttons={
        <>
          <Button onClick={closeOverlay}>{t('Cancel')}</Button>
          <Button look="primary" submits aria-disabled={!canCopy}>
            {t('Copy')}
          </Button>
        </>
      }
    >
      <NameField label={t('Name of the copy')} name={newName} maxLength={255} onName={setNewName} />
      <div className={styles['pair']}>
        <SelectField
          label={t('Into the pool')}
          value={target.id}
          options={pools.map(({ id, name, available }) => ({
            value: id,
            text:
              available === undefined
                ? name
                : t('{name} ({available} free)', {
                    name,
                    available: formatMemory(available / 1024),
                  }),
          }))}
          onChoose={setToPoolId}
        />
        {target.holdsFiles ? (
          <SelectField
            label={t('Format')}
            value={format}
            options={formatOptions(volume.format)}
            onChoose={setFormat}
          />
        ) : null}
      </div>
      <p className={styles['about']}>
        {t(
          'The copy holds all that the volume shows, and lies on nothing. It needs up to {allocation}.',
          { allocation: formatMemory(volume.allocation / 1024) },
        )}
      </p>
      <FailureAlert failure={failure} />
    </Dialog>
  )
}

/** Copies a volume, also into another pool or format. */
export const CloneVolumeDialog = (props: { readonly pool: Pool; readonly name: string }) => {
  const volume = useQuery(volumeQuery(props.pool.id, props.name)).data
  return volume ? <Form pool={props.pool} volume={volume} /> : null
}
