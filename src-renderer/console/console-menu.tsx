import { Check, Circle, FolderOpen, Scaling, Square } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'
import type { ConsoleDevice, SizeConsent } from '../../src-preload/contract/console'
import { t } from '../../src-preload/language/t'
import { BarMenu } from '../ui/bar-menu'
import styles from '../ui/bar-menu.module.css'
import { GuestKeyHint } from '../ui/guest-key-hint'
import { keysOf, type KeySettings } from '../ui/guest-keys'
import { ConsoleChoice } from './console-choice'
import { consoleKeys, type ConsoleAction } from './console-keys'

interface ConsoleMenuProps {
  readonly keys: KeySettings
  readonly isOpen: boolean
  readonly onOpenChange: (isOpen: boolean) => void
  readonly onClosed: () => void
  readonly device: string | null
  /** Null until they are known. */
  readonly devices: readonly ConsoleDevice[] | null
  readonly isRecording: boolean
  readonly consent: SizeConsent
  readonly onDevice: (device: string | null) => void
  readonly onAction: (action: ConsoleAction) => void
  readonly onTranscript: () => void
  readonly onConsent: (consent: SizeConsent) => void
}

/** What else can be done with the console, and the machine's other consoles. */
export const ConsoleMenu = (props: ConsoleMenuProps) => {
  const { keys, device, devices, isRecording, consent, onAction, onConsent } = props
  const action = (
    name: ConsoleAction,
    icon: ReactNode,
    title: string = consoleKeys[name].title,
  ) => (
    <DropdownMenu.Item className={styles['item']} onSelect={() => onAction(name)}>
      {icon}
      <span>{title}</span>
      <GuestKeyHint room="console" table={consoleKeys} action={name} settings={keys} />
    </DropdownMenu.Item>
  )
  const consentItem = (kind: Exclude<SizeConsent, 'ask'>, title: string) => (
    <DropdownMenu.CheckboxItem
      className={styles['item']}
      checked={consent === kind}
      onCheckedChange={(checked) => onConsent(checked ? kind : 'ask')}
    >
      {consent === kind ? <Check aria-hidden="true" /> : <span />}
      <span>{title}</span>
    </DropdownMenu.CheckboxItem>
  )
  return (
    <BarMenu
      label={consoleKeys.menu.title}
      keys={keysOf('console', 'menu', consoleKeys, keys)[0] ?? ''}
      text={t('Console')}
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
      onClosed={props.onClosed}
    >
      <ConsoleChoice device={device} devices={devices ?? []} onDevice={props.onDevice} />
      {devices?.length ? <DropdownMenu.Separator className={styles['line']} /> : null}
      {isRecording
        ? action('recording', <Square aria-hidden="true" />, t('Stop recording'))
        : action('recording', <Circle aria-hidden="true" />, t('Record…'))}
      <DropdownMenu.Item className={styles['item']} onSelect={props.onTranscript}>
        <FolderOpen aria-hidden="true" />
        <span>{t('Show what is kept on disk')}</span>
      </DropdownMenu.Item>
      <DropdownMenu.Separator className={styles['line']} />
      {action('setSize', <Scaling aria-hidden="true" />)}
      {consentItem('always', t('Always when the window changes'))}
      {consentItem('never', t('Never offer it here'))}
    </BarMenu>
  )
}
