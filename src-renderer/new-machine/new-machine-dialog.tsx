import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Failure } from '../../src-preload/contract/failure'
import type { Host } from '../../src-preload/contract/host'
import type { ProvisioningDefaults } from '../../src-preload/contract/provisioning'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { FailureDetails } from '../failures/failure-details'
import { knownHosts } from '../queries/hosts'
import { closeOverlay } from '../state/overlay'
import { Button } from '../ui/button'
import { CheckField } from '../ui/check-field'
import { Dialog } from '../ui/dialog'
import { countOf } from '../ui/format'
import { NumberField } from '../ui/number-field'
import { SelectField } from '../ui/select-field'
import { TextField } from '../ui/text-field'
import { useSettled } from '../ui/use-settled'
import { makeMachine } from './make-machine'
import { bringsDisks, requestOf, type NewMachineForm, type SourceType } from './new-machine-form'
import { defaultsQuery, networksQuery, planQuery, poolsQuery } from './new-machine-queries'
import { PlanView } from './plan-view'
import { SourceFields } from './source-fields'
import styles from './new-machine-dialog.module.css'

/** How long nothing is typed before the host is asked, in ms. */
const REST = 350

const sources: readonly { readonly value: SourceType; readonly text: string }[] = [
  { value: 'iso', text: 'Installation image (ISO)' },
  { value: 'cloudImage', text: 'Cloud image with cloud-init' },
  { value: 'disk', text: 'Existing disk' },
  { value: 'directBoot', text: 'Kernel, directly' },
  { value: 'pxe', text: 'Network (PXE)' },
  { value: 'template', text: 'Another machine as template' },
]

const firmwares = [
  { value: 'default', text: 'Default' },
  { value: 'bios', text: 'BIOS' },
  { value: 'uefi', text: 'UEFI' },
  { value: 'secure-boot', text: 'UEFI with secure boot' },
] as const

const displays = [
  { value: 'default', text: 'Default' },
  { value: 'vnc', text: 'VNC' },
  { value: 'spice', text: 'SPICE' },
  { value: 'none', text: 'None: serial console only' },
] as const

const tiers = [
  { value: 'standard', text: 'Standard' },
  { value: 'hardened', text: 'Hardened' },
  { value: 'confidential', text: 'Confidential' },
] as const

const emptyForm = (host: Host, defaults: ProvisioningDefaults): NewMachineForm => ({
  hostId: host.id,
  name: '',
  source: 'iso',
  image: '',
  copy: 'full',
  kernel: '',
  initrd: '',
  cmdline: '',
  template: '',
  user: '',
  password: '',
  sshKeys: '',
  packages: '',
  userData: '',
  vcpus: defaults.vcpus,
  memoryMib: defaults.memoryMib,
  diskGib: Math.max(1, Math.round(defaults.diskMib / 1024)),
  pool: '',
  network: '',
  firmware: 'default',
  graphics: 'default',
  tpm: false,
  isolation: defaults.isolation,
  start: true,
})

interface FieldsProps {
  readonly form: NewMachineForm
  readonly defaults: ProvisioningDefaults
  readonly onChange: (change: Partial<NewMachineForm>) => void
}

/** What it is made of. */
const HardwareFields = ({ form, defaults, onChange }: FieldsProps) => {
  const networks = useQuery(networksQuery(form.hostId)).data ?? []
  const pools = useQuery(poolsQuery(form.hostId)).data ?? []
  return (
    <>
      <div className={styles['triple']}>
        <NumberField
          label="Processors"
          value={form.vcpus}
          least={1}
          most={1024}
          onNumber={(vcpus) => onChange({ vcpus })}
        />
        <NumberField
          label="Memory"
          unit="MiB"
          value={form.memoryMib}
          least={16}
          most={16_777_216}
          onNumber={(memoryMib) => onChange({ memoryMib })}
        />
        {bringsDisks(form.source) ? null : (
          <NumberField
            label="Disk"
            unit="GiB"
            value={form.diskGib}
            least={0}
            most={1_048_576}
            {...(form.diskGib === 0 ? { hint: 'None' } : {})}
            onNumber={(diskGib) => onChange({ diskGib })}
          />
        )}
      </div>
      <div className={styles['triple']}>
        <SelectField
          label="Pool"
          value={form.pool}
          options={[
            { value: '', text: `Default (${defaults.pool})` },
            ...pools.map(({ name }) => ({ value: name, text: name })),
          ]}
          onChoose={(pool) => onChange({ pool })}
        />
        <SelectField
          label="Network"
          value={form.network}
          options={[
            { value: '', text: 'Default' },
            ...networks.map(({ name, active }) => ({
              value: `network:${name}`,
              text: active ? name : `${name} (not active)`,
            })),
            { value: 'user', text: 'User’s own, without privileges' },
            { value: 'none', text: 'None' },
          ]}
          onChoose={(network) => onChange({ network })}
        />
        <SelectField
          label="Firmware"
          value={form.firmware}
          options={firmwares}
          onChoose={(firmware) => onChange({ firmware })}
        />
        <SelectField
          label="Display"
          value={form.graphics}
          options={displays}
          onChoose={(graphics) => onChange({ graphics })}
        />
        <SelectField
          label="Isolation"
          value={form.isolation}
          options={tiers}
          onChoose={(isolation) => onChange({ isolation })}
        />
      </div>
      <div className={styles['checks']}>
        <CheckField
          label="Start it at once"
          checked={form.start}
          onCheck={(start) => onChange({ start })}
        />
        <CheckField label="TPM" checked={form.tpm} onCheck={(tpm) => onChange({ tpm })} />
      </div>
    </>
  )
}

