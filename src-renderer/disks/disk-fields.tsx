import type { MachineDisk } from '../../src-preload/contract/disk'
import { t } from '../../src-preload/language/t'
import { ChoiceField } from '../ui/choice-field'
import { NumberField } from '../ui/number-field'
import { SelectField } from '../ui/select-field'
import { TextField } from '../ui/text-field'
import type { DiskForm } from './disk-form'

interface FieldsProps {
  readonly form: DiskForm
  readonly onChange: (change: Partial<DiskForm>) => void
}

/** The largest disk that is asked for, in MiB: 1 PiB. */
const MOST = 1024 ** 3

export const ResizeFields = ({ form, onChange }: FieldsProps) => (
  <NumberField
    label={t('Size')}
    hint={t('It can only grow. The guest sees it at once; its partitions stay as they are.')}
    value={form.size}
    least={1}
    most={MOST}
    unit="MiB"
    onNumber={(size) => onChange({ size })}
  />
)

export const CopyFields = ({ form, onChange }: FieldsProps) => (
  <>
    <TextField
      label={t('To')}
      value={form.path}
      mono
      placeholder="/path/on/the/host"
      maxLength={4096}
      onText={(path) => onChange({ path })}
    />
    <SelectField
      label={t('Format')}
      value={form.format}
      options={[
        { value: 'qcow2', text: 'qcow2' },
        { value: 'raw', text: 'raw' },
      ]}
      onChoose={(format) => onChange({ format })}
    />
    <ChoiceField
      label={t('Once the copy is in step')}
      value={form.ending}
      options={[
        { value: 'pivot', text: t('Go over to it') },
        { value: 'keep', text: t('Leave it as it is then') },
        { value: 'wait', text: t('Keep in step until told') },
      ]}
      onChoose={(ending) => onChange({ ending })}
    />
  </>
)

interface MergeFieldsProps extends FieldsProps {
  readonly disk: MachineDisk | undefined
}

export const MergeFields = ({ form, disk, onChange }: MergeFieldsProps) => {
  const below = disk?.images.slice(1) ?? []
  const isCommit = form.act === 'commit'
  return (
    <SelectField
      label={isCommit ? t('Into') : t('Down to')}
      hint={
        isCommit
          ? t(
              'What was written above it goes into it, and the machine goes on with it. Snapshots that lie between are lost.',
            )
          : t(
              'What lies below goes into the image that is written to; those below stay as they are.',
            )
      }
      value={form.base}
      options={[
        {
          value: '',
          text: isCommit ? t('The lowest image') : t('Nothing: it then lies on no other'),
        },
        // The lowest is the first choice already.
        ...below.slice(0, -1).map(({ path }) => ({ value: path, text: path })),
        ...(isCommit ? [] : below.slice(-1).map(({ path }) => ({ value: path, text: path }))),
      ]}
      onChoose={(base) => onChange({ base })}
    />
  )
}
