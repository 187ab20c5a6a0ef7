import { useQuery } from '@tanstack/react-query'
import { EllipsisVertical } from 'lucide-react'
import { useDeferredValue, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import type { Pool, VolumeName } from '../../src-preload/contract/storage'
import { t } from '../../src-preload/language/t'
import { ActionButtons } from '../app/action-buttons'
import { closePage } from '../app/close-page'
import { MenuButton } from '../app/menu-button'
import { runAction } from '../app/run-action'
import { pickActions, useActions } from '../app/use-actions'
import { failureFrom } from '../bridge/failure-error'
import { FailureDetails } from '../failures/failure-details'
import { FILTER_ID } from '../machines/focus'
import { volumeNamesQuery } from '../queries/volumes'
import { chooseVolume, useResourceCursor } from '../state/resource-cursor'
import { Button } from '../ui/button'
import { formatCount } from '../ui/format'
import { HostText } from '../ui/host-text'
import { KeyHint } from '../ui/key-hint'
import { rich } from '../ui/rich'
import { SearchBox } from '../ui/search-box'
import { useFreshVolumes } from './use-fresh-volumes'
import { VolumeDetails } from './volume-details'
import { focusVolumes, VOLUMES_ID, VolumeGrid } from './volume-grid'
import { useTakeLostFocus } from '../ui/use-take-lost-focus'
import styles from '../pages/resource-page.module.css'
import own from './volume-pane.module.css'

/** Those that hold every word of the filter. */
const matching = (names: readonly VolumeName[], filter: string): readonly VolumeName[] => {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return names
  return names.filter(({ name }) => {
    const text = name.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

const onFilterKey = (event: KeyboardEvent<HTMLInputElement>): void => {
  const isEmpty = event.currentTarget.value === ''
  if (event.key === 'Escape' && isEmpty) closePage()
  else if (event.key === 'ArrowDown' || event.key === 'Enter') focusVolumes()
  else return
  event.preventDefault()
}

/** The actions that a pool without volumes calls for, as buttons with words. */
const Offers = ({ ids }: { readonly ids: readonly string[] }) => (
  <div className={own['offers']}>
    {pickActions(useActions(), ids).map((action) => (
      <Button key={action.id} onClick={() => runAction(action)}>
        {typeof action.title === 'string' ? action.title : action.generalTitle}
        {action.keys[0] === undefined ? null : <KeyHint keys={action.keys[0]} />}
      </Button>
    ))}
  </div>
)

/** In place of the list, with its keys. */
const NoVolumes = ({ pool }: { readonly pool: Pool }) => {
  const place = useRef<HTMLDivElement>(null)
  useTakeLostFocus(place)
  return (
    <div
      ref={place}
      id={VOLUMES_ID}
      role="group"
      aria-label={t('Volumes')}
      tabIndex={0}
      data-keys="volumes"
      className={styles['message']}
    >
      <p>{rich('There are no volumes in {pool}.', { pool: <HostText text={pool.name} /> })}</p>
      <Offers ids={['volume.new', 'volume.upload']} />
    </div>
  )
}

const Volumes = ({ pool }: { readonly pool: Pool }) => {
  const [filter, setFilter] = useState('')
  const shownFilter = useDeferredValue(filter)
  const { data: all, error } = useQuery(volumeNamesQuery(pool.id))
  const names = useMemo(() => matching(all ?? [], shownFilter), [all, shownFilter])
  const chosen = useResourceCursor((cursor) => cursor.volumes[pool.id])
  useFreshVolumes(pool.id)

  const isShown = names.some(({ name }) => name === chosen)
  const first = names[0]?.name
  useEffect(() => {
    if (!isShown && first !== undefined) chooseVolume(pool.id, first)
  }, [pool.id, isShown, first])

  return (
    <>
      <div className={styles['bar']}>
        <SearchBox
          id={FILTER_ID}
          aria-label={t('Filter volumes')}
          placeholder={t('Filter volumes')}
          maxLength={1000}
          keys="/"
          value={filter}
          onSearch={setFilter}
          onKeyDown={onFilterKey}
        />
        <span className={own['count']} role="status">
          {all === undefined
            ? ''
            : filter === ''
              ? t('{count, plural, one {# volume} other {# volumes}}', { count: all.length })
              : t('{shown} of {count, plural, one {# volume} other {# volumes}}', {
                  shown: formatCount(names.length),
                  count: all.length,
                })}
        </span>
        <div className={styles['buttons']}>
          <ActionButtons
            ids={[
              'volume.new',
              'volume.upload',
              'volume.download',
              'volume.clone',
              'volume.resize',
            ]}
          />
          <MenuButton label={t('More for the volume')} menu="volume-menu">
            <EllipsisVertical aria-hidden="true" />
          </MenuButton>
        </div>
      </div>
      {error === null ? null : (
        <div className={styles['message']}>
          <p>{error.message}</p>
          <FailureDetails failure={failureFrom(error)} />
        </div>
      )}
      {all?.length === 0 ? (
        <NoVolumes pool={pool} />
      ) : (
        <VolumeGrid pool={pool} names={names} chosen={isShown ? chosen : undefined} />
      )}
      {isShown && chosen !== undefined ? <VolumeDetails pool={pool} name={chosen} /> : null}
    </>
  )
}

/** The volumes of a pool; what to do where it does not run. */
export const VolumePane = ({ pool }: { readonly pool: Pool }) =>
  pool.state === 'inactive' ? (
    <div className={styles['message']}>
      <p>
        {rich('{pool} is not running: its volumes show once it is started.', {
          pool: <HostText text={pool.name} />,
        })}
      </p>
      <Offers ids={['pool.start', 'pool.build']} />
    </div>
  ) : (
    <Volumes pool={pool} />
  )
