import { t } from '../../src-preload/language/t'
import { TextArea } from '../ui/text-area'
import { TextField } from '../ui/text-field'
import type { NewMachineForm } from './new-machine-form'
import { CloudFormatField, CopyField, ImageField } from './image-fields'
import styles from './new-machine-dialog.module.css'

interface FieldsProps {
  readonly form: NewMachineForm
  readonly onChange: (change: Partial<NewMachineForm>) => void
}

const NetworkFields = ({ form, onChange }: FieldsProps) => (
  <details className={styles['more']}>
    <summary>{t('Addresses, instead of DHCP')}</summary>
    <TextField
      label={t('Addresses')}
      mono
      value={form.addresses}
      placeholder="192.0.2.7/24, 2001:db8::7/64"
      onText={(addresses) => onChange({ addresses })}
    />
    <div className={styles['pair']}>
      <TextField
        label={t('Gateway')}
        mono
        value={form.gateway}
        placeholder="192.0.2.1"
        maxLength={64}
        onText={(gateway) => onChange({ gateway })}
      />
      <TextField
        label={t('Name servers')}
        mono
        value={form.nameservers}
        placeholder="192.0.2.53"
        onText={(nameservers) => onChange({ nameservers })}
      />
    </div>
  </details>
)

/** A cloud image, and what it is told at its first boot. */
export const CloudFields = (props: FieldsProps) => {
  const { form, onChange } = props
  return (
    <>
      <ImageField {...props} label={t('Cloud image')} fits={/\.(qcow2|img|raw)$/i} />
      <CloudFormatField {...props} />
      <CopyField {...props} />
      <div className={styles['pair']}>
        <TextField
          label={t('User')}
          value={form.user}
          maxLength={32}
          placeholder={t('the image’s own')}
          onText={(user) => onChange({ user })}
        />
        <TextField
          label={t('Password')}
          type="password"
          value={form.password}
          maxLength={256}
          hint={t('Only its hash reaches the guest')}
          onText={(password) => onChange({ password })}
        />
      </div>
      <TextArea
        label={t('SSH keys')}
        rows={2}
        mono
        value={form.sshKeys}
        placeholder={t('ssh-ed25519 AAAA…, one a line')}
        onText={(sshKeys) => onChange({ sshKeys })}
      />
      <div className={styles['pair']}>
        <TextField
          label={t('Host name')}
          value={form.hostname}
          placeholder={t('made of the name')}
          maxLength={253}
          onText={(hostname) => onChange({ hostname })}
        />
        <TextField
          label={t('Packages')}
          value={form.packages}
          placeholder="qemu-guest-agent, vim"
          onText={(packages) => onChange({ packages })}
        />
      </div>
      <NetworkFields {...props} />
      <details className={styles['more']}>
        <summary>{t('User-data of your own')}</summary>
        <TextArea
          label={t('More user-data')}
          hint={t('cloud-config as YAML; its keys win over the fields above')}
          rows={6}
          mono
          value={form.userData}
          onText={(userData) => onChange({ userData })}
        />
      </details>
    </>
  )
}
