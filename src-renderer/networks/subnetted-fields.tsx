import { t } from '../../src-preload/language/t'
import { CheckField } from '../ui/check-field'
import { TextArea } from '../ui/text-area'
import { TextField } from '../ui/text-field'
import type { NetworkForm, SubnetForm } from './network-form'
import styles from './network-dialogs.module.css'

interface SubnetProps {
  readonly family: 'IPv4' | 'IPv6'
  readonly subnet: SubnetForm
  readonly onChange: (subnet: SubnetForm) => void
}

const placeholders = {
  IPv4: { address: '192.168.124.1/24', start: '192.168.124.2', end: '192.168.124.254' },
  IPv6: { address: 'fd00:124::1/64', start: 'fd00:124::10', end: 'fd00:124::ff' },
} as const

const Subnet = ({ family, subnet, onChange }: SubnetProps) => (
  <div className={styles['triple']}>
    <TextField
      label={t('{family} address of the host', { family })}
      value={subnet.address}
      mono
      placeholder={placeholders[family].address}
      onText={(address) => onChange({ ...subnet, address })}
    />
    <TextField
      label={t('{family} DHCP from', { family })}
      value={subnet.start}
      mono
      placeholder={placeholders[family].start}
      onText={(start) => onChange({ ...subnet, start })}
    />
    <TextField
      label={t('{family} DHCP to', { family })}
      value={subnet.end}
      mono
      placeholder={placeholders[family].end}
      onText={(end) => onChange({ ...subnet, end })}
    />
  </div>
)

interface FieldsProps {
  readonly form: NetworkForm
  readonly onChange: (change: Partial<NetworkForm>) => void
  /** Each subnet with its one range of addresses, or only where the host is in it. */
  readonly hasRanges?: boolean
}

const HostAddresses = ({ form, onChange }: FieldsProps) => (
  <div className={styles['pair']}>
    {(['ipv4', 'ipv6'] as const).map((family) => {
      const label = family === 'ipv4' ? 'IPv4' : 'IPv6'
      return (
        <TextField
          key={family}
          label={t('{label} address of the host', { label })}
          value={form[family].address}
          mono
          placeholder={placeholders[label].address}
          onText={(address) => onChange({ [family]: { ...form[family], address } })}
        />
      )
    })}
  </div>
)

/** What a network has that hands out addresses itself, but for what it hands out in particular. */
export const SubnettedFields = ({ form, onChange, hasRanges = true }: FieldsProps) => (
  <>
    {hasRanges ? (
      <>
        <Subnet family="IPv4" subnet={form.ipv4} onChange={(ipv4) => onChange({ ipv4 })} />
        <Subnet family="IPv6" subnet={form.ipv6} onChange={(ipv6) => onChange({ ipv6 })} />
      </>
    ) : (
      <HostAddresses form={form} onChange={onChange} />
    )}
    {form.mode === 'nat' && form.ipv6.address.trim() !== '' ? (
      <CheckField
        label={t('IPv6 goes through the host’s address too')}
        checked={form.natIpv6}
        onCheck={(natIpv6) => onChange({ natIpv6 })}
      />
    ) : null}
    <div className={styles['triple']}>
      <TextField
        label={t('DNS domain')}
        value={form.domain}
        placeholder="lab.example"
        onText={(domain) => onChange({ domain })}
      />
      <TextField
        label={t('Bridge')}
        value={form.bridge}
        mono
        placeholder={t('chosen by the host')}
        onText={(bridge) => onChange({ bridge })}
      />
      {form.mode === 'isolated' ? null : (
        <TextField
          label={t('Goes out by the card')}
          value={form.device}
          mono
          placeholder={t('any')}
          onText={(device) => onChange({ device })}
        />
      )}
    </div>
  </>
)

interface LineFieldsProps {
  readonly leases: string
  readonly dnsHosts: string
  readonly onChange: (change: { readonly leases?: string; readonly dnsHosts?: string }) => void
}

/** Kept addresses and DNS names, one a line. */
export const LineFields = ({ leases, dnsHosts, onChange }: LineFieldsProps) => (
  <div className={styles['pair']}>
    <TextArea
      label={t('Kept addresses')}
      hint={t('One a line: hardware address, address, name')}
      rows={4}
      mono
      placeholder="52:54:00:12:34:56 192.168.124.10 web"
      value={leases}
      onText={(text) => onChange({ leases: text })}
    />
    <TextArea
      label={t('DNS names')}
      hint={t('One a line, as in a hosts file: address, names')}
      rows={4}
      mono
      placeholder="192.168.124.10 web web.lab.example"
      value={dnsHosts}
      onText={(text) => onChange({ dnsHosts: text })}
    />
  </div>
)
