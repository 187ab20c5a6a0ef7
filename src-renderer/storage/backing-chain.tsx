import type { ChainLink, VolumeChain } from '../../src-preload/contract/storage'
import { t } from '../../src-preload/language/t'
import { choosePool, chooseVolume } from '../state/resource-cursor'
import { formatMemory } from '../ui/format'
import { HostText } from '../ui/host-text'
import { visibleText } from '../ui/visible-text'
import styles from './backing-chain.module.css'

type Place = 'over' | 'itself' | 'under'

const placeWords: Readonly<Record<Place, string>> = {
  over: t('lies on it'),
  itself: t('this volume'),
  under: t('lies under it'),
}

const nameOf = ({ volume, path }: ChainLink): string => volume ?? path

const goTo = ({ poolId, volume }: ChainLink): void => {
  if (poolId === undefined || volume === undefined) return
  choosePool(poolId)
  chooseVolume(poolId, volume)
}

const Link = ({ link, place }: { readonly link: ChainLink; readonly place: Place }) => {
  const canGo = link.volume !== undefined && place !== 'itself'
  const notes = [
    ...(link.format === undefined ? [] : [link.format]),
    ...(link.capacity === undefined ? [] : [formatMemory(link.capacity / 1024)]),
    ...(link.poolId === undefined ? [t('in no pool')] : []),
  ]
  return (
    <li className={styles['link']} data-place={place} title={visibleText(link.path)}>
      {canGo ? (
        <button type="button" onClick={() => goTo(link)}>
          <HostText text={nameOf(link)} />
        </button>
      ) : (
        <span className={styles['name']}>
          <HostText text={nameOf(link)} />
        </span>
      )}
      <span className={styles['notes']}>{notes.join(' · ')}</span>
      <span className="unseen">{placeWords[place]}</span>
    </li>
  )
}

/** What lies on a volume, itself, and what it lies on: drawn from top to bottom. */
export const BackingChain = ({ chain }: { readonly chain: VolumeChain }) => {
  const [itself, ...under] = chain.links
  return (
    <section aria-label={t('Backing chain')}>
      <h3 className={styles['title']}>{t('Backing chain')}</h3>
      <ul className={styles['chain']}>
        {chain.overlays.map((link) => (
          <Link key={link.path} link={link} place="over" />
        ))}
        {itself === undefined ? null : <Link link={itself} place="itself" />}
        {under.map((link) => (
          <Link key={link.path} link={link} place="under" />
        ))}
      </ul>
      {chain.isCut ? (
        <p className={styles['cut']}>{t('It goes on where no running pool shows it.')}</p>
      ) : null}
      {chain.overlays.length + under.length === 0 && !chain.isCut ? (
        <p className={styles['cut']}>{t('It lies on nothing, and nothing lies on it.')}</p>
      ) : null}
    </section>
  )
}
