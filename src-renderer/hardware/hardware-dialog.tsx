import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Failure } from '../../src-preload/contract/failure'
import type { ChangePlace, MachineHardware } from '../../src-preload/contract/hardware'
import type { Machine } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { failureFrom } from '../bridge/failure-error'
import { FailureDetails } from '../failures/failure-details'
import { hardwareQuery } from '../queries/machine-details'
import { closeOverlay } from '../state/overlay'
import { Button } from '../ui/button'
import { ChoiceField } from '../ui/choice-field'
import { Dialog } from '../ui/dialog'
import { SelectField } from '../ui/select-field'
import { isolated } from '../ui/visible-text'
import { tryHardwareChange } from './change-hardware'
import { answersIn, saidBy, type FieldValue, type Values } from './form'
import { FormFields, hasMistake } from './form-fields'
import { deviceForms, type DeviceFormName } from './forms/device-forms'
import { chosenUsbDevice } from './forms/host-device-forms'
import { useSurroundings } from './forms/surroundings'
import { bindForm, type BoundForm, type HardwareSubject } from './hardware-subject'
import { keepSticky, ruleFor } from './sticky-usb'
import styles from './hardware-dialog.module.css'

const formNames = Object.keys(deviceForms) as DeviceFormName[]

const kindOptions = formNames.map((value) => ({ value, text: deviceForms[value].title }))

const placeOptions: readonly { readonly value: ChangePlace; readonly text: string }[] = [
  { value: 'both', text: t('Now and at next boot') },
  { value: 'live', text: t('Now only') },
  { value: 'config', text: t('At next boot') },
]

/** What is said where there is nothing to choose. */
const onlyPlace = (place: ChangePlace, hardware: MachineHardware): string => {
  if (hardware.live === undefined) return t('It is shut off: this takes effect when it starts.')
  return place === 'live'
    ? t('This takes effect now and lasts until it stops: it is in no definition.')
    : t('This takes effect at its next boot; what runs now stays as it is.')
}

interface PlaceFieldProps {
  readonly bound: BoundForm
  readonly hardware: MachineHardware
  readonly place: ChangePlace
  readonly onPlace: (place: ChangePlace) => void
}

/** Says where a change takes effect, before it is made. */
const PlaceField = ({ bound, hardware, place, onPlace }: PlaceFieldProps) => (
  <div className={styles['place']}>
    {bound.places.length > 1 ? (
      <ChoiceField
        label={t('Takes effect')}
        value={place}
        options={placeOptions.filter(({ value }) => bound.places.includes(value))}
        onChoose={onPlace}
      />
    ) : (
      <p>{onlyPlace(place, hardware)}</p>
    )}
    {place === 'config' || bound.form?.whileRunning === undefined ? null : (
      <p className={styles['note']}>{bound.form.whileRunning}</p>
    )}
  </div>
)

interface InnerProps {
  readonly machine: Machine
  readonly subject: HardwareSubject
  readonly hardware: MachineHardware
  readonly onSubject: (subject: HardwareSubject) => void
}

const useFocusFirst = () => {
  const body = useRef<HTMLDivElement>(null)
  useEffect(() => {
    body.current?.querySelector<HTMLElement>('input, select')?.focus()
  }, [])
  return body
}

