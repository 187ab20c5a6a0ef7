import { useRef, useState } from 'react'
import type { Failure } from '../../src-preload/contract/failure'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { FailureAlert } from '../failures/failure-alert'
import { Button } from '../ui/button'
import { ChoiceField } from '../ui/choice-field'
import { Fact, Facts } from '../ui/facts'
import { formatMemory } from '../ui/format'
import { HostText } from '../ui/host-text'
import { visibleText } from '../ui/visible-text'
import { withImport, type NewMachineForm } from './new-machine-form'
import styles from './new-machine-dialog.module.css'

interface FieldsProps {
  readonly form: NewMachineForm
  readonly onChange: (change: Partial<NewMachineForm>) => void
}

const driverHints: Readonly<Record<NewMachineForm['drivers'], string>> = {
  virtio: t('Fast; the guest must have its drivers'),
  compatible: t('SATA and e1000e, which nearly every guest knows'),
  adapted: t('virt-v2v gives the guest virtio’s drivers first, which takes a while'),
}

/** A machine or a disk in a file of this computer, and what is in it. */
export const ImportFields = ({ form, onChange }: FieldsProps) => {
  const [failure, setFailure] = useState<Failure | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  const { imported } = form
  const choose = async (): Promise<void> => {
    try {
      const chosen = await call('machines.chooseImport')
      setFailure(null)
      if (chosen !== null) onChange(withImport(form, chosen))
    } catch (thrown) {
      setFailure(failureFrom(thrown))
    }
    button.current?.focus()
  }
  return (
    <>
      <div className={styles['chosen']}>
        <Button ref={button} data-first-focus onClick={() => void choose()}>
          {imported === null ? t('Choose file…') : t('Choose another file…')}
        </Button>
        <p>
          {imported === null ? t('OVA, VMDK, VDI, qcow2 or raw') : visibleText(imported.fileName)}
        </p>
      </div>
      <FailureAlert failure={failure} />
      {imported === null ? null : (
        <>
          <div className={styles['facts']}>
            <Facts title={t('In the file')}>
              {imported.disks.map((disk, i) => (
                <Fact key={i} name={t('Disk {number}', { number: i + 1 })}>
                  <HostText text={disk.name} />
                  {` · ${disk.format} · ${formatMemory(disk.capacity / 1024)}`}
                </Fact>
              ))}
              {imported.notes.map((note, i) => (
                <Fact key={note} name={i === 0 ? t('Note') : ''}>
                  <HostText text={note} />
                </Fact>
              ))}
            </Facts>
          </div>
          <ChoiceField
            label={t('Drivers')}
            hint={driverHints[form.drivers]}
            value={form.drivers}
            options={[
              { value: 'virtio', text: 'virtio' },
              { value: 'compatible', text: t('Compatible') },
              ...(imported.canAdapt ? [{ value: 'adapted', text: t('Adapt') } as const] : []),
            ]}
            onChoose={(drivers) => onChange({ drivers })}
          />
        </>
      )}
    </>
  )
}
