import { t } from '../../src-preload/language/t'
import { formatCount } from './format'
import { parseSize } from './parse-size'
import { TextField } from './text-field'

interface SizeFieldProps {
  readonly label: string
  readonly text: string
  /** What to know beside what was understood: how much is free. */
  readonly note?: string | undefined
  readonly isFirst?: boolean
  readonly onText: (text: string) => void
}

/** A size in bytes, written as people do; what was understood stands below it. */
export const SizeField = ({ label, text, note, isFirst = false, onText }: SizeFieldProps) => {
  const bytes = parseSize(text)
  const understood =
    bytes === null
      ? t('A size such as 20 GiB or 512 MiB')
      : t('{bytes} bytes', { bytes: formatCount(bytes) })
  return (
    <TextField
      label={label}
      value={text}
      maxLength={40}
      aria-invalid={text !== '' && bytes === null}
      hint={[understood, ...(note === undefined ? [] : [note])].join(' · ')}
      {...(isFirst && { 'data-first-focus': '' })}
      onText={onText}
    />
  )
}
