import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Host } from '../../src-preload/contract/host'
import { objectName } from '../../src-preload/contract/calls/texts'
import { poolRequest, type PoolRequest } from '../../src-preload/contract/pool-request'
import { t } from '../../src-preload/language/t'
import { FailureAlert } from '../failures/failure-alert'
import { useOrder } from '../failures/use-order'
import { poolTypesQuery } from '../queries/pools'
import { closeOverlay } from '../state/overlay'
import { Button } from '../ui/button'
import { CheckField } from '../ui/check-field'
import { checkInput } from '../ui/check-input'
import { Dialog } from '../ui/dialog'
import { SelectField } from '../ui/select-field'
import { TextArea } from '../ui/text-area'
import { TextField } from '../ui/text-field'
import { createPool } from './pool-calls'
import { poolForms, type PoolField } from './pool-forms'
import { FoundSources } from './found-sources'
import { poolSearches } from './pool-sources'
import { poolRequestOf, shownFields, type PoolValues } from './pool-request-of'
import { poolTypeWords } from './pool-words'
import styles from './storage-dialogs.module.css'

type Type = PoolRequest['type']

const types = Object.keys(poolForms) as Type[]

interface FieldProps {
  readonly field: PoolField
  readonly value: string | undefined
  readonly onValue: (value: string) => void
}

const Field = ({ field, value, onValue }: FieldProps) => {
  const { label, kind = 'text', options, hint, placeholder } = field
  const advice = {
    ...(hint !== undefined && { hint }),
    ...(placeholder !== undefined && { placeholder }),
  }
  if (kind === 'choice') {
    return (
      <SelectField
        label={label}
        value={value ?? options?.[0]?.value ?? ''}
        options={options ?? []}
        onChoose={onValue}
      />
    )
  }
  if (kind === 'lines' || kind === 'servers') {
    return <TextArea label={label} rows={2} mono value={value ?? ''} {...advice} onText={onValue} />
  }
  return (
    <TextField
      label={label}
      value={value ?? ''}
      mono
      maxLength={4096}
      inputMode={kind === 'number' ? 'numeric' : 'text'}
      {...advice}
      onText={onValue}
    />
  )
}

/** Makes a pool of any type that libvirt knows. */
export const NewPoolDialog = ({ host }: { readonly host: Host }) => {
  const [name, setName] = useState('')
  const [type, setType] = useState<Type>('dir')
  const [values, setValues] = useState<PoolValues>({})
  const [build, setBuild] = useState(true)
  const [overwrite, setOverwrite] = useState(false)
  const [start, setStart] = useState(true)
  const [autostart, setAutostart] = useState(true)
  const [isChecked, setIsChecked] = useState(false)
  const { failure, order } = useOrder()
  const supported = useQuery(poolTypesQuery(host.id)).data
  const isOffered = (type: Type): boolean =>
    supported?.find((known) => known.type === type)?.supported ?? true

  const form = poolForms[type]
  const search = poolSearches[type]
  const fields = shownFields(type, values)
  const checkedName = checkInput(objectName, name.trim(), () => undefined, t('Name'))
  const checked = checkInput(
    poolRequest,
    poolRequestOf(type, values),
    (path) => fields.find(({ at }) => at === path)?.label,
  )
  const problem = checkedName.problem ?? checked.problem

  const chooseSource = (chosen: PoolValues): void => {
    setValues((before) => ({ ...before, ...chosen }))
    // It is there: to make it anew would be refused, or destroy it.
    if (form.overwrites === true) setBuild(false)
  }
  const make = async (): Promise<void> => {
    setIsChecked(true)
    const { value } = checkedName
    const pool = checked.value
    if (value === null || pool === null) return
    await order(async () => {
      const builds = build && form.build !== undefined
      await createPool({
        hostId: host.id,
        name: value,
        pool,
        build: builds,
        overwrite: builds && overwrite && form.overwrites === true,
        start,
        autostart,
      })
      closeOverlay()
    })
  }

  return (
    <Dialog
      title={t('New pool')}
      onClose={closeOverlay}
      onSubmit={() => void make()}
      buttons={
        <>
          <span className={styles['problem']} role="status">
            {isChecked ? problem : ''}
          </span>
          <Button onClick={closeOverlay}>{t('Cancel')}</Button>
          <Button look="primary" submits aria-disabled={problem !== null}>
            {t('Create')}
          </Button>
        </>
      }
    >
      <div className={styles['pair']}>
        <TextField
          label={t('Name')}
          value={name}
          maxLength={200}
          placeholder="images"
          data-first-focus
          onText={setName}
        />
        <SelectField
          label={t('Type')}
          value={type}
          options={types
            .toSorted((one, other) => Number(isOffered(other)) - Number(isOffered(one)))
            .map((value) => ({
              value,
              text: `${poolTypeWords[value] ?? value}${isOffered(value) ? '' : ` (${t('not on this host')})`}`,
            }))}
          onChoose={setType}
        />
      </div>
      <p className={styles['about']}>{form.about}</p>
      <div className={styles['fields']}>
        {fields.map((field) => {
          const isSearched = search?.beside === field.at
          const shown = (
            <Field
              field={field}
              value={values[field.at]}
              onValue={(value) => setValues((before) => ({ ...before, [field.at]: value }))}
            />
          )
          return (
            <div key={field.at} data-width={isSearched ? 'whole' : field.width}>
              {isSearched ? (
                <FoundSources
                  key={type}
                  hostId={host.id}
                  type={type}
                  search={search}
                  server={values['server.name'] ?? ''}
                  onChoose={chooseSource}
                >
                  {shown}
                </FoundSources>
              ) : (
                shown
              )}
            </div>
          )
        })}
      </div>
      <div className={styles['checks']}>
        {form.build === undefined ? null : (
          <CheckField label={form.build} checked={build} onCheck={setBuild} />
        )}
        {form.overwrites === true && build ? (
          <CheckField
            label={t('Destroy what is there')}
            hint={t('Without it, building is refused where something is.')}
            checked={overwrite}
            onCheck={setOverwrite}
          />
        ) : null}
        <CheckField label={t('Start it at once')} checked={start} onCheck={setStart} />
        <CheckField label={t('Start with its host')} checked={autostart} onCheck={setAutostart} />
      </div>
      <FailureAlert failure={failure} />
    </Dialog>
  )
}
