import { keepPreviousData, useQuery } from '@tanstack/react-query'
import {
  Cable,
  Cpu,
  Disc,
  HardDrive,
  Monitor,
  ShieldCheck,
  SquareTerminal,
  type LucideIcon,
} from 'lucide-react'
import { useState } from 'react'
import type { Device, DiskDevice, MachineHardware } from '../../src-preload/contract/hardware'
import type { Machine } from '../../src-preload/contract/machine'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { FailureDetails } from '../failures/failure-details'
import { AddDeviceDialog, type AddKind } from '../hardware/add-device-dialog'
import { changeHardware, placeFor } from '../hardware/change-hardware'
import { nameOf, summaryOf } from '../hardware/describe-device'
import { Button } from '../ui/button'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { HostText } from '../ui/host-text'
import { isolated } from '../ui/visible-text'
import styles from './hardware.module.css'

interface Look {
  readonly icon: LucideIcon
  readonly word: string
}

const looks: Partial<Readonly<Record<Device['kind'], Look>>> = {
  disk: { icon: HardDrive, word: 'Disk' },
  nic: { icon: Cable, word: 'Network' },
  graphics: { icon: Monitor, word: 'Display' },
  video: { icon: Monitor, word: 'Video' },
  tpm: { icon: ShieldCheck, word: 'TPM' },
  serial: { icon: SquareTerminal, word: 'Serial' },
  console: { icon: SquareTerminal, word: 'Console' },
  channel: { icon: SquareTerminal, word: 'Channel' },
}

const isDrive = (device: Device): device is DiskDevice =>
  device.kind === 'disk' && (device.device === 'cdrom' || device.device === 'floppy')

const lookOf = (device: Device): Look => {
  if (isDrive(device)) {
    return { icon: Disc, word: device.device === 'cdrom' ? 'CD-ROM' : 'Floppy' }
  }
  const { kind } = device
  const word = kind === 'other' ? 'Device' : kind.charAt(0).toUpperCase() + kind.slice(1)
  return looks[kind] ?? { icon: Cpu, word }
}

/** Kinds in the order in which people ask for them; what is not here comes last. */
const groups: readonly (readonly [title: string, kinds: readonly Device['kind'][]])[] = [
  ['Storage', ['disk', 'filesystem']],
  ['Network', ['nic']],
  ['Screen and input', ['graphics', 'video', 'input', 'sound']],
  ['Ports', ['serial', 'parallel', 'console', 'channel', 'vsock']],
  ['Host devices', ['hostdev', 'redirdev']],
]

const grouped = (devices: readonly Device[]) => {
  const known = new Set(groups.flatMap(([, kinds]) => kinds))
  return [
    ...groups.map(([title, kinds]) => ({
      title,
      devices: devices.filter(({ kind }) => kinds.includes(kind)),
    })),
    { title: 'System', devices: devices.filter(({ kind }) => !known.has(kind)) },
  ].filter((group) => group.devices.length > 0)
}

/** Where a device is, as far as it is not everywhere. */
const placeOf = (device: Device, { live, nextBoot }: MachineHardware): string | null => {
  if (live === undefined) return null
  const isIn = (devices: readonly Device[]): boolean =>
    devices.some(({ key }) => key === device.key)
  if (!isIn(live.devices)) return 'from the next boot on'
  return isIn(nextBoot.devices) ? null : 'gone at the next boot'
}

type Open =
  | { readonly kind: 'add'; readonly what: AddKind; readonly drive?: Device }
  | { readonly kind: 'remove'; readonly device: Device }

interface DeviceRowProps {
  readonly device: Device
  readonly place: string | null
  readonly onOpen: (open: Open) => void
  readonly onEject: () => void
}

