import { useQuery } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import type { ProvisioningDefaults } from '../../src-preload/contract/provisioning'
import { t } from '../../src-preload/language/t'
import { Button } from '../ui/button'
import { CheckField } from '../ui/check-field'
import { NumberField } from '../ui/number-field'
import { SelectField } from '../ui/select-field'
import { TextField } from '../ui/text-field'
import {
  bringsDisks,
  bringsHardware,
  type DiskForm,
  type NewMachineForm,
  type NicForm,
} from './new-machine-form'
import { networksQuery } from '../queries/networks'
import { poolsQuery } from '../queries/pools'
import { Section } from './section'
import styles from './new-machine-dialog.module.css'

/** How many disks and cards the dialog makes; more are added in the details. */
const MOST = 8

const firmwares = [
  { value: 'default', text: t('Default') },
  { value: 'bios', text: 'BIOS' },
  { value: 'uefi', text: 'UEFI' },
  { value: 'secure-boot', text: t('UEFI with secure boot') },
] as const

const displays = [
  { value: 'default', text: t('Default') },
  { value: 'vnc', text: 'VNC' },
  { value: 'spice', text: 'SPICE' },
  { value: 'none', text: t('None: serial console only') },
] as const

const consoles = [
  { value: 'pty', text: t('Terminal') },
  { value: 'log', text: t('Terminal, kept in a log') },
  { value: 'unix', text: t('Socket') },
] as const

const tiers = [
  { value: 'standard', text: t('Standard') },
  { value: 'hardened', text: t('Hardened') },
  { value: 'confidential', text: t('Confidential') },
] as const

const tierHints: Readonly<Record<NewMachineForm['isolation'], string>> = {
  standard: t('Guest agent, memory balloon, display on this host’s own address'),
  hardened: t('Secure boot and TPM; no agent, no balloon, no shared memory, no ports'),
  confidential: t('As hardened, and its memory encrypted by SEV or TDX'),
}

const formats = [
  { value: '', text: t('Default format') },
  { value: 'qcow2', text: 'qcow2' },
  { value: 'raw', text: 'raw' },
] as const

const models = [
  { value: '', text: t('Usual model') },
  { value: 'virtio', text: 'virtio' },
  { value: 'e1000e', text: 'e1000e' },
  { value: 'rtl8139', text: 'rtl8139' },
] as const

interface FieldsProps {
  readonly form: NewMachineForm
  readonly defaults: ProvisioningDefaults
  readonly onChange: (change: Partial<NewMachineForm>) => void
}

const replaced = <T,>(items: readonly T[], at: number, item: T): readonly T[] =>
  items.map((old, i) => (i === at ? item : old))

const without = <T,>(items: readonly T[], at: number): readonly T[] =>
  items.filter((_, i) => i !== at)

/** `Disk`, `Disk 2`, … */
const numbered = (word: string, at: number): string => (at === 0 ? word : `${word} ${at + 1}`)

interface RemoveProps {
  readonly what: string
  readonly onRemove: () => void
}

const Remove = ({ what, onRemove }: RemoveProps) => (
  <Button
    look="quiet"
    square
    aria-label={t('Remove {what}', { what })}
    title={t('Remove {what}', { what })}
    onClick={onRemove}
  >
    <X />
  </Button>
)

const DiskFields = ({ form, defaults, onChange }: FieldsProps) => {
  const pools = useQuery(poolsQuery(form.hostId)).data ?? []
  const { disks } = form
  const change = (at: number, disk: DiskForm): void =>
    onChange({ disks: replaced(disks, at, disk) })
  // Beside a disk that is there already, those that are made are all further ones.
  const first = bringsDisks(form.source) ? 1 : 0
  return (
    <Section title={t('Disks')}>
      {disks.map((disk, i) => {
        const label = numbered(t('Disk'), i + first)
        return (
          <div key={i} className={styles['row']}>
            <NumberField
              label={label}
              unit="GiB"
              value={disk.gib}
              least={0}
              most={1_048_576}
              {...(disk.gib === 0 ? { hint: t('None') } : {})}
              onNumber={(gib) => change(i, { ...disk, gib })}
            />
            <SelectField
              label={numbered(t('Image format'), i + first)}
              hideLabel
              value={disk.format}
              options={formats}
              onChoose={(format) => change(i, { ...disk, format })}
            />
            {i + first === 0 ? (
              <span />
            ) : (
              <Remove what={label} onRemove={() => onChange({ disks: without(disks, i) })} />
            )}
          </div>
        )
      })}
      <div className={styles['row']}>
        <SelectField
          label={t('Pool')}
          value={form.pool}
          options={[
            { value: '', text: t('Default ({pool})', { pool: defaults.pool }) },
            ...pools.map(({ name }) => ({ value: name, text: name })),
          ]}
          onChoose={(pool) => onChange({ pool })}
        />
        {disks.length >= MOST ? null : (
          <Button onClick={() => onChange({ disks: [...disks, { gib: 20, format: '' }] })}>
            <Plus /> {t('Add disk')}
          </Button>
        )}
      </div>
    </Section>
  )
}

