import { Eject, Link2, Link2Off, Pin } from 'lucide-react'
import type { HardwareChange } from '../../src-preload/contract/calls/hardware'
import type { Device } from '../../src-preload/contract/hardware'
import type { Machine } from '../../src-preload/contract/machine'
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
        aria-label={`Insert into ${title}`}
        onClick={() => open({ kind: 'device', key: device.key })}
      >
        Insert…
      </Button>
    ) : (
      <Button
        look="quiet"
        square
        aria-label={`Eject ${title}`}
        title="Eject"
        onClick={() => set('Eject', { kind: 'disk', source: null })}
      >
        <Eject />
      </Button>
    )
  }
  if (device.kind === 'nic') {
    const what = device.linkUp ? 'Pull the cable of' : 'Plug in the cable of'
    return (
      <Button
        look="quiet"
        square
        aria-label={`${what} ${title}`}
        title={device.linkUp ? 'Pull the cable' : 'Plug in the cable'}
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
        aria-label={`Give ${title} again whenever it is plugged in`}
        title="Give it again whenever it is plugged in"
        onClick={() => keepSticky(ruleFor(machine, { source, label }, false))}
      >
        <Pin />
      </Button>
    )
  }
  return null
}
