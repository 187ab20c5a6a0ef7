import type { Host } from '../../src-preload/contract/host'
import { t } from '../../src-preload/language/t'
import { ChoiceField } from '../ui/choice-field'
import { SelectField } from '../ui/select-field'
import type { MigrationForm } from './migration-form'

interface MigrationPlaceProps {
  readonly form: MigrationForm
  /** Where it can go. */
  readonly hosts: readonly Host[]
  /** The destination's pools that can take copies. */
  readonly pools: readonly string[]
  readonly onChange: (changed: Partial<MigrationForm>) => void
}

/** Where machines go, what becomes of their disks, and who leads. */
export const MigrationPlace = ({ form, hosts, pools, onChange }: MigrationPlaceProps) => (
  <>
    <SelectField
      label={t('Destination')}
      value={form.destination}
      options={hosts.map(({ id, name }) => ({ value: id, text: name }))}
      data-first-focus
      onChoose={(destination) => onChange({ destination, pool: '' })}
    />
    <ChoiceField
      label={t('Disks')}
      value={form.storage}
      options={[
        { value: 'shared', text: t('Shared') },
        { value: 'copy', text: t('Copy') },
      ]}
      onChoose={(storage) => onChange({ storage })}
    />
    {form.storage === 'copy' ? (
      <SelectField
        label={t('Copies go to')}
        value={form.pool}
        options={[
          { value: '', text: t('The same paths as here') },
          ...pools.map((pool) => ({ value: pool, text: t('Pool {pool}', { pool }) })),
        ]}
        onChoose={(pool) => onChange({ pool })}
      />
    ) : null}
    <ChoiceField
      label={t('Led by')}
      value={form.way}
      options={[
        { value: 'direct', text: t('Virthelm') },
        { value: 'peerToPeer', text: t('The source') },
      ]}
      onChoose={(way) => onChange({ way })}
    />
  </>
)
