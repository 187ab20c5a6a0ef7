import type { Host } from '../../src-preload/contract/host'
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
      label="Destination"
      value={form.destination}
      options={hosts.map(({ id, name }) => ({ value: id, text: name }))}
      data-first-focus
      onChoose={(destination) => onChange({ destination, pool: '' })}
    />
    <ChoiceField
      label="Disks"
      value={form.storage}
      options={[
        { value: 'shared', text: 'Shared' },
        { value: 'copy', text: 'Copy' },
      ]}
      onChoose={(storage) => onChange({ storage })}
    />
    {form.storage === 'copy' ? (
      <SelectField
        label="Copies go to"
        value={form.pool}
        options={[
          { value: '', text: 'The same paths as here' },
          ...pools.map((pool) => ({ value: pool, text: `Pool ${pool}` })),
        ]}
        onChoose={(pool) => onChange({ pool })}
      />
    ) : null}
    <ChoiceField
      label="Led by"
      value={form.way}
      options={[
        { value: 'direct', text: 'Virthelm' },
        { value: 'peerToPeer', text: 'The source' },
      ]}
      onChoose={(way) => onChange({ way })}
    />
  </>
)
