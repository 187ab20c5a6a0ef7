import { Eject, Link2, Link2Off, Pin } from 'lucide-react'
import type { HardwareChange } from '../../src-preload/contract/calls/hardware'
import type { Device } from '../../src-preload/contract/hardware'
import type { Machine } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { Button } from '../ui/button'
import { isolated } from '../ui/visible-text'
import { isDrive, nameOf, wordOf } from './describe-device'
import type { HardwareSubject } from './hardware-subject'
import { keepSticky, ruleFor } from './sticky-usb'

/** What a device is called in buttons and questions. */
export const titleOf = (device: Device): string =>
  [wordOf(device), isolated(nameOf(device))].join(' ').trim()

/** How the rows of a machine's hardware change it. */
export interface Doing {
  readonly machine: Machine
  readonly open: (subject: HardwareSubject) => void
  readonly change: (what: string, change: HardwareChange) => void
}

interface QuickToolsProps {
  readonly device: Device
  readonly doing: Doing
}

/** What is done often with a device, one button each. */
export const QuickTools = ({ device, doing: { machine, open, change } }: QuickToolsProps) => {
  const title = titleOf(device)
  const set = (what: string, spec: Extract<HardwareChange, { change: 'changeDevice' }>['device']) =>
    change(`${what} ${title}`, { change: 'changeDevice', key: device.key, device: spec })
  if (isDrive(device)) {
    return device.source === null ? (
      <Button
        look="quiet"
        aria-label={t('Insert into {title}', { title })}
        onClick={() => open({ kind: 'device', key: device.key })}
      >
        {t('Insert…')}
      </Button>
    ) : (
      <Button
        look="quiet"
        square
        aria-label={t('Eject {title}', { title })}
        title={t('Eject')}
        onClick={() => set(t('Eject'), { kind: 'disk', source: null })}
      >
        <Eject />
      </Button>
    )
  }
  if (device.kind === 'nic') {
    const what = device.linkUp
      ? t('Pull the cable of {title}', { title })
      : t('Plug in the cable of {title}', { title })
    return (
      <Button
        look="quiet"
        square
        aria-label={what}
        title={device.linkUp ? t('Pull the cable') : t('Plug in the cable')}
        onClick={() => set(what, { kind: 'nic', linkUp: !device.linkUp })}
      >
        {device.linkUp ? <Link2 /> : <Link2Off />}
      </Button>
    )
  }
  if (device.kind === 'hostdev' && device.source.type === 'usb' && 'vendor' in device.source) {
    const { source } = device
    const label = `USB ${source.vendor}:${source.product}`
    return (
      <Button
        look="quiet"
        square
        aria-label={t('Give {title} again whenever it is plugged in', { title })}
        title={t('Give it again whenever it is plugged in')}
        onClick={() => keepSticky(ruleFor(machine, { source, label }, false))}
      >
        <Pin />
      </Button>
    )
  }
  return null
}
