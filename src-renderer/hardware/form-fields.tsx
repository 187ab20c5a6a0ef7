import { useId } from 'react'
import { CheckField } from '../ui/check-field'
import { SelectField } from '../ui/select-field'
import { TextField } from '../ui/text-field'
import { mistakeIn, type Field, type FieldValue, type Part, type Row, type Values } from './form'
import { OrderField } from './order-field'
import { RowsField } from './rows-field'
import styles from './form-fields.module.css'

interface FieldProps<F extends Field> {
  readonly field: F
  readonly value: FieldValue | undefined
  /** What is wrong with it, once that is to be said. */
  readonly mistake: string | undefined
  readonly onValue: (value: FieldValue) => void
}

type InputField = Extract<Field, { control: 'text' | 'number' }>

const labelOf = (field: InputField): string =>
  field.control === 'number' && field.unit !== undefined
    ? `${field.label}, ${field.unit}`
    : field.label

const InputFor = ({ field, value, mistake, onValue }: FieldProps<InputField>) => {
  const listId = useId()
  const isNumber = field.control === 'number'
  const placeholder = isNumber ? field.otherwise : field.placeholder
  const suggestions = isNumber ? undefined : field.suggestions
  const hint = mistake ?? field.hint
  return (
    <>
      <TextField
        label={labelOf(field)}
        value={typeof value === 'string' ? value : ''}
        mono={!isNumber && field.mono === true}
        type={!isNumber && field.secret === true ? 'password' : 'text'}
        inputMode={isNumber ? 'decimal' : 'text'}
        maxLength={4096}
        placeholder={placeholder}
        list={suggestions === undefined ? undefined : listId}
        aria-invalid={mistake !== undefined}
        onText={onValue}
        {...(hint === undefined ? {} : { hint })}
      />
      {suggestions === undefined ? null : (
        <datalist id={listId}>
          {suggestions.map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      )}
    </>
  )
}

const FieldFor = ({ field, value, mistake, onValue }: FieldProps<Field>) => {
  const hint = field.hint === undefined ? {} : { hint: field.hint }
  const text = typeof value === 'string' ? value : ''
  const rows: readonly Row[] = typeof value === 'object' ? value : []
  switch (field.control) {
    case 'text':
    case 'number':
      return <InputFor field={field} value={value} mistake={mistake} onValue={onValue} />
    case 'select':
      return (
        <SelectField
          label={field.label}
          value={text}
          options={field.options}
          onChoose={onValue}
          {...hint}
        />
      )
    case 'check':
      return (
        <CheckField
          label={field.label}
          checked={text === 'yes'}
          onCheck={(on) => onValue(on ? 'yes' : '')}
          {...hint}
        />
      )
    case 'rows':
      return <RowsField field={field} rows={rows} mistake={mistake} onRows={onValue} />
    case 'order':
      return <OrderField field={field} rows={rows} onRows={onValue} />
  }
}

interface FormFieldsProps {
  readonly parts: readonly Part<object>[]
  readonly values: Values
  /** Whether what is wrong with a field is said already. */
  readonly saysMistakeOf: (name: string) => boolean
  readonly onValue: (name: string, value: FieldValue) => void
}

/** All fields of a form, in two columns, with a heading where a section begins. */
export const FormFields = ({ parts, values, saysMistakeOf, onValue }: FormFieldsProps) => (
  <div className={styles['fields']}>
    {parts.flatMap(({ section, fields }, index) => {
      const shown = fields.filter((field) => field.hidden !== true)
      return [
        section === undefined || shown.length === 0 ? null : (
          <h2 key={`section ${index}`} className={styles['section']}>
            {section}
          </h2>
        ),
        ...shown.map((field) => (
          <div key={field.name} className={styles['field']} data-wide={field.wide === true}>
            <FieldFor
              field={field}
              value={values[field.name]}
              mistake={saysMistakeOf(field.name) ? mistakeIn(field, values[field.name]) : undefined}
              onValue={(value) => onValue(field.name, value)}
            />
          </div>
        )),
      ]
    })}
  </div>
)

/** The first field with a mistake in it, if there is one. */
export const hasMistake = (parts: readonly Part<object>[], values: Values): boolean =>
  parts.some(({ fields }) =>
    fields.some((field) => mistakeIn(field, values[field.name]) !== undefined),
  )
