import { Trash2, Usb } from 'lucide-react'
import type { Device } from '../../src-preload/contract/hardware'
import type { Machine } from '../../src-preload/contract/machine'
import { stickyUsbKey, type StickyUsbRule } from '../../src-preload/contract/sticky-usb'
import { t } from '../../src-preload/language/t'
import { useSetting } from '../queries/settings'
import { Button } from '../ui/button'
import { HostText } from '../ui/host-text'
import { isolated } from '../ui/visible-text'
import { forgetSticky } from './sticky-usb'
import styles from './sticky-usb-rules.module.css'

const isThere = ({ vendor, product }: StickyUsbRule, devices: readonly Device[]): boolean =>
  devices.some(
    (device) =>
      device.kind === 'hostdev' &&
      'vendor' in device.source &&
      device.source.vendor === vendor &&
      device.source.product === product,
  )

interface RuleListProps {
  readonly rules: readonly StickyUsbRule[]
  /** What else is known of a rule: its machine, or whether its device is there. */
  readonly aboutRule: (rule: StickyUsbRule) => string
}

/** USB devices that come back by themselves, and the way to stop it. */
export const StickyUsbList = ({ rules, aboutRule }: RuleListProps) => (
  <ul aria-label={t('Sticky USB devices')}>
    {rules.map((rule) => (
      <li key={stickyUsbKey(rule)} className={styles['rule']}>
        <Usb aria-hidden="true" />
        <span className={styles['label']}>
          <HostText text={rule.label} />
        </span>
        <code>
          {rule.vendor}:{rule.product}
          {rule.serial === undefined ? '' : `:${rule.serial}`}
        </code>
        <span className={styles['about']}>
          <HostText text={aboutRule(rule)} />
        </span>
        <Button
          look="quiet"
          square
          aria-label={t('Forget {label}', { label: isolated(rule.label) })}
          title={t('No longer give it by itself')}
          onClick={() => forgetSticky(rule)}
        >
          <Trash2 />
        </Button>
      </li>
    ))}
  </ul>
)

interface StickyUsbRulesProps {
  readonly machine: Machine
  /** Of the running machine. */
  readonly devices: readonly Device[]
}

/** The rules of one machine; nothing where it has none. */
export const StickyUsbRules = ({ machine, devices }: StickyUsbRulesProps) => {
  const all = useSetting((settings) => settings?.stickyUsb) ?? []
  const rules = all.filter(({ machineId }) => machineId === machine.id)
  if (rules.length === 0) return null
  return (
    <section aria-label={t('Sticky USB')}>
      <h3 className={styles['heading']}>{t('Comes back when plugged in')}</h3>
      <StickyUsbList
        rules={rules}
        aboutRule={(rule) => (isThere(rule, devices) ? t('is in the machine') : t('is awaited'))}
      />
    </section>
  )
}
