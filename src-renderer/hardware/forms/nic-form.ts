import type { NicSource, PortForward, SpecOf } from '../../../src-preload/contract/device-specs'
import type { NicDevice } from '../../../src-preload/contract/hardware'
import { t } from '../../../src-preload/language/t'
import {
  chosen,
  numberText,
  plainOptions,
  withCurrent,
  type Answers,
  type Field,
  type Part,
  type Row,
} from '../form'
import { deviceForm } from './device-form'
import type { Surroundings } from './surroundings'

type NicSaid = Omit<SpecOf<'nic'>, 'kind'>

const ways = [
  { value: 'network', text: t('Virtual network') },
  { value: 'bridge', text: t('Bridge of the host') },
  { value: 'direct', text: t('Device of the host (macvtap)') },
  { value: 'user', text: t('User’s own, without privileges') },
]

const sourceStart = (nic: NicDevice | null, { networks }: Surroundings) => {
  const source: Partial<Record<string, unknown>> = nic?.source ?? {}
  const text = (name: string): string => (typeof source[name] === 'string' ? source[name] : '')
  const usual = networks.length > 0 ? 'network' : 'user'
  return {
    way: nic === null ? usual : nic.source.type,
    network: text('network') || (networks[0] ?? ''),
    bridge: text('bridge'),
    device: text('device'),
    mode: text('mode') || 'bridge',
  }
}

const forwardRow = (forward: PortForward): Row => {
  const { protocol, address, hostPort, hostPortEnd, guestPort } = forward
  return {
    protocol,
    address: address ?? '',
    hostPort: String(hostPort),
    guestPort: numberText(guestPort ?? hostPort),
    // A range has no field; one that is there stays.
    hostPortEnd: numberText(hostPortEnd),
  }
}

const port = { control: 'number', least: 1, most: 65_535 } as const

/** Ports of the host that lead into the guest: only passt, which a user's own network may be, has them. */
const forwardsField = (hidden: boolean): Field => ({
  control: 'rows',
  name: 'forwards',
  label: t('Port forwards'),
  wide: true,
  hidden,
  rowName: t('port forward'),
  hint: t('Carried by passt, which the host needs for it'),
  columns: [
    {
      control: 'select',
      name: 'protocol',
      label: t('Protocol'),
      options: plainOptions('tcp', 'udp'),
    },
    {
      control: 'text',
      name: 'address',
      label: t('Host’s address'),
      placeholder: t('any'),
      mono: true,
    },
    { ...port, name: 'hostPort', label: t('Host’s port') },
    { ...port, name: 'guestPort', label: t('Guest’s port') },
  ],
  fresh: () => ({ protocol: 'tcp', address: '', hostPort: '', guestPort: '' }),
})

const forwardsIn = (rows: readonly Row[]): PortForward[] =>
  rows.map(({ protocol, address, hostPort, hostPortEnd, guestPort }) => ({
    protocol: protocol === 'udp' ? 'udp' : 'tcp',
    hostPort: Number(hostPort),
    guestPort: Number(guestPort),
    ...(hostPortEnd && { hostPortEnd: Number(hostPortEnd) }),
    ...(address?.trim() && { address: address.trim() }),
  }))

const sourceSaid = (answers: Answers): NicSource => {
  const text = answers.text
  switch (answers.text('way')) {
    case 'network':
      return { type: 'network', network: text('network') }
    case 'bridge':
      return { type: 'bridge', bridge: text('bridge') }
    case 'direct':
      return { type: 'direct', device: text('device'), mode: chosen(text('mode')) }
    default:
      return { type: 'user', portForwards: forwardsIn(answers.rows('forwards')) }
  }
}

