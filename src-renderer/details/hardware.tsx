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
import type { Machine, MachineDevice } from '../../src-preload/contract/machine'
import { failureFrom } from '../bridge/failure-error'
import { FailureDetails } from '../failures/failure-details'
import { detailsQuery } from '../queries/machine-details'
import { HostText } from '../ui/host-text'
import styles from './hardware.module.css'

const looks: Readonly<Record<MachineDevice['kind'], { icon: LucideIcon; word: string }>> = {
  disk: { icon: HardDrive, word: 'Disk' },
  cdrom: { icon: Disc, word: 'CD-ROM' },
  nic: { icon: Cable, word: 'Network' },
  console: { icon: SquareTerminal, word: 'Console' },
  graphics: { icon: Monitor, word: 'Display' },
  tpm: { icon: ShieldCheck, word: 'TPM' },
  other: { icon: Cpu, word: 'Device' },
}

const Device = ({ device }: { readonly device: MachineDevice }) => {
  const { icon: Icon, word } = looks[device.kind]
  return (
    <li className={styles['device']}>
      <Icon aria-hidden="true" />
      <span>{word}</span>
      <span className={styles['name']}>
        <HostText text={device.name} />
      </span>
      <span className={styles['summary']}>
        <HostText text={device.summary} />
      </span>
    </li>
  )
}

/** The devices that the guest sees. */
export const Hardware = ({ machine }: { readonly machine: Machine }) => {
  const { data, error } = useQuery({
    ...detailsQuery(machine.id),
    placeholderData: keepPreviousData,
  })
  if (error !== null) {
    return (
      <div className={styles['message']}>
        <FailureDetails failure={failureFrom(error)} />
      </div>
    )
  }
  if (data?.devices.length === 0) return <p className={styles['message']}>It has no devices.</p>
  return (
    <ul className={styles['devices']}>
      {data?.devices.map((device) => (
        <Device key={`${device.kind} ${device.name}`} device={device} />
      ))}
    </ul>
  )
}
