import type { ShutDownManner } from '../../src-preload/contract/power'
import { t } from '../../src-preload/language/t'
import { ChoiceField } from '../ui/choice-field'
import { NumberField } from '../ui/number-field'
import { SelectField } from '../ui/select-field'

interface ShutDownMannerFieldsProps {
  readonly manner: ShutDownManner
  readonly onChange: (manner: ShutDownManner) => void
}

/** How guests are asked, how long they have, and what becomes of those that don't obey. */
export const ShutDownMannerFields = ({ manner, onChange }: ShutDownMannerFieldsProps) => (
  <>
    <SelectField
      label={t('Ask by')}
      value={manner.by}
      options={[
        { value: 'any', text: t('What the host finds best') },
        { value: 'acpi', text: t('The power button (ACPI)') },
        { value: 'agent', text: t('The guest’s agent') },
      ]}
      onChoose={(by) => onChange({ ...manner, by })}
    />
    <NumberField
      label={t('Wait')}
      hint={t('So long it has to shut down')}
      value={manner.wait}
      least={5}
      most={3600}
      unit="s"
      onNumber={(wait) => onChange({ ...manner, wait })}
    />
    <ChoiceField
      label={t('Then')}
      hint={
        manner.after === 'force'
          ? t('What is not on its disks is lost')
          : t('It keeps running, and you are told')
      }
      value={manner.after}
      options={[
        { value: 'leave', text: t('Leave it running') },
        { value: 'force', text: t('Force off') },
      ]}
      onChoose={(after) => onChange({ ...manner, after })}
    />
  </>
)
