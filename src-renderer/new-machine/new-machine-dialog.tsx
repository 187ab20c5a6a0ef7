import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Host } from '../../src-preload/contract/host'
import type { ProvisioningDefaults } from '../../src-preload/contract/provisioning'
import { t } from '../../src-preload/language/t'
import { failureFrom } from '../bridge/failure-error'
import { FailureAlert } from '../failures/failure-alert'
import { FailureDetails } from '../failures/failure-details'
import { useOrder } from '../failures/use-order'
import { makeNetworkRun } from '../networks/network-calls'
import { knownHosts } from '../queries/hosts'
import { closeOverlay } from '../state/overlay'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { SelectField } from '../ui/select-field'
import { TextArea } from '../ui/text-area'
import { TextField } from '../ui/text-field'
import { useSettled } from '../ui/use-settled'
import { HardwareFields } from './hardware-fields'
import { makeMachine } from './make-machine'
import {
  emptyForm,
  requestOf,
  usualNics,
  withOs,
  withSource,
  type NewMachineForm,
  type SourceType,
} from './new-machine-form'
import { defaultsQuery, planQuery } from './new-machine-queries'
import { OsField } from './os-field'
import { PlanView } from './plan-view'
import { Section } from './section'
import { SourceFields } from './source-fields'
import styles from './new-machine-dialog.module.css'

/** How long nothing is typed before the host is asked, in ms. */
const REST = 350

const sources: readonly { readonly value: SourceType; readonly text: string }[] = [
  { value: 'iso', text: t('Installation image (ISO)') },
  { value: 'cloudImage', text: t('Cloud image with cloud-init') },
  { value: 'disk', text: t('Existing disk') },
  { value: 'directBoot', text: t('Kernel, directly') },
  { value: 'pxe', text: t('Network (PXE)') },
  { value: 'template', text: t('Another machine as template') },
  { value: 'import', text: t('File of this computer: OVA, VMDK, VDI, qcow2') },
]

interface FormProps {
  readonly hosts: readonly Host[]
  readonly host: Host
  readonly defaults: ProvisioningDefaults
  readonly source: SourceType
}

const Form = ({ hosts, host, defaults, source }: FormProps) => {
  const [form, setForm] = useState(() => emptyForm(host, defaults, source))
  const { failure, order, isUnderWay, forgetFailure } = useOrder()
  const change = (part: Partial<NewMachineForm>): void => {
    forgetFailure()
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
  const canCreate = request !== null && plan?.canCreate === true && isFresh && !isUnderWay
  const failedChecks = plan?.checks.filter(({ state }) => state === 'failed').length ?? 0

  const create = (): void => {
    if (!canCreate) return
    void order(async () => {
      await makeMachine(request)
      closeOverlay()
    })
  }

  const startNetwork = (name: string): void => {
    void order(async () => {
      await makeNetworkRun(form.hostId, name)
      await refetch()
    })
  }

  const shownFailure = failure ?? (error === null || request === null ? null : failureFrom(error))
  return (
    <Dialog
      title={t('New machine')}
      onClose={closeOverlay}
      onSubmit={create}
      buttons={
        <>
          <span className={styles['why']}>
            {failedChecks === 0 || !isFresh
              ? ''
              : t('{failedChecks, plural, one {# check} other {# checks}} failed', {
                  failedChecks,
                })}
          </span>
          <Button onClick={closeOverlay}>{t('Cancel')}</Button>
          <Button look="primary" submits aria-disabled={!canCreate}>
            {t('Create')}
          </Button>
        </>
      }
      aside={
        <section aria-label={t('Plan')} aria-busy={!isFresh} className={styles['plan']}>
          <FailureAlert failure={shownFailure} />
          {request === null ? (
            <p className={styles['waiting']}>
              {t(
                'With a name and what it starts from, the plan appears here: what would be made, and whether anything would stop it.',
              )}
            </p>
          ) : null}
          {plan && error === null ? <PlanView plan={plan} onStartNetwork={startNetwork} /> : null}
          {request !== null && !plan && error === null ? (
            <p className={styles['waiting']}>{t('Checking…')}</p>
          ) : null}
        </section>
      }
    >
      <Section title={t('Machine')}>
        <TextField
          label={t('Name')}
          value={form.name}
          maxLength={200}
          // The file says the rest, so whoever imports chooses that first.
          data-first-focus={source === 'import' ? undefined : true}
          onText={(name) => change({ name })}
        />
        {hosts.length > 1 ? (
          <SelectField
            label={t('Host')}
            value={form.hostId}
            options={hosts.map(({ id, name }) => ({ value: id, text: name }))}
            onChoose={(hostId) =>
              change({ hostId, pool: '', template: '', image: '', nics: usualNics })
            }
          />
        ) : null}
        <OsField os={form.os} onChoose={(os) => change(withOs(form, os, defaults))} />
        <details className={styles['more']}>
          <summary>{t('Title and description')}</summary>
          <TextField
            label={t('Title')}
            value={form.title}
            maxLength={4096}
            onText={(title) => change({ title })}
          />
          <TextArea
            label={t('Description')}
            rows={3}
            value={form.description}
            onText={(description) => change({ description })}
          />
        </details>
      </Section>
      <Section title={t('Starts from')}>
        <SelectField
          label={t('Source')}
          value={form.source}
          options={sources}
          onChoose={(chosen) => change(withSource(form, chosen, defaults))}
        />
        <SourceFields form={form} onChange={change} />
      </Section>
      <HardwareFields form={form} defaults={defaults} onChange={change} />
    </Dialog>
  )
}

interface NewMachineProps {
  readonly host: Host
  readonly source?: SourceType | undefined
}

/** Makes a machine: what it is to be on the left, what would happen on the right. */
export const NewMachineDialog = ({ host, source = 'iso' }: NewMachineProps) => {
  const { data: defaults, error } = useQuery(defaultsQuery)
  const hosts = knownHosts().filter(({ state }) => state === 'connected')
  if (defaults !== undefined) return <Form {...{ hosts, host, defaults, source }} />
  return error === null ? null : (
    <Dialog
      title={t('New machine')}
      onClose={closeOverlay}
      onSubmit={closeOverlay}
      buttons={<Button onClick={closeOverlay}>{t('Close')}</Button>}
    >
      <FailureDetails failure={failureFrom(error)} />
    </Dialog>
  )
}
