import { t } from '../../src-preload/language/t'
import { SelectField } from '../ui/select-field'
import { TextField } from '../ui/text-field'
import { sharingKinds, type NetworkForm, type NewMode } from './network-form'
import { modeWords } from './network-words'
import { SubnettedFields } from './subnetted-fields'
import styles from './network-dialogs.module.css'

/** Modes that a form can make of a network. */
export const formModes: readonly NewMode[] = [
  'nat',
  'route',
  'open',
  'isolated',
  'bridge',
  'macvtap',
]

const kindWords: Readonly<Record<NetworkForm['kind'], string>> = {
  bridge: t('Bridge: guests see each other'),
  private: t('Private: guests don’t see each other'),
  vepa: t('VEPA: through a switch outside'),
  passthrough: t('Passthrough: the card is one guest’s alone'),
}

interface ModeFieldProps {
  readonly mode: NewMode
  /** It has the focus when its dialog opens. */
  readonly isFirst?: boolean
  readonly onChoose: (mode: NewMode) => void
}

/** How its guests reach what is beyond it. */
export const ModeField = ({ mode, isFirst = false, onChoose }: ModeFieldProps) => (
  <SelectField
    label={t('Mode')}
    value={mode}
    options={formModes.map((value) => ({ value, text: modeWords[value] }))}
    {...(isFirst && { 'data-first-focus': true })}
    onChoose={onChoose}
  />
)

interface ModeFieldsProps {
  readonly form: NetworkForm
  readonly onChange: (change: Partial<NetworkForm>) => void
  readonly hasRanges?: boolean
}

/** What a network of that mode is: where it is, and what it goes out by. */
export const ModeFields = ({ form, onChange, hasRanges = true }: ModeFieldsProps) => {
  if (form.mode === 'bridge') {
    return (
      <TextField
        label={t('Bridge')}
        value={form.bridge}
        mono
        placeholder="br0"
        onText={(bridge) => onChange({ bridge })}
      />
    )
  }
  if (form.mode === 'macvtap') {
    return (
      <div className={styles['pair']}>
        <TextField
          label={t('Card')}
          value={form.device}
          mono
          placeholder="eth0"
          onText={(device) => onChange({ device })}
        />
        <SelectField
          label={t('Sharing')}
          value={form.kind}
          options={sharingKinds.map((value) => ({ value, text: kindWords[value] }))}
          onChoose={(kind) => onChange({ kind })}
        />
      </div>
    )
  }
  return <SubnettedFields form={form} onChange={onChange} hasRanges={hasRanges} />
}
