import { useQueries, useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import type { HostId } from '../../src-preload/contract/host'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { ChoiceField } from '../ui/choice-field'
import { SelectField } from '../ui/select-field'
import { TextField } from '../ui/text-field'
import type { NewMachineForm } from './new-machine-form'
import { poolsQuery } from '../queries/pools'

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
export const ImageField = ({ form, onChange, label, fits }: ImageFieldProps) => {
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

/** The format of a cloud image that is in no running pool; of others the host knows it. */
export const CloudFormatField = ({ form, onChange }: FieldsProps) => {
  const path = form.image.trim()
  const isInPool = useImages(form.hostId).includes(path)
  if (path === '' || isInPool) return null
  return (
    <SelectField
      label={t('Its format')}
      hint={t('It is in no running pool, so that the host can’t tell')}
      value={form.imageFormat || 'qcow2'}
      options={[
        { value: 'qcow2', text: t('qcow2, as of most cloud images') },
        { value: 'raw', text: 'raw' },
      ]}
      onChoose={(imageFormat) => onChange({ imageFormat })}
    />
  )
}

/** Whether a machine's disk is a copy, or lies on what it is made of. */
export const CopyField = ({ form, onChange }: FieldsProps) => (
  <ChoiceField
    label={t('Disk')}
    hint={
      form.copy === 'full'
        ? t('A copy of the whole image')
        : t('Holds only what differs from the image, which must stay as it is')
    }
    value={form.copy}
    options={[
      { value: 'full', text: t('Full copy') },
      { value: 'linked', text: t('Linked') },
    ]}
    onChoose={(copy) => onChange({ copy })}
  />
)