const Inner = ({ machine, subject, hardware, onSubject }: InnerProps) => {
  const bound = useMemo(() => bindForm(subject, hardware), [subject, hardware])
  const around = useSurroundings(machine, hardware.live ?? hardware.nextBoot)
  const [touched, setTouched] = useState<Values>({})
  const [wanted, setWanted] = useState<ChangePlace | null>(null)
  const [isChecked, setIsChecked] = useState(false)
  const [isBusy, setIsBusy] = useState(false)
  const [failures, setFailures] = useState<readonly Failure[]>([])
  const body = useFocusFirst()
  if (bound === undefined) return <Gone machine={machine} />

  const place = bound.places.find((it) => it === wanted) ?? bound.places[0] ?? 'config'
  const there = bound.subjectIn(place)
  const start = bound.form?.start(there, around) ?? {}
  const values = { ...start, ...touched }
  const answers = answersIn(values)
  const parts = bound.form?.parts(answers, around, there) ?? []
  const problem = bound.form?.problem?.(answers)
  const isReady = bound.form !== undefined && !isBusy

  const apply = async (): Promise<void> => {
    if (!isReady) return
    setIsChecked(true)
    if (hasMistake(parts, values) || problem !== undefined) {
      requestAnimationFrame(() =>
        body.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
      )
      return
    }
    const said = saidBy(parts, values, there === null ? null : start)
    if (there !== null && Object.keys(said).length === 0) return closeOverlay()
    setIsBusy(true)
    const failed = await tryHardwareChange(machine, bound.what, place, bound.changeOf(said))
    setIsBusy(false)
    setFailures(failed)
    if (failed.length > 0) return
    const usb = subject.kind === 'add' && subject.form === 'usb' && answers.isOn('sticky')
    const device = usb ? chosenUsbDevice(answers, around) : undefined
    if (device) keepSticky(ruleFor(machine, device, answers.isOn('onlySerial')))
    closeOverlay()
  }

  return (
    <Dialog
      title={`${bound.title} – ${isolated(machine.name)}`}
      onClose={closeOverlay}
      onSubmit={() => void apply()}
      buttons={
        <>
          {bound.form === undefined ? null : (
            <PlaceField bound={bound} hardware={hardware} place={place} onPlace={setWanted} />
          )}
          <Button onClick={closeOverlay}>{bound.form ? t('Cancel') : t('Close')}</Button>
          {bound.form === undefined ? null : (
            <Button look="primary" submits aria-disabled={!isReady}>
              {isBusy ? t('Working…') : bound.verb}
            </Button>
          )}
        </>
      }
    >
      <div ref={body} className={styles['body']}>
        {subject.kind === 'add' ? (
          <SelectField
            label={t('Device')}
            value={subject.form}
            options={kindOptions}
            onChoose={(form) => {
              setTouched({})
              setIsChecked(false)
              setFailures([])
              onSubject({ kind: 'add', form })
            }}
          />
        ) : null}
        <FormFields
          parts={parts}
          values={values}
          saysMistakeOf={(name) => isChecked || name in touched}
          onValue={(name, value: FieldValue) => setTouched({ ...touched, [name]: value })}
        />
        {problem !== undefined && (isChecked || Object.keys(touched).length > 0) ? (
          <p role="status" className={styles['problem']}>
            {problem}
          </p>
        ) : null}
        {bound.xml === undefined ? null : (
          <details className={styles['xml']} open={bound.form === undefined}>
            <summary>{t('As XML')}</summary>
            <pre tabIndex={0} role="region" aria-label={t('XML of the device')}>
              {bound.xml}
            </pre>
          </details>
        )}
        {failures.map((failure) => (
          <div key={failure.correlationId} role="alert" className={styles['failure']}>
            <strong>{failure.message}</strong>
            <FailureDetails failure={failure} />
          </div>
        ))}
        {bound.form === undefined ? (
          <p className={styles['note']}>{t('It has no form here; the XML editor changes it.')}</p>
        ) : null}
      </div>
    </Dialog>
  )
}

const Gone = ({ machine }: { readonly machine: Machine }) => (
  <Dialog
    title={t('Hardware of {name}', { name: isolated(machine.name) })}
    onClose={closeOverlay}
    onSubmit={closeOverlay}
    buttons={
      <Button onClick={closeOverlay} data-first-focus>
        {t('Close')}
      </Button>
    }
  >
    <p>{t('That device is no longer there.')}</p>
  </Dialog>
)

interface HardwareDialogProps {
  readonly machine: Machine
  readonly subject: HardwareSubject
}

/** Adds or changes one piece of a machine's hardware, where the person wants it. */
export const HardwareDialog = ({ machine, subject }: HardwareDialogProps) => {
  const [shown, setShown] = useState(subject)
  const { data, error } = useQuery({
    ...hardwareQuery(machine.id),
    placeholderData: keepPreviousData,
  })
  // What is being filled in stays as it was begun.
  const [begun, setBegun] = useState<MachineHardware>()
  if (begun === undefined && data?.id === machine.id) setBegun(data)
  if (begun !== undefined) {
    return <Inner machine={machine} subject={shown} hardware={begun} onSubject={setShown} />
  }
  return error === null ? null : (
    <Dialog
      title={t('Hardware of {name}', { name: isolated(machine.name) })}
      onClose={closeOverlay}
      onSubmit={closeOverlay}
      buttons={<Button onClick={closeOverlay}>{t('Close')}</Button>}
    >
      <FailureDetails failure={failureFrom(error)} />
    </Dialog>
  )
}
