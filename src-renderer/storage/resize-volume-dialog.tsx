import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Pool, Volume } from '../../src-preload/contract/storage'
import { t } from '../../src-preload/language/t'
import { FailureAlert } from '../failures/failure-alert'
import { useOrder } from '../failures/use-order'
import { volumeQuery } from '../queries/volumes'
import { closeOverlay } from '../state/overlay'
import { Button } from '../ui/button'
import { CheckField } from '../ui/check-field'
import { Dialog } from '../ui/dialog'
import { formatMemory } from '../ui/format'
import { exactSize, parseSize } from '../ui/parse-size'
import { SizeField } from '../ui/size-field'
import { isolated } from '../ui/visible-text'
import { resizeVolume } from './volume-calls'

const Form = ({ pool, volume }: { readonly pool: Pool; readonly volume: Volume }) => {
  const [text, setText] = useState(exactSize(volume.capacity))
  const [shrink, setShrink] = useState(false)
  const { failure, order } = useOrder()
  const capacity = parseSize(text)
  const isSmaller = capacity !== null && capacity < volume.capacity
  const canResize = capacity !== null && capacity > 0 && (!isSmaller || shrink)
  const resize = (): void => {
    if (!canResize) return
    void order(async () => {
      await resizeVolume({ poolId: pool.id, name: volume.name, capacity, shrink: isSmaller })
      closeOverlay()
    })
  }
  return (
    <Dialog
      title={t('Resize {name}', { name: isolated(volume.name) })}
      onClose={closeOverlay}
      onSubmit={resize}
      buttons={
        <>
          <Button onClick={closeOverlay}>{t('Cancel')}</Button>
          <Button look="primary" submits aria-disabled={!canResize}>
            {t('Resize')}
          </Button>
        </>
      }
    >
      <SizeField
        label={t('Size')}
        text={text}
        note={t('now {size}', { size: formatMemory(volume.capacity / 1024) })}
        isFirst
        onText={setText}
      />
      {isSmaller ? (
        <CheckField
          label={t('Cut off what is beyond the new size')}
          hint={t('The file system inside must have been made smaller before.')}
          checked={shrink}
          onCheck={setShrink}
        />
      ) : null}
      <FailureAlert failure={failure} />
    </Dialog>
  )
}

/** Changes the size of a volume, also of one that a machine runs with. */
export const ResizeVolumeDialog = (props: { readonly pool: Pool; readonly name: string }) => {
  const volume = useQuery(volumeQuery(props.pool.id, props.name)).data
  return volume ? <Form pool={props.pool} volume={volume} /> : null
}