const NicFields = ({ form, onChange }: FieldsProps) => {
  const networks = useQuery(networksQuery(form.hostId)).data ?? []
  const { nics } = form
  const change = (at: number, nic: NicForm): void => onChange({ nics: replaced(nics, at, nic) })
  const options = [
    { value: '', text: t('Default') },
    ...networks.map(({ name, active }) => ({
      value: `network:${name}`,
      text: active ? name : t('{name} (not active)', { name }),
    })),
    { value: 'bridge', text: t('A bridge of the host') },
    { value: 'direct', text: t('A network card of the host') },
    { value: 'user', text: t('User’s own, without privileges') },
  ]
  return (
    <Section title={t('Networks')}>
      {nics.map((nic, i) => {
        const label = numbered(t('Network'), i)
        return (
          <div key={i} className={styles['row']}>
            <SelectField
              label={label}
              value={nic.network}
              options={i === 0 ? [...options, { value: 'none', text: t('None') }] : options}
              onChoose={(network) => change(i, { ...nic, network })}
            />
            <SelectField
              label={numbered(t('Card model'), i)}
              hideLabel
              value={nic.model}
              options={models}
              onChoose={(model) => change(i, { ...nic, model })}
            />
            {i === 0 ? (
              <span />
            ) : (
              <Remove what={label} onRemove={() => onChange({ nics: without(nics, i) })} />
            )}
            {nic.network === 'bridge' || nic.network === 'direct' ? (
              <TextField
                label={numbered(nic.network === 'bridge' ? t('Bridge') : t('Card'), i)}
                mono
                value={nic.device}
                maxLength={64}
                placeholder={nic.network === 'bridge' ? 'br0' : 'enp1s0'}
                onText={(device) => change(i, { ...nic, device })}
              />
            ) : null}
          </div>
        )
      })}
      {nics.length >= MOST ? null : (
        <Button
          onClick={() => onChange({ nics: [...nics, { network: '', device: '', model: '' }] })}
        >
          <Plus /> {t('Add network')}
        </Button>
      )}
    </Section>
  )
}

const OptionFields = ({ form, onChange }: FieldsProps) => (
  <Section title={t('Options')}>
    {bringsHardware(form.source) ? null : (
      <div className={styles['pair']}>
        <SelectField
          label={t('Firmware')}
          value={form.firmware}
          options={firmwares}
          onChoose={(firmware) => onChange({ firmware })}
        />
        <SelectField
          label={t('Display')}
          value={form.graphics}
          options={displays}
          onChoose={(graphics) => onChange({ graphics })}
        />
      </div>
    )}
    <div className={styles['pair']}>
      {bringsHardware(form.source) ? null : (
        <SelectField
          label={t('Serial console')}
          value={form.console}
          options={consoles}
          onChoose={(source) => onChange({ console: source })}
        />
      )}
      <SelectField
        label={t('Isolation')}
        hint={tierHints[form.isolation]}
        value={form.isolation}
        options={tiers}
        onChoose={(isolation) => onChange({ isolation })}
      />
    </div>
    <div className={styles['checks']}>
      <CheckField
        label={t('Start it at once')}
        checked={form.start}
        onCheck={(start) => onChange({ start })}
      />
      {bringsHardware(form.source) ? null : (
        <CheckField label="TPM" checked={form.tpm} onCheck={(tpm) => onChange({ tpm })} />
      )}
    </div>
  </Section>
)

/** What the machine is made of. */
export const HardwareFields = (props: FieldsProps) => {
  const { form, onChange } = props
  const hardware = bringsHardware(form.source)
  return (
    <>
      <Section title={t('Processor and memory')}>
        <div className={styles['pair']}>
          <NumberField
            label={t('Processors')}
            value={form.vcpus}
            least={1}
            most={1024}
            onNumber={(vcpus) => onChange({ vcpus })}
          />
          <NumberField
            label={t('Memory')}
            unit="MiB"
            value={form.memoryMib}
            least={16}
            most={16_777_216}
            onNumber={(memoryMib) => onChange({ memoryMib })}
          />
        </div>
      </Section>
      {hardware ? null : <DiskFields {...props} />}
      {hardware ? null : <NicFields {...props} />}
      <OptionFields {...props} />
    </>
  )
}