interface FormProps {
  readonly hosts: readonly Host[]
  readonly host: Host
  readonly defaults: ProvisioningDefaults
}

const Form = ({ hosts, host, defaults }: FormProps) => {
  const [form, setForm] = useState(() => emptyForm(host, defaults))
  const [failure, setFailure] = useState<Failure | null>(null)
  const [isCreating, setIsCreating] = useState(false)
  const change = (part: Partial<NewMachineForm>): void => {
    setFailure(null)
    setForm((before) => ({ ...before, ...part }))
  }

  const request = requestOf(form)
  // Compared as text, since each keystroke makes another object of the same.
  const settled = useSettled(JSON.stringify(request), REST)
  const isSettled = settled === JSON.stringify(request)
  const { data, error, isFetching, refetch } = useQuery({
    ...planQuery(JSON.parse(settled) as typeof request),
    placeholderData: keepPreviousData,
  })
  const plan = request === null ? null : data
  const isFresh = isSettled && !isFetching
  const canCreate = request !== null && plan?.canCreate === true && isFresh && !isCreating
  const failedChecks = plan?.checks.filter(({ state }) => state === 'failed').length ?? 0

  const create = async (): Promise<void> => {
    if (!canCreate) return
    setIsCreating(true)
    try {
      await makeMachine(request)
      closeOverlay()
    } catch (thrown) {
      setFailure(failureFrom(thrown))
      setIsCreating(false)
    }
  }

  const startNetwork = async (name: string): Promise<void> => {
    try {
      const networks = await call('networks.list', { hostId: form.hostId })
      const network = networks.find((candidate) => candidate.name === name)
      if (network !== undefined) await call('networks.act', { id: network.id, action: 'start' })
      await refetch()
    } catch (thrown) {
      setFailure(failureFrom(thrown))
    }
  }

  const shownFailure = failure ?? (error === null || request === null ? null : failureFrom(error))
  return (
    <Dialog
      title="New machine"
      wide
      onClose={closeOverlay}
      onSubmit={() => void create()}
      buttons={
        <>
          <span className={styles['why']}>
            {failedChecks === 0 || !isFresh ? '' : `${countOf(failedChecks, 'check')} failed`}
          </span>
          <Button onClick={closeOverlay}>Cancel</Button>
          <Button look="primary" submits aria-disabled={!canCreate}>
            Create
          </Button>
        </>
      }
    >
      <div className={hosts.length > 1 ? styles['triple'] : styles['pair']}>
        <TextField
          label="Name"
          value={form.name}
          maxLength={200}
          data-first-focus
          onText={(name) => change({ name })}
        />
        <SelectField
          label="Source"
          value={form.source}
          options={sources}
          onChoose={(source) => change({ source })}
        />
        {hosts.length > 1 ? (
          <SelectField
            label="Host"
            value={form.hostId}
            options={hosts.map(({ id, name }) => ({ value: id, text: name }))}
            onChoose={(hostId) =>
              change({ hostId, network: '', pool: '', template: '', image: '' })
            }
          />
        ) : null}
      </div>
      <SourceFields form={form} onChange={change} />
      <HardwareFields form={form} defaults={defaults} onChange={change} />
      <section aria-label="Plan" aria-busy={!isFresh} className={styles['plan']}>
        {shownFailure === null ? null : (
          <div role="alert">
            <strong>{shownFailure.message}</strong>
            <FailureDetails failure={shownFailure} />
          </div>
        )}
        {request === null ? (
          <p className={styles['waiting']}>
            With a name and what it starts from, the plan appears here: what would be made, and
            whether anything would stop it.
          </p>
        ) : null}
        {plan && error === null ? (
          <PlanView plan={plan} onStartNetwork={(name) => void startNetwork(name)} />
        ) : null}
        {request !== null && !plan && error === null ? (
          <p className={styles['waiting']}>Checking…</p>
        ) : null}
      </section>
    </Dialog>
  )
}

/** Makes a machine: what it is to be above, what would happen below. */
export const NewMachineDialog = ({ host }: { readonly host: Host }) => {
  const { data: defaults, error } = useQuery(defaultsQuery)
  const hosts = knownHosts().filter(({ state }) => state === 'connected')
  if (defaults !== undefined) return <Form hosts={hosts} host={host} defaults={defaults} />
  return error === null ? null : (
    <Dialog
      title="New machine"
      onClose={closeOverlay}
      onSubmit={closeOverlay}
      buttons={<Button onClick={closeOverlay}>Close</Button>}
    >
      <FailureDetails failure={failureFrom(error)} />
    </Dialog>
  )
}
