import { useQuery } from '@tanstack/react-query'
import type { Machine } from '../../src-preload/contract/machine'
import { hostsQuery } from '../queries/hosts'
import { CommandLine } from '../ui/command-line'
import styles from './snapshots.module.css'

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`

/** An honest note: this version does not manage snapshots, and says what does. */
export const Snapshots = ({ machine }: { readonly machine: Machine }) => {
  const host = useQuery(hostsQuery).data?.find(({ id }) => id === machine.hostId)
  if (host === undefined) return null
  return (
    <div className={styles['note']}>
      <p>This version of Virthelm does not manage snapshots yet. libvirt’s own tool lists them:</p>
      <CommandLine
        command={`virsh --connect ${quoted(host.uri)} snapshot-list ${machine.uuid} --tree`}
      />
    </div>
  )
}
