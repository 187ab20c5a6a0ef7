import type { VolumeUser } from '../../src-preload/contract/storage'
import { t } from '../../src-preload/language/t'
import { visibleText } from '../ui/visible-text'
import styles from './storage-dialogs.module.css'

interface UsedByProps {
  readonly users: readonly VolumeUser[]
  /** What comes of it. */
  readonly effect?: string
}

/** Says which machines stand against what is to be done with a volume. */
export const UsedBy = ({ users, effect = t('take it out of there first') }: UsedByProps) =>
  users.length === 0 ? null : (
    <p className={styles['warning']}>
      {t('In use by {machines}: {effect}.', {
        machines: [...new Set(users.map(({ machineName }) => visibleText(machineName)))].join(', '),
        effect,
      })}
    </p>
  )