const DeviceRow = ({ device, place, onOpen, onEject }: DeviceRowProps) => {
  const { icon: Icon, word } = lookOf(device)
  const name = nameOf(device)
  const label = `${word} ${isolated(name)}`
  return (
    <li className={styles['device']}>
      <Icon aria-hidden="true" />
      <span>{word}</span>
      <span className={styles['name']}>
        <HostText text={name} />
      </span>
      <span className={styles['summary']}>
        <HostText text={summaryOf(device)} />
        {place === null ? null : ` (${place})`}
      </span>
      <span className={styles['tools']}>
        {isDrive(device) && device.source !== null ? (
          <Button look="quiet" aria-label={`Eject ${label}`} onClick={onEject}>
            Eject
          </Button>
        ) : null}
        {isDrive(device) && device.source === null ? (
          <Button
            look="quiet"
            aria-label={`Insert into ${label}`}
            onClick={() => onOpen({ kind: 'add', what: 'medium', drive: device })}
          >
            Insert…
          </Button>
        ) : null}
        {device.kind === 'disk' || device.kind === 'nic' ? (
          <Button
            look="quiet"
            aria-label={`Remove ${label}`}
            onClick={() => onOpen({ kind: 'remove', device })}
          >
            Remove…
          </Button>
        ) : null}
      </span>
    </li>
  )
}

/** All devices of the running machine and of its next boot, the former's account first. */
const allDevices = ({ live, nextBoot }: MachineHardware): readonly Device[] => {
  const keys = new Set(live?.devices.map(({ key }) => key))
  return [...(live?.devices ?? []), ...nextBoot.devices.filter(({ key }) => !keys.has(key))]
}

const whereWords = { live: 'now', config: 'at its next boot', both: 'now and at its next boot' }

/** The devices that the guest sees, and what can be plugged in and out. */
export const Hardware = ({ machine }: { readonly machine: Machine }) => {
  const [open, setOpen] = useState<Open | null>(null)
  const { data, error } = useQuery({
    queryKey: ['machine', machine.id, 'hardware'],
    queryFn: () => call('machines.hardware', { id: machine.id }),
    placeholderData: keepPreviousData,
  })
  if (error !== null) {
    return (
      <div className={styles['message']}>
        <FailureDetails failure={failureFrom(error)} />
      </div>
    )
  }
  if (data?.id !== machine.id) return null
  const where = placeFor(data)
  const close = (): void => setOpen(null)
  const titleOf = (device: Device): string => `${lookOf(device).word} ${isolated(nameOf(device))}`
  return (
    <>
      <div className={styles['bar']}>
        <Button onClick={() => setOpen({ kind: 'add', what: 'disk' })}>Add disk…</Button>
        <Button onClick={() => setOpen({ kind: 'add', what: 'nic' })}>
          Add network interface…
        </Button>
        <span className={styles['summary']}>Changes take effect {whereWords[where]}.</span>
      </div>
      {grouped(allDevices(data)).map((group) => (
        <section key={group.title} aria-label={group.title}>
          <h3 className={styles['heading']}>{group.title}</h3>
          <ul className={styles['devices']}>
            {group.devices.map((device) => (
              <DeviceRow
                key={device.key}
                device={device}
                place={placeOf(device, data)}
                onOpen={setOpen}
                onEject={() =>
                  void changeHardware(machine, `Eject ${titleOf(device)}`, where, {
                    change: 'changeDevice',
                    key: device.key,
                    device: { kind: 'disk', source: null },
                  })
                }
              />
            ))}
          </ul>
        </section>
      ))}
      {open?.kind === 'add' ? (
        <AddDeviceDialog
          machine={machine}
          kind={open.what}
          onClose={close}
          onAdd={(device) =>
            void (open.drive === undefined
              ? changeHardware(machine, 'Add device', where, { change: 'addDevice', device })
              : changeHardware(machine, `Insert into ${titleOf(open.drive)}`, where, {
                  change: 'changeDevice',
                  key: open.drive.key,
                  device,
                }))
          }
        />
      ) : null}
      {open?.kind === 'remove' ? (
        <ConfirmDialog
          label={`Remove ${titleOf(open.device)}?`}
          title={`Remove ${titleOf(open.device)}?`}
          verb="Remove"
          onCancel={close}
          onAct={() => {
            close()
            const change = { change: 'removeDevice', key: open.device.key } as const
            void changeHardware(machine, `Remove ${titleOf(open.device)}`, where, change)
          }}
        >
          <p>
            It is taken out {whereWords[where]}. What is on it stays on the host:{' '}
            <HostText text={summaryOf(open.device)} />
          </p>
        </ConfirmDialog>
      ) : null}
    </>
  )
}
