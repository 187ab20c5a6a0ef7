import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Machine } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { FailureAlert } from '../failures/failure-alert'
import { useOrder } from '../failures/use-order'
import { queryClient } from '../queries/query-client'
import { closeOverlay } from '../state/overlay'
import { Button } from '../ui/button'
import { ChoiceField } from '../ui/choice-field'
import { Dialog } from '../ui/dialog'
import { Facts } from '../ui/facts'
import { TextArea } from '../ui/text-area'
import { TextField } from '../ui/text-field'
import { isolated } from '../ui/visible-text'
import { emptyEvidence, evidenceOf, type EvidenceForm } from './evidence-form'
import { launchQuery } from './launch-calls'
import { AttestationFacts } from './launch-section'
import styles from './launch-section.module.css'

interface FileFieldProps {
  readonly label: string
  readonly hint?: string
  readonly value: string
  readonly isFirst?: boolean
  readonly onText: (path: string) => void
}

/** A file of this computer, typed or chosen. */
const FileField = ({ label, hint, value, isFirst, onText }: FileFieldProps) => (
  <div className={styles['file']}>
    <TextField
      label={label}
      {...(hint !== undefined && { placeholder: hint })}
      value={value}
      mono
      maxLength={4096}
      {...(isFirst === true && { 'data-first-focus': true })}
      onText={onText}
    />
    <Button
      aria-label={t('Choose a file: {label}', { label })}
      onClick={() =>
        void call('machines.chooseLaunchFile').then((path) => (path === null ? null : onText(path)))
      }
    >
      {t('Choose…')}
    </Button>
  </div>
)

/** Holds the launch of a machine against what its owner has on this computer. */
export const VerifyLaunchDialog = ({ machine }: { readonly machine: Machine }) => {
  const attestation = useQuery(launchQuery(machine)).data
  const [form, setForm] = useState(emptyEvidence)
  const { failure, order } = useOrder()
  const set = (key: keyof EvidenceForm) => (text: string) =>
    setForm((before) => ({ ...before, [key]: text }))
  const evidence = evidenceOf(machine.id, form)
  const canVerify =
    evidence !== null && attestation !== undefined && attestation.state !== 'not-available'

  const verify = (): void => {
    if (!canVerify) return
    void order(async () => {
      const found = await call('machines.verifyLaunch', evidence)
      queryClient.setQueryData(launchQuery(machine).queryKey, found)
    })
  }
  return (
    <Dialog
      title={t('Verify the launch of {name}', { name: isolated(machine.name) })}
      onClose={closeOverlay}
      onSubmit={verify}
      buttons={
        <>
          <Button onClick={closeOverlay}>{t('Close')}</Button>
          <Button look="primary" submits aria-disabled={!canVerify}>
            {t('Verify')}
          </Button>
        </>
      }
    >
      {attestation === undefined ? null : (
        <div role="status" className={styles['found']}>
          <Facts title={t('What the host says')}>
            <AttestationFacts attestation={attestation} />
          </Facts>
        </div>
      )}
      <FileField
        label={t('Transport integrity key (TIK)')}
        hint={t('16 bytes, or 32 with the TEK before it')}
        value={form.tik}
        isFirst
        onText={set('tik')}
      />
      <ChoiceField
        label={t('Measured')}
        hint={
          form.by === 'files'
            ? t('Your own copies on this computer: the host’s prove nothing')
            : t('A digest that was made of them beforehand')
        }
        value={form.by}
        options={[
          { value: 'files', text: t('Files') },
          { value: 'digest', text: t('Digest') },
        ]}
        onChoose={(by) => setForm((before) => ({ ...before, by }))}
      />
      {form.by === 'digest' ? (
        <TextField
          label="SHA-256"
          hint={t('Of all that is measured, in base64')}
          value={form.digest}
          mono
          maxLength={64}
          onText={set('digest')}
        />
      ) : (
        <>
          <FileField label={t('Firmware')} value={form.firmware} onText={set('firmware')} />
          <FileField
            label={t('Kernel')}
            hint={t('Where it is booted directly')}
            value={form.kernel}
            onText={set('kernel')}
          />
          {form.kernel.trim() === '' ? null : (
            <>
              <FileField label={t('Initial RAM disk')} value={form.initrd} onText={set('initrd')} />
              <TextField
                label={t('Command line')}
                value={form.cmdline}
                mono
                maxLength={4096}
                onText={set('cmdline')}
              />
            </>
          )}
          <TextArea
            label={t('Processors’ first states (VMSA)')}
            hint={t('With SEV-ES: a file for each virtual processor, one a line')}
            value={form.vmsas}
            rows={2}
            mono
            onText={set('vmsas')}
          />
        </>
      )}
      <FailureAlert failure={failure} />
    </Dialog>
  )
}
