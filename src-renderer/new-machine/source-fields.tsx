import { useQueries, useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import type { HostId } from '../../src-preload/contract/host'
import { call } from '../bridge/call'
import { machinesQuery } from '../queries/machines'
import { ChoiceField } from '../ui/choice-field'
import { SelectField } from '../ui/select-field'
import { TextArea } from '../ui/text-area'
import { TextField } from '../ui/text-field'
import { poolsQuery } from './new-machine-queries'
import type { NewMachineForm } from './new-machine-form'
import styles from './new-machine-dialog.module.css'

interface FieldsProps {
  readonly form: NewMachineForm
  readonly onChange: (change: Partial<NewMachineForm>) => void
}

/** How many images the list of suggestions holds. */
const SUGGESTED = 500

/** Paths of the images in the host's running pools; none where it does not tell. */
const useImages = (hostId: HostId): readonly string[] => {
  const pools = useQuery(poolsQuery(hostId)).data
  const volumes = useQueries({
    queries: (pools ?? [])
      .filter((pool) => pool.state === 'running' && pool.holdsFiles)
      .map(({ id }) => ({
        queryKey: ['pool', id, 'volumes'],
        queryFn: () => call('volumes.list', { poolId: id }),
        staleTime: 0,
      })),
  })
  return volumes
    .flatMap(({ data }) => data ?? [])
    .map(({ key }) => key)
    .filter((key) => key.startsWith('/'))
}

interface ImageFieldProps extends FieldsProps {
  readonly label: string
  /** What such images are called. */
  readonly fits: RegExp
}

/** A path on the host, with those suggested that its pools hold. */
const ImageField = ({ form, onChange, label, fits }: ImageFieldProps) => {
  const listId = useId()
  const images = useImages(form.hostId).filter((path) => fits.test(path))
  return (
    <>
      <TextField
        label={label}
        value={form.image}
        mono
        list={listId}
        maxLength={4096}
        placeholder="/path/on/the/host"
        onText={(image) => onChange({ image })}
      />
      <datalist id={listId}>
        {images.slice(0, SUGGESTED).map((path) => (
          <option key={path} value={path} />
        ))}
      </datalist>
    </>
  )
}

const CopyField = ({ form, onChange }: FieldsProps) => (
  <ChoiceField
    label="Disk"
    hint={
      form.copy === 'full'
        ? 'A copy of the whole image'
        : 'Holds only what differs from the image, which must stay as it is'
    }
    value={form.copy}
    options={[
      { value: 'full', text: 'Full copy' },
      { value: 'linked', text: 'Linked' },
    ]}
    onChoose={(copy) => onChange({ copy })}
  />
)

const CloudFields = ({ form, onChange }: FieldsProps) => (
  <>
    <ImageField form={form} onChange={onChange} label="Cloud image" fits={/\.(qcow2|img|raw)$/i} />
    <CopyField form={form} onChange={onChange} />
    <div className={styles['pair']}>
      <TextField
        label="User"
        value={form.user}
        maxLength={32}
        placeholder="the image’s own"
        onText={(user) => onChange({ user })}
      />
      <TextField
        label="Password"
        type="password"
        value={form.password}
        maxLength={256}
        hint="Only its hash reaches the guest"
        onText={(password) => onChange({ password })}
      />
    </div>
    <TextArea
      label="SSH keys"
      rows={2}
      mono
      value={form.sshKeys}
      placeholder="ssh-ed25519 AAAA…, one a line"
      onText={(sshKeys) => onChange({ sshKeys })}
    />
    <details className={styles['more']}>
      <summary>Packages and user-data</summary>
      <TextField
        label="Packages"
        value={form.packages}
        placeholder="qemu-guest-agent, vim"
        onText={(packages) => onChange({ packages })}
      />
      <TextArea
        label="More user-data"
        hint="cloud-config as YAML; its keys win over the fields above"
        rows={5}
        mono
        value={form.userData}
        onText={(userData) => onChange({ userData })}
      />
    </details>
  </>
)

const KernelFields = ({ form, onChange }: FieldsProps) => (
  <>
    <div className={styles['pair']}>
      <TextField
        label="Kernel"
        mono
        value={form.kernel}
        placeholder="/path/on/the/host/vmlinuz"
        onText={(kernel) => onChange({ kernel })}
      />
      <TextField
        label="Initial RAM disk"
        mono
        value={form.initrd}
        onText={(initrd) => onChange({ initrd })}
      />
    </div>
    <TextField
      label="Kernel command line"
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
  return (
    <>
      <SelectField
        label="Template"
        value={form.template}
        options={[
          { value: '', text: 'Choose a machine' },
          ...own.map(({ id, name }) => ({ value: id, text: name })),
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
      return <ImageField {...props} label="ISO image" fits={/\.iso$/i} />
    case 'disk':
      return <ImageField {...props} label="Disk image or device" fits={/(?<!\.iso)$/i} />
    case 'cloudImage':
      return <CloudFields {...props} />
    case 'directBoot':
      return <KernelFields {...props} />
    case 'template':
      return <TemplateFields {...props} />
    case 'pxe':
      return null
    default:
      return props.form.source satisfies never
  }
}
