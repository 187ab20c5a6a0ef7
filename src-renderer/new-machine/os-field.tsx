import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { OsPreset } from '../../src-preload/contract/os-preset'
import { t } from '../../src-preload/language/t'
import { formatMemory } from '../ui/format'
import { TextField } from '../ui/text-field'
import { presetsQuery } from './new-machine-queries'

const hintOf = ({ memoryMib, vcpus, diskMib, hasVirtio }: OsPreset): string =>
  t('Wants {what}', {
    what: [
      vcpus === undefined
        ? ''
        : t('{vcpus, plural, one {# processor} other {# processors}}', { vcpus }),
      memoryMib === undefined ? '' : formatMemory(memoryMib * 1024),
      diskMib === undefined ? '' : t('a disk of {size}', { size: formatMemory(diskMib * 1024) }),
      hasVirtio ? t('has virtio drivers') : t('has no virtio drivers'),
    ]
      .filter((part) => part !== '')
      .join(', '),
  })

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
        label={t('Operating system')}
        value={text}
        list={listId}
        maxLength={200}
        placeholder={t('for recommended settings: Debian 12')}
        hint={os === null ? t('Optional; type to find it') : hintOf(os)}
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
