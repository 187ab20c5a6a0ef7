import type { RemovalItem } from '../../src-preload/contract/removal'
import { t } from '../../src-preload/language/t'
import { formatMemory } from '../ui/format'
import { HostText } from '../ui/host-text'
import { visibleText } from '../ui/visible-text'
import styles from './removal-dialog.module.css'

const kinds: Readonly<Record<RemovalItem['kind'], string>> = {
  definition: t('Definition'),
  disk: t('Disk'),
  backing: t('Base image'),
  nvram: t('Firmware memory'),
  tpm: 'TPM',
  managedSave: t('Saved memory'),
  snapshot: t('Snapshot'),
  checkpoint: t('Checkpoint'),
  snapshotMemory: t('Snapshot memory'),
}

const sizeOf = ({ size }: RemovalItem): string =>
  size === undefined ? '' : formatMemory(size / 1024)

interface ItemProps {
  readonly item: RemovalItem
  readonly isGoing: boolean
  /** Say where it can't come back. */
  readonly toTrash: boolean
  readonly onChoose: (goes: boolean) => void
}

const Item = ({ item, isGoing, toTrash, onChoose }: ItemProps) => {
  const notes = [
    ...(item.reason === undefined ? [] : [visibleText(item.reason)]),
    ...(toTrash && isGoing && !item.restorable ? [t('does not come back with a restore')] : []),
  ].join('; ')
  const label = `${kinds[item.kind]} ${visibleText(item.label)}`
  return (
    <li className={styles['item']} data-going={isGoing}>
      {item.fate === 'choice' ? (
        <input
          type="checkbox"
          aria-label={label}
          checked={isGoing}
          onChange={(event) => onChoose(event.target.checked)}
        />
      ) : (
        <span />
      )}
      <span className={styles['kind']}>{kinds[item.kind]}</span>
      <span className={styles['label']}>
        <HostText text={item.label} />
        {notes === '' ? null : <span className={styles['note']}> {notes}</span>}
      </span>
      <span className={styles['size']}>{sizeOf(item)}</span>
    </li>
  )
}

interface RemovalItemsProps {
  readonly items: readonly RemovalItem[]
  readonly chosen: ReadonlySet<string>
  readonly toTrash: boolean
  readonly onChoose: (key: string, goes: boolean) => void
}

const sections = [
  { fate: 'goes', title: t('Goes') },
  { fate: 'choice', title: t('Goes too, where ticked') },
  { fate: 'stays', title: t('Stays') },
] as const

/** Every file and object of a machine, by what becomes of it. */
export const RemovalItems = ({ items, chosen, toTrash, onChoose }: RemovalItemsProps) =>
  sections.map(({ fate, title }) => {
    const found = items.filter((item) => item.fate === fate)
    if (found.length === 0) return null
    return (
      <section key={fate} aria-label={title}>
        <h3 className={styles['heading']}>{title}</h3>
        <ul>
          {found.map((item) => (
            <Item
              key={item.key}
              item={item}
              isGoing={fate === 'goes' || (fate === 'choice' && chosen.has(item.key))}
              toTrash={toTrash}
              onChoose={(goes) => onChoose(item.key, goes)}
            />
          ))}
        </ul>
      </section>
    )
  })
