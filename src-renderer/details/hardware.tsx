import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Device, MachineHardware } from '../../src-preload/contract/hardware'
import type { Machine } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { failureFrom } from '../bridge/failure-error'
import { FailureDetails } from '../failures/failure-details'
import { changeHardware, placeFor, placeWords } from '../hardware/change-hardware'
import { nameOf, steadySummaryOf, summaryOf, wordOf } from '../hardware/describe-device'
import { describeFacts } from '../hardware/describe-facts'
import { iconOf, machineIcons } from '../hardware/device-looks'
import { machineForms, type MachineFormName } from '../hardware/forms/machine-forms'
import { HardwareRow } from '../hardware/hardware-row'
import { OutcomeStrip } from '../hardware/outcome-strip'
import { QuickTools, titleOf, type Doing } from '../hardware/quick-tools'
import { StickyUsbRules } from '../hardware/sticky-usb-rules'
import { hardwareQuery } from '../queries/machine-details'
import { openOverlay } from '../state/overlay'
import { Button } from '../ui/button'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { HostText } from '../ui/host-text'
import { KeyHint } from '../ui/key-hint'
import { rich } from '../ui/rich'
import styles from './hardware.module.css'

/** Kinds in the order in which people ask for them; what is not here comes last. */
const groups: readonly (readonly [title: string, kinds: readonly Device['kind'][]])[] = [
  [t('Storage'), ['disk', 'filesystem']],
  [t('Network'), ['nic']],
  [t('Screen and input'), ['graphics', 'video', 'input', 'sound']],
  [t('Ports'), ['serial', 'parallel', 'console', 'channel', 'vsock']],
  [t('Host devices'), ['hostdev', 'redirdev']],
]

const grouped = (devices: readonly Device[]) => {
  const known = new Set(groups.flatMap(([, kinds]) => kinds))
  return [
    ...groups.map(([title, kinds]) => ({
      title,
      devices: devices.filter(({ kind }) => kinds.includes(kind)),
    })),
    { title: t('System'), devices: devices.filter(({ kind }) => !known.has(kind)) },
  ].filter((group) => group.devices.length > 0)
}

/** All devices of the running machine and of its next boot, the former's account first. */
const allDevices = ({ live, nextBoot }: MachineHardware): readonly Device[] => {
  const keys = new Set(live?.devices.map(({ key }) => key))
  return [...(live?.devices ?? []), ...nextBoot.devices.filter(({ key }) => !keys.has(key))]
}

/** Which kinds are compared with the next boot: of others the host makes up much while they run. */
const compared: ReadonlySet<Device['kind']> = new Set(['disk', 'nic', 'watchdog', 'sound', 'tpm'])

/** How a device will be from the next boot on, as far as it is otherwise now. */
const laterOf = (device: Device, { live, nextBoot }: MachineHardware): string | null => {
  if (live === undefined) return null
  const next = nextBoot.devices.find(({ key }) => key === device.key)
  if (!live.devices.some(({ key }) => key === device.key)) return t('from the next boot on')
  if (next === undefined) return t('gone at the next boot')
  if (!compared.has(device.kind)) return null
  const words = steadySummaryOf(next)
  return words === steadySummaryOf(device) ? null : t('next boot: {words}', { words })
}

const machineRows = Object.keys(machineForms) as MachineFormName[]

/** What the machine is besides its devices. */
const MachineRows = ({ hardware, doing }: { hardware: MachineHardware; doing: Doing }) => {
  const now = describeFacts(hardware.live ?? hardware.nextBoot)
  const next = describeFacts(hardware.nextBoot)
  return (
    <section aria-label={t('Machine')}>
      <h3 className={styles['heading']}>{t('Machine')}</h3>
      <ul>
        {machineRows.map((form) => (
          <HardwareRow
            key={form}
            icon={machineIcons[form]}
            word={machineForms[form].title}
            name=""
            summary={now[form]}
            later={now[form] === next[form] ? null : t('next boot: {words}', { words: next[form] })}
            onChange={() => doing.open({ kind: 'machine', form })}
          />
        ))}
      </ul>
    </section>
  )
}

interface DeviceRowsProps {
  readonly devices: readonly Device[]
  readonly hardware: MachineHardware
  readonly doing: Doing
  readonly onRemove: (device: Device) => void
}

const DeviceRows = ({ devices, hardware, doing, onRemove }: DeviceRowsProps) => (
  <ul>
    {devices.map((device) => (
      <HardwareRow
        key={device.key}
        icon={iconOf(device)}
        word={wordOf(device)}
        name={nameOf(device)}
        summary={summaryOf(device)}
        later={laterOf(device, hardware)}
        onChange={() => doing.open({ kind: 'device', key: device.key })}
        onRemove={() => onRemove(device)}
        tools={
          <>
            <QuickTools device={device} doing={doing} />
            <Button
              look="quiet"
              square
              aria-label={t('Remove {device}', { device: titleOf(device) })}
              title={t('Remove… (Delete)')}
              onClick={() => onRemove(device)}
            >
              <Trash2 />
            </Button>
          </>
        }
      />
    ))}
  </ul>
)

/** Everything that the machine is made of, and the way to change it. */
export const Hardware = ({ machine }: { readonly machine: Machine }) => {
  const [removing, setRemoving] = useState<Device | null>(null)
  const { data, error } = useQuery({
    ...hardwareQuery(machine.id),
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
  const doing: Doing = {
    machine,
    open: (subject) => openOverlay({ kind: 'hardware', machine, subject }),
    change: (what, change) => void changeHardware(machine, what, where, change),
  }
  const remove = (device: Device): void => {
    setRemoving(null)
    doing.change(t('Remove {device}', { device: titleOf(device) }), {
      change: 'removeDevice',
      key: device.key,
    })
  }
  return (
    <>
      <div className={styles['bar']}>
        <Button onClick={() => doing.open({ kind: 'add', form: 'disk' })}>
          <Plus /> {t('Add device…')} <KeyHint keys="a" />
        </Button>
        <span className={styles['note']}>
          {data.live === undefined
            ? t('It is shut off: changes take effect when it starts.')
            : t(
                'It is running: each change says whether it takes effect now, at the next boot, or both.',
              )}
        </span>
      </div>
      <OutcomeStrip machineId={machine.id} />
      <MachineRows hardware={data} doing={doing} />
      {grouped(allDevices(data)).map((group) => (
        <section key={group.title} aria-label={group.title}>
          <h3 className={styles['heading']}>{group.title}</h3>
          <DeviceRows
            devices={group.devices}
            hardware={data}
            doing={doing}
            onRemove={setRemoving}
          />
        </section>
      ))}
      <StickyUsbRules machine={machine} devices={data.live?.devices ?? []} />
      {removing === null ? null : (
        <ConfirmDialog
          label={t('Remove {name}?', { name: titleOf(removing) })}
          title={t('Remove {name}?', { name: titleOf(removing) })}
          verb={t('Remove')}
          onCancel={() => setRemoving(null)}
          onAct={() => remove(removing)}
        >
          <p>
            {rich('It is taken out {when}. What is on it stays on the host: {device}', {
              when: placeWords[where],
              device: <HostText text={summaryOf(removing)} />,
            })}
          </p>
        </ConfirmDialog>
      )}
    </>
  )
}
