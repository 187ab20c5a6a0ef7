import { useQuery } from '@tanstack/react-query'
import { Tabs } from 'radix-ui'
import type { ReactNode } from 'react'
import type { SettingValues } from '../../src-preload/contract/settings'
import { StickyUsbList } from '../hardware/sticky-usb-rules'
import { PageFrame } from '../pages/page-frame'
import { changeSettings, settingsQuery } from '../queries/settings'
import { CheckField } from '../ui/check-field'
import { ChoiceField } from '../ui/choice-field'
import { CopyButton } from '../ui/copy-button'
import { NumberField } from '../ui/number-field'
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
    <ChoiceField
      label="Theme"
      value={values.theme}
      options={[
        { value: 'system', text: 'System' },
        { value: 'light', text: 'Light' },
        { value: 'dark', text: 'Dark' },
      ]}
      onChoose={(theme) => change({ theme })}
    />
    <ChoiceField
      label="Rows"
      hint="How high the rows of the list are"
      value={values.rows}
      options={[
        { value: 'normal', text: 'Normal' },
        { value: 'compact', text: 'Compact' },
      ]}
      onChoose={(rows) => change({ rows })}
    />
  </>
)

const Notifications = ({ values }: SectionProps) => (
  <fieldset className={styles['fieldset']}>
    <legend>Call me when</legend>
    <CheckField
      label="A machine crashed"
      checked={values.notifyCrash}
      onCheck={(notifyCrash) => change({ notifyCrash })}
    />
    <CheckField
      label="A machine was paused by an I/O error"
      hint="Such as a disk that is full: the guest waits until there is room."
      checked={values.notifyIoError}
      onCheck={(notifyIoError) => change({ notifyIoError })}
    />
    <CheckField
      label="A host was lost"
      checked={values.notifyHostLost}
      onCheck={(notifyHostLost) => change({ notifyHostLost })}
    />
  </fieldset>
)

const BulkActions = ({ values }: SectionProps) => (
  <NumberField
    label="Machines of one host at once"
    hint="When an action is meant for many, so many are worked on at the same time"
    value={values.parallelism}
    least={1}
    most={64}
    onNumber={(parallelism) => change({ parallelism })}
  />
)

const Consoles = ({ values }: SectionProps) => (
  <>
    <NumberField
      label="Size of the font"
      hint="Of all consoles, those that are open among them"
      value={values.consoleFontSize}
      least={6}
      most={48}
      unit="px"
      onNumber={(consoleFontSize) => change({ consoleFontSize })}
    />
    <CheckField
      label="Keep transcripts"
      hint="What consoles say is written to files that only you can read; what you type is in them where the guest shows it."
      checked={values.transcripts}
      onCheck={(transcripts) => change({ transcripts })}
    />
    <NumberField
      label="Kept of each console"
      hint="When it is more, the older half goes"
      value={values.transcriptMebibytes}
      least={1}
      most={1024}
      unit="MiB"
      onNumber={(transcriptMebibytes) => change({ transcriptMebibytes })}
    />
    <CheckField
      label="Screen reader"
      hint="Consoles keep what they show as text that a screen reader can read; it costs some speed."
      checked={values.screenReader}
      onCheck={(screenReader) => change({ screenReader })}
    />
  </>
)

const UsbDevices = ({ values }: SectionProps) =>
  values.stickyUsb.length === 0 ? (
    <p>
      None. A machine’s Hardware tab gives it a USB device of the host, and again whenever it is
      plugged in.
    </p>
  ) : (
    <StickyUsbList
      rules={values.stickyUsb}
      aboutRule={({ machineName }) => `comes back to ${isolated(machineName)}`}
    />
  )

const sections: readonly {
  readonly title: string
  readonly view: (props: SectionProps) => ReactNode
}[] = [
  { title: 'Looks', view: Looks },
  { title: 'Keys', view: KeySettings },
  { title: 'Notifications', view: Notifications },
  { title: 'Bulk actions', view: BulkActions },
  { title: 'Consoles', view: Consoles },
  { title: 'USB devices', view: UsbDevices },
]

/** All that a person can set; it holds at once. */
export const SettingsPage = () => {
  const report = useQuery(settingsQuery).data
  if (report === undefined) return null
  return (
    <PageFrame label="Settings">
      <SettingsProblems report={report} />
      <Tabs.Root
        className={styles['tabs']}
        orientation="vertical"
        defaultValue={sections[0]?.title ?? ''}
      >
        <div className={styles['side']}>
          <Tabs.List aria-label="Sections" className={styles['list']}>
            {sections.map(({ title }, index) => (
              <Tabs.Trigger
                key={title}
                value={title}
                className={styles['tab']}
                {...(index === 0 ? { 'data-first-focus': '' } : {})}
              >
                {title}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
          <div className={styles['file']}>
            <span>Kept in</span>
            <code>{report.path}</code>
            <CopyButton text={report.path} what="the path" />
          </div>
        </div>
        {sections.map(({ title, view: View }) => (
          <Tabs.Content key={title} value={title} className={styles['content']}>
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
