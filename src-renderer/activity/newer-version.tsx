import { ArrowUpRight } from 'lucide-react'
import { t } from '../../src-preload/language/t'
import { openUpdate, useUpdates } from '../queries/updates'
import styles from './activity.module.css'

/** A word on a newer version, where one is out: nobody has to do anything about it. */
export const NewerVersion = () => {
  const newer = useUpdates()?.newer ?? null
  if (newer === null) return null
  return (
    <button
      type="button"
      className={styles['toggle']}
      title={t('Opens its page in the browser')}
      onClick={() => void openUpdate()}
    >
      {t('Virthelm {version} is out', { version: newer })} <ArrowUpRight aria-hidden="true" />
    </button>
  )
}
