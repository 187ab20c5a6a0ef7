import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { OsPreset } from '../../src-preload/contract/os-preset'
import { formatMemory } from '../ui/format'
import { TextField } from '../ui/text-field'
import { presetsQuery } from './new-machine-queries'

const hintOf = ({ memoryMib, vcpus, diskMib, hasVirtio }: OsPreset): string =>
  [
    'Wants',
    [
      vcpus === undefined ? '' : `${vcpus} processors`,
      memoryMib === undefined ? '' : formatMemory(memoryMib * 1024),
      diskMib === undefined ? '' : `a disk of ${formatMemory(diskMib * 1024)}`,
      hasVirtio ? 'has virtio drivers' : 'has no virtio drivers',
    ]
      .filter((part) => part !== '')
      .join(', '),
  ].join(' ')

interface OsFieldProps {
  readonly os: OsPreset | null
  readonly onChoose: (os: OsPreset | null) => void
}

/** The system that is to run in it, of the osinfo database; nothing where that is not installed. */
export const OsField = ({ os, onChoose }: OsFieldProps) => {
  const presets = useQuery(presetsQuery).data ?? []
  const [text, setText] = useState(os?.name ?? '')
  const listId = useId()
  if (presets.length === 0) return null
  return (
    <>
      <TextField
        label="Operating system"
        value={text}
        list={listId}
        maxLength={200}
        placeholder="for recommended settings: Debian 12"
        hint={os === null ? 'Optional; type to find it' : hintOf(os)}
        onText={(typed) => {
          setText(typed)
          const wanted = typed.trim().toLowerCase()
          const found = presets.find(
            ({ name, shortId }) => name.toLowerCase() === wanted || shortId === wanted,
          )
          if ((found ?? null) !== os) onChoose(found ?? null)
        }}
      />
      <datalist id={listId}>
        {presets.map(({ id, name }) => (
          <option key={id} value={name} />
        ))}
      </datalist>
    </>
  )
}
