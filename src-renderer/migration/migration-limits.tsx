import { useState } from 'react'
import type { MigrationProgress } from '../../src-preload/contract/migration'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { raiseFailure } from '../state/problems'
import { say } from '../state/status'
import { Button } from '../ui/button'
import { TextField } from '../ui/text-field'
import { limitOf, MOST_BANDWIDTH, MOST_DOWNTIME } from './migration-form'
import styles from './migration-limits.module.css'

/** The limits of a migration that is under way; they hold at once. */
export const MigrationLimits = ({ progress }: { readonly progress: MigrationProgress }) => {
  const [downtimeText, setDowntime] = useState<string | null>(null)
  const [bandwidthText, setBandwidth] = useState<string | null>(null)
  const downtimeShown = downtimeText ?? String(progress.maxDowntime ?? '')
  const bandwidthShown = bandwidthText ?? String(progress.bandwidth ?? '')
  const maxDowntime = limitOf(downtimeShown, MOST_DOWNTIME)
  const bandwidth = limitOf(bandwidthShown, MOST_BANDWIDTH)
  const canApply =
    (downtimeText !== null || bandwidthText !== null) &&
    maxDowntime !== undefined &&
    bandwidth !== undefined
  const apply = async (): Promise<void> => {
    if (!canApply) return
    try {
      await call('migration.tune', {
        id: progress.machineId,
        ...(maxDowntime !== null && { maxDowntime }),
        ...(bandwidth !== null && { bandwidth }),
      })
      setDowntime(null)
      setBandwidth(null)
      say(t('The new limits hold'))
    } catch (thrown) {
      raiseFailure(failureFrom(thrown))
    }
  }
  return (
    <div
      className={styles['limits']}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !canApply) return
        event.preventDefault()
        void apply()
      }}
    >
      <TextField
        label={t('Longest pause, ms')}
        inputMode="numeric"
        placeholder="300"
        value={downtimeShown}
        aria-invalid={maxDowntime === undefined}
        onText={setDowntime}
      />
      <TextField
        label={t('At most, MiB/s')}
        inputMode="numeric"
        placeholder={t('no limit')}
        value={bandwidthShown}
        aria-invalid={bandwidth === undefined}
        onText={setBandwidth}
      />
      <Button aria-disabled={!canApply} onClick={() => void apply()}>
        {t('Apply limits')}
      </Button>
    </div>
  )
}
