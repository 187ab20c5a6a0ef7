import type { Finding } from '../../src-preload/contract/doctor'
import { t } from '../../src-preload/language/t'
import { Button } from '../ui/button'
import { CommandLine } from '../ui/command-line'
import { HostText } from '../ui/host-text'
import { FindingIcon } from './finding-icon'
import styles from './finding-item.module.css'

interface FindingItemProps {
  readonly finding: Finding
  /** A fix is under way. */
  readonly isBusy: boolean
  readonly onFix: (finding: Finding) => void
}

/** One sentence, and what would mend it. */
export const FindingItem = ({ finding, isBusy, onFix }: FindingItemProps) => {
  const { state, sentence, fix } = finding
  return (
    <li className={styles['finding']}>
      <FindingIcon state={state} />
      <div className={styles['said']}>
        <p>
          <HostText text={sentence} />
        </p>
        {fix === undefined ? null : (
          <div className={styles['fix']}>
            <CommandLine command={fix.command} />
            {fix.runsHere ? (
              <Button
                aria-disabled={isBusy}
                onClick={() => {
                  if (!isBusy) onFix(finding)
                }}
              >
                {t('Run it…')}
              </Button>
            ) : null}
          </div>
        )}
        {fix?.afterwards === undefined ? null : (
          <p className={styles['afterwards']}>{fix.afterwards}</p>
        )}
      </div>
    </li>
  )
}
