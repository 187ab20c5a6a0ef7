import { useQuery } from '@tanstack/react-query'
import { Tabs } from 'radix-ui'
import type { ReactNode } from 'react'
import type { SettingValues } from '../../src-preload/contract/settings'
import { isLanguage, languages } from '../../src-preload/language/languages'
import { t } from '../../src-preload/language/t'
import { StickyUsbList } from '../hardware/sticky-usb-rules'
import { PageFrame } from '../pages/page-frame'
import { changeSettings, settingsQuery } from '../queries/settings'
import { useUpdates } from '../queries/updates'
import { CheckField } from '../ui/check-field'
import { ChoiceField } from '../ui/choice-field'
import { CopyButton } from '../ui/copy-button'
import { NumberField } from '../ui/number-field'
import { SelectField } from '../ui/select-field'
import { isolated } from '../ui/visible-text'
import { KeySettings } from './key-settings'
import { SettingsProblems } from './settings-problems'
import styles from './settings-page.module.css'

/** What a section is given: the settings in force, and how to change them. */
interface SectionProps {
  readonly values: SettingValues
}

const change = (changed: Partial<SettingValues>): void => void changeSettings(changed)

const Looks = ({ values }: SectionProps) => (
  <>
    <SelectField
      label={t('Language')}
      hint={t('Another one takes effect when Virthelm starts the next time')}
      value={values.language}
      options={[
        { value: 'system', text: t('The system’s') },
        ...Object.entries(languages).map(([value, text]) => ({ value, text })),
      ]}
      onChoose={(chosen) => change({ language: isLanguage(chosen) ? chosen : 'system' })}
    />
    <ChoiceField
      label={t('Theme')}
      value={values.theme}
      options={[
        { value: 'system', text: t('System') },
        { value: 'light', text: t('Light') },
        { value: 'dark', text: t('Dark') },
      ]}
      onChoose={(theme) => change({ theme })}
    />
    <ChoiceField
      label={t('Rows')}
      hint={t('How high the rows of the list are')}
      value={values.rows}
      options={[
        { value: 'normal', text: t('Normal') },
        { value: 'compact', text: t('Compact') },
      ]}
      onChoose={(rows) => change({ rows })}
    />
  </>
)

const Notifications = ({ values }: SectionProps) => (
  <fieldset className={styles['fieldset']}>
    <legend>{t('Call me when')}</legend>
    <CheckField
      label={t('A machine crashed')}
      checked={values.notifyCrash}
      onCheck={(notifyCrash) => change({ notifyCrash })}
    />
    <CheckField
      label={t('A machine was paused by an I/O error')}
      hint={t('Such as a disk that is full: the guest waits until there is room.')}
      checked={values.notifyIoError}
      onCheck={(notifyIoError) => change({ notifyIoError })}
    />
    <CheckField
      label={t('A host was lost')}
      checked={values.notifyHostLost}
      onCheck={(notifyHostLost) => change({ notifyHostLost })}
    />
  </fieldset>
)

const BulkActions = ({ values }: SectionProps) => (
  <NumberField
    label={t('Machines of one host at once')}
    hint={t('When an action is meant for many, so many are worked on at the same time')}
    value={values.parallelism}
    least={1}
    most={64}
    onNumber={(parallelism) => change({ parallelism })}
  />
)

const Consoles = ({ values }: SectionProps) => (
  <>
    <NumberField
      label={t('Size of the font')}
      hint={t('Of all consoles, those that are open among them')}
      value={values.consoleFontSize}
      least={6}
      most={48}
      unit="px"
      onNumber={(consoleFontSize) => change({ consoleFontSize })}
    />
    <CheckField
      label={t('Keep transcripts')}
      hint={t(
        'What consoles say is written to files that only you can read; what you type is in them where the guest shows it.',
      )}
      checked={values.transcripts}
      onCheck={(transcripts) => change({ transcripts })}
    />
    <NumberField
      label={t('Kept of each console')}
      hint={t('When it is more, the older half goes')}
      value={values.transcriptMebibytes}
      least={1}
      most={1024}
      unit="MiB"
      onNumber={(transcriptMebibytes) => change({ transcriptMebibytes })}
    />
    <CheckField
      label={t('Screen reader')}
      hint={t(
        'Consoles keep what they show as text that a screen reader can read; it costs some speed.',
      )}
      checked={values.screenReader}
      onCheck={(screenReader) => change({ screenReader })}
    />
  </>
)

const UsbDevices = ({ values }: SectionProps) =>
  values.stickyUsb.length === 0 ? (
    <p>
      {t(
        'None. A machine’s Hardware tab gives it a USB device of the host, and again whenever it is plugged in.',
      )}
    </p>
  ) : (
    <StickyUsbList
      rules={values.stickyUsb}
      aboutRule={({ machineName }) =>
        t('comes back to {machineName}', { machineName: isolated(machineName) })
      }
    />
  )

const whomItAsks = (asks: string | null | undefined): string =>
  asks === null || asks === undefined
    ? t('Nobody is asked: this build names no place to ask.')
    : t(
        '{server} is asked, and told nothing but this version. Nothing is downloaded or installed.',
        {
          server: asks,
        },
      )

const Updates = ({ values }: SectionProps) => {
  const asks = useUpdates()?.asks
  return (
    <CheckField
      label={t('Find out once a day whether a newer version is out')}
      hint={values.checkForUpdates ? whomItAsks(asks) : t('Nobody is asked.')}
      checked={values.checkForUpdates}
      onCheck={(checkForUpdates) => change({ checkForUpdates })}
    />
  )
}

const sections: readonly {
  readonly title: string
  readonly view: (props: SectionProps) => ReactNode
}[] = [
  { title: t('Looks'), view: Looks },
  { title: t('Keys'), view: KeySettings },
  { title: t('Notifications'), view: Notifications },
  { title: t('Bulk actions'), view: BulkActions },
  { title: t('Consoles'), view: Consoles },
  { title: t('USB devices'), view: UsbDevices },
  { title: t('Updates'), view: Updates },
]

/** A panel is named by its tab's id, which this is part of: in an id no blank may be. */
const valueOf = (index: number): string => `section-${index}`

/** All that a person can set; it holds at once. */
export const SettingsPage = () => {
  const report = useQuery(settingsQuery).data
  if (report === undefined) return null
  return (
    <PageFrame label={t('Settings')}>
      <SettingsProblems report={report} />
      <Tabs.Root className={styles['tabs']} orientation="vertical" defaultValue={valueOf(0)}>
        <div className={styles['side']}>
          <Tabs.List aria-label={t('Sections')} className={styles['list']}>
            {sections.map(({ title }, index) => (
              <Tabs.Trigger
                key={title}
                value={valueOf(index)}
                className={styles['tab']}
                {...(index === 0 ? { 'data-first-focus': '' } : {})}
              >
                {title}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
          <div className={styles['file']}>
            <span>{t('Kept in')}</span>
            <code>{report.path}</code>
            <CopyButton text={report.path} what={t('the path')} />
          </div>
        </div>
        {sections.map(({ title, view: View }, index) => (
          <Tabs.Content key={title} value={valueOf(index)} className={styles['content']}>
            <div className={styles['section']}>
              <h3>{title}</h3>
              <View values={report.values} />
            </div>
          </Tabs.Content>
        ))}
      </Tabs.Root>
    </PageFrame>
  )
}