const sourcePart = (
  answers: Answers,
  { networks }: Surroundings,
  nic: NicDevice | null,
): Part<NicSaid> => {
  const way = answers.text('way')
  return {
    fields: [
      {
        control: 'select',
        name: 'way',
        label: t('Connected to'),
        options: withCurrent(ways, nic?.source.type),
      },
      {
        control: 'select',
        name: 'network',
        label: t('Network'),
        hidden: way !== 'network',
        options: withCurrent(plainOptions(...networks), answers.text('network') || undefined),
        hint: networks.length === 0 ? t('The host has no virtual network') : undefined,
      },
      {
        control: 'text',
        name: 'bridge',
        label: t('Bridge'),
        hidden: way !== 'bridge',
        required: true,
      },
      {
        control: 'text',
        name: 'device',
        label: t('Device'),
        hidden: way !== 'direct',
        required: true,
        placeholder: 'eth0',
      },
      {
        control: 'select',
        name: 'mode',
        label: t('Mode'),
        hidden: way !== 'direct',
        options: plainOptions('bridge', 'vepa', 'private', 'passthrough'),
      },
      forwardsField(way !== 'user'),
    ],
    says: (answers) => ({ source: sourceSaid(answers) }),
  }
}

const kibRate = (name: string, label: string, hidden: boolean): Field => ({
  hidden,
  control: 'number',
  name,
  label,
  unit: 'KiB/s',
  least: 1,
  most: 2 ** 32 - 1,
  otherwise: t('no limit'),
})

export const nicForm = deviceForm({
  kind: 'nic',
  title: t('Network interface'),
  whileRunning: t(
    'A running machine takes another network, the cable pulled or plugged, and new limits; another model or address waits for a restart.',
  ),
  problem: (answers) =>
    answers.text('way') === 'network' && answers.text('network') === ''
      ? t('Choose a network.')
      : undefined,
  start: (nic, around) => ({
    ...sourceStart(nic, around),
    model: nic === null ? 'virtio' : (nic.model ?? ''),
    mac: nic?.mac ?? '',
    linkUp: nic === null || nic.linkUp ? 'yes' : '',
    mtu: numberText(nic?.mtu),
    inbound: numberText(nic?.bandwidth?.inboundKib),
    outbound: numberText(nic?.bandwidth?.outboundKib),
    forwards: nic?.portForwards.map(forwardRow) ?? [],
  }),
  parts: (answers, around, nic) => [
    sourcePart(answers, around, nic),
    {
      fields: [
        {
          control: 'select',
          name: 'model',
          label: t('Model'),
          options: withCurrent(plainOptions('virtio', 'e1000e', 'e1000', 'rtl8139'), nic?.model),
        },
      ],
      says: (answers) => (answers.text('model') === '' ? {} : { model: answers.text('model') }),
    },
    {
      fields: [
        {
          control: 'text',
          name: 'mac',
          label: t('MAC address'),
          mono: true,
          placeholder: t('made up'),
          pattern: {
            form: /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i,
            words: t('Six pairs of hex digits with colons between them'),
          },
        },
      ],
      says: (answers) => (answers.text('mac') === '' ? {} : { mac: answers.text('mac') }),
    },
    {
      fields: [
        {
          control: 'number',
          name: 'mtu',
          hidden: answers.text('way') === 'user',
          label: 'MTU',
          least: 68,
          most: 65_535,
          otherwise: t('the network’s'),
        },
      ],
      says: (answers) => ({
        mtu: answers.text('way') === 'user' ? null : (answers.number('mtu') ?? null),
      }),
    },
    {
      fields: [{ control: 'check', name: 'linkUp', label: t('Cable plugged in'), wide: true }],
      says: (answers) => ({ linkUp: answers.isOn('linkUp') }),
    },
    {
      section: t('Limits'),
      fields: [
        kibRate('inbound', t('Into the guest'), answers.text('way') === 'user'),
        kibRate('outbound', t('Out of the guest'), answers.text('way') === 'user'),
      ],
      says: (answers) => {
        const [inboundKib, outboundKib] = [answers.number('inbound'), answers.number('outbound')]
        if (inboundKib === undefined && outboundKib === undefined) return { bandwidth: null }
        return {
          bandwidth: {
            ...(inboundKib !== undefined && { inboundKib }),
            ...(outboundKib !== undefined && { outboundKib }),
          },
        }
      },
    },
  ],
})
