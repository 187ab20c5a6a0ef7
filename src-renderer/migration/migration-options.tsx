import { t } from '../../src-preload/language/t'
import { CheckField } from '../ui/check-field'
import { TextField } from '../ui/text-field'
import { limitOf, MOST_BANDWIDTH, MOST_DOWNTIME, type MigrationForm } from './migration-form'
import styles from './migration-options.module.css'

interface MigrationOptionsProps {
  readonly form: MigrationForm
  /** Only what runs has memory to move. */
  readonly isRunning: boolean
  readonly onChange: (changed: Partial<MigrationForm>) => void
}

/** What libvirt does well by itself, for those who know better. */
export const MigrationOptions = ({ form, isRunning, onChange }: MigrationOptionsProps) => (
  <>
    {isRunning ? (
      <>
        <CheckField
          label={t('Slow the guest down where needed')}
          hint={t('When it writes faster than its memory can be moved')}
          checked={form.autoConverge}
          onCheck={(autoConverge) => onChange({ autoConverge })}
        />
        <CheckField
          label={t('Allow post-copy')}
          hint={t('It can be switched over early; a cut after that stops it')}
          checked={form.postCopy}
          onCheck={(postCopy) => onChange({ postCopy })}
        />
        <CheckField
          label={t('Keep its definition here')}
          hint={t('On the destination it lasts as long as it runs')}
          checked={form.isTemporary}
          onCheck={(isTemporary) => onChange({ isTemporary })}
        />
      </>
    ) : null}
    <CheckField
      label={t('I vouch for the disks')}
      hint={t('Both hosts see the same ones, and neither caches them')}
      checked={form.unsafe}
      onCheck={(unsafe) => onChange({ unsafe })}
    />
    <details className={styles['more']}>
      <summary>{t('Limits and addresses')}</summary>
      <div className={styles['fields']}>
        {isRunning ? (
          <div className={styles['pair']}>
            <TextField
              label={t('Longest pause, ms')}
              inputMode="numeric"
              placeholder="300"
              value={form.maxDowntime}
              aria-invalid={limitOf(form.maxDowntime, MOST_DOWNTIME) === undefined}
              onText={(maxDowntime) => onChange({ maxDowntime })}
            />
            <TextField
              label={t('At most, MiB/s')}
              inputMode="numeric"
              placeholder={t('no limit')}
              value={form.bandwidth}
              aria-invalid={limitOf(form.bandwidth, MOST_BANDWIDTH) === undefined}
              onText={(bandwidth) => onChange({ bandwidth })}
            />
          </div>
        ) : null}
        <TextField
          label={t('Address of the destination')}
          hint={t('As the source sees it; the destination knows one itself')}
          mono
          maxLength={255}
          value={form.address}
          onText={(address) => onChange({ address })}
        />
        {form.way === 'peerToPeer' ? (
          <TextField
            label={t('URI of the destination')}
            hint={t('As the source sees it; the one of this app otherwise')}
            mono
            maxLength={2000}
            value={form.peerUri}
            onText={(peerUri) => onChange({ peerUri })}
          />
        ) : null}
      </div>
    </details>
  </>
)
