import { useId, useState } from 'react'
import type { Pool } from '../../src-preload/contract/storage'
import { t } from '../../src-preload/language/t'
import { closeOverlay } from '../state/overlay'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { HostText } from '../ui/host-text'
import { rich } from '../ui/rich'
import { isolated } from '../ui/visible-text'
import { removePool } from './pool-calls'
import styles from './storage-dialogs.module.css'

/** What pools of these types are made of can be destroyed along with them, once it is empty. */
const destroyable: ReadonlySet<string> = new Set(['dir', 'fs', 'netfs', 'logical', 'disk', 'zfs'])

/** Asks before a pool is taken away, and whether what it is made of goes too. */
export const PoolRemoval = ({ pool }: { readonly pool: Pool }) => {
  const [destroys, setDestroys] = useState(false)
  const group = useId()
  const place = pool.target ?? pool.source ?? pool.name
  return (
    <ConfirmDialog
      label={t('Delete {name}?', { name: isolated(pool.name) })}
      title={rich('Delete the pool {pool}?', { pool: <HostText text={pool.name} /> })}
      verb={t('Delete')}
      onAct={() => {
        closeOverlay()
        removePool(pool, destroys)
      }}
      onCancel={closeOverlay}
    >
      {destroyable.has(pool.type) ? (
        <div role="radiogroup" aria-label={t('What goes')} className={styles['choices']}>
          <label>
            <input
              type="radio"
              name={group}
              checked={!destroys}
              onChange={() => setDestroys(false)}
            />
            <div>
              {t('Only forget it')}
              <br />
              <span>{t('What is in it stays, and can be made a pool again.')}</span>
            </div>
          </label>
          <label>
            <input
              type="radio"
              name={group}
              checked={destroys}
              onChange={() => setDestroys(true)}
            />
            <div>
              {rich('Destroy {place} too', { place: <HostText text={place} /> })}
              <br />
              <span>
                {t(
                  'Refused while a machine uses anything in it, and for a directory that is not empty.',
                )}
              </span>
            </div>
          </label>
        </div>
      ) : (
        <p>{t('The host forgets it. What is in it stays, and can be made a pool again.')}</p>
      )}
    </ConfirmDialog>
  )
}
