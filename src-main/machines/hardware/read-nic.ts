import type { Element } from 'slimdom'
import type { PortForward } from '../../../src-preload/contract/device-specs'
import type { NicDevice } from '../../../src-preload/contract/hardware'
import { attributeOf, children, find } from '../../xml/select-elements'
import { readBandwidth } from './device-limits'
import { known, numberAt, numberIn, wordsOf } from './read-values'

const directModes = ['bridge', 'vepa', 'private', 'passthrough'] as const

const portForwardsOf = (nic: Element): PortForward[] =>
  children(nic, 'portForward').flatMap((forward) =>
    children(forward, 'range').map((range) => ({
      protocol: forward.getAttribute('proto') === 'udp' ? ('udp' as const) : ('tcp' as const),
      hostPort: numberIn(range.getAttribute('start')) ?? 0,
      ...known({
        address: forward.getAttribute('address') ?? undefined,
        hostPortEnd: numberIn(range.getAttribute('end')),
        guestPort: numberIn(range.getAttribute('to')),
      }),
    })),
  )

const sourceOf = (nic: Element): NicDevice['source'] => {
  const type = nic.getAttribute('type') ?? 'user'
  const source = find(nic, 'source')
  const named = source?.getAttribute(type === 'direct' ? 'dev' : type)
  if (type === 'network' && named) return { type, network: named }
  if (type === 'bridge' && named) return { type, bridge: named }
  if (type === 'user') return { type, portForwards: portForwardsOf(nic) }
  const mode = directModes.find((known) => known === source?.getAttribute('mode'))
  if (type === 'direct' && named && mode) return { type, device: named, mode }
  return { type, words: wordsOf(source) }
}

export const readNic = (nic: Element) => ({
  kind: 'nic' as const,
  source: sourceOf(nic),
  linkUp: attributeOf(nic, 'link', 'state') !== 'down',
  portForwards: portForwardsOf(nic),
  ...known({
    mac: attributeOf(nic, 'mac', 'address'),
    model: attributeOf(nic, 'model', 'type'),
    mtu: numberAt(nic, 'mtu', 'size'),
    bandwidth: readBandwidth(nic),
    hostDevice: attributeOf(nic, 'target', 'dev'),
  }),
})
