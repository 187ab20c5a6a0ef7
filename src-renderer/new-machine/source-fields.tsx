import { useQuery } from '@tanstack/react-query'
import { TEMPLATE_TAG } from '../../src-preload/contract/metadata'
import { t } from '../../src-preload/language/t'
import { machinesQuery } from '../queries/machines'
import { SelectField } from '../ui/select-field'
import { TextField } from '../ui/text-field'
import { CloudFields } from './cloud-fields'
import { CopyField, ImageField } from './image-fields'
import { ImportFields } from './import-fields'
import { formatOf, type NewMachineForm } from './new-machine-form'
import styles from './new-machine-dialog.module.css'

interface FieldsProps {
  readonly form: NewMachineForm
  readonly onChange: (change: Partial<NewMachineForm>) => void
}

const DiskFields = (props: FieldsProps) => {
  const { form, onChange } = props
  return (
    <>
      <ImageField {...props} label={t('Disk image or device')} fits={/(?<!\.iso)$/i} />
      <SelectField
        label={t('Its format')}
        value={form.imageFormat}
        options={[
          {
            value: '',
            text: t('By its name: {format}', { format: formatOf({ ...form, imageFormat: '' }) }),
          },
          { value: 'qcow2', text: 'qcow2' },
          { value: 'raw', text: 'raw' },
        ]}
        onChoose={(imageFormat) => onChange({ imageFormat })}
      />
    </>
  )
}

const KernelFields = ({ form, onChange }: FieldsProps) => (
  <>
    <div className={styles['pair']}>
      <TextField
        label={t('Kernel')}
        mono
        value={form.kernel}
        placeholder="/path/on/the/host/vmlinuz"
        onText={(kernel) => onChange({ kernel })}
      />
      <TextField
        label={t('Initial RAM disk')}
        mono
        value={form.initrd}
        onText={(initrd) => onChange({ initrd })}
      />
    </div>
    <TextField
      label={t('Kernel command line')}
      mono
      value={form.cmdline}
      placeholder="console=ttyS0"
      onText={(cmdline) => onChange({ cmdline })}
    />
  </>
)

const TemplateFields = ({ form, onChange }: FieldsProps) => {
  const machines = useQuery(machinesQuery).data?.machines ?? []
  const own = machines.flatMap((machine) => (machine?.hostId === form.hostId ? machine : []))
  const isTemplate = (tags: readonly string[] | undefined): boolean =>
    tags?.includes(TEMPLATE_TAG) === true
  // Templates first; any other machine that is off may serve as one.
  const sorted = [...own].sort(
    (one, other) => Number(isTemplate(other.tags)) - Number(isTemplate(one.tags)),
  )
  return (
    <>
      <SelectField
        label={t('Template')}
        value={form.template}
        options={[
          { value: '', text: t('Choose a machine') },
          ...sorted.map(({ id, name, tags }) => ({
            value: id,
            text: isTemplate(tags) ? t('{name} — template', { name }) : name,
          })),
        ]}
        onChoose={(template) => onChange({ template })}
      />
      <CopyField form={form} onChange={onChange} />
    </>
  )
}

/** What the machine starts from, closer. */
export const SourceFields = (props: FieldsProps) => {
  switch (props.form.source) {
    case 'iso':
      return <ImageField {...props} label={t('ISO image')} fits={/\.iso$/i} />
    case 'disk':
      return <DiskFields {...props} />
    case 'cloudImage':
      return <CloudFields {...props} />
    case 'directBoot':
      return <KernelFields {...props} />
    case 'template':
      return <TemplateFields {...props} />
    case 'import':
      return <ImportFields {...props} />
    case 'pxe':
      return null
    default:
      return props.form.source satisfies never
  }
}
