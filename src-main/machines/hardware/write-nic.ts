import type { Element } from 'slimdom'
import type { NicSource, PortForward, SpecOf } from '../../../src-preload/contract/device-specs'
import { removeChildren, setAttribute } from '../../xml/edit-elements'
import { attributeOf } from '../../xml/select-elements'
import { addChild, ensure, replaceChildren } from '../definition/edit-definition'
import { writeBandwidth } from './device-limits'

const writePortForwards = (nic: Element, forwards: readonly PortForward[]): void => {
  removeChildren(nic, 'portForward')
  if (forwards.length === 0) return
  // Only passt carries ports in.
  setAttribute(ensure(nic, 'backend'), 'type', 'passt')
  for (const { protocol, address, hostPort, hostPortEnd, guestPort } of forwards) {
    addChild(nic, [
      'portForward',
      { proto: protocol, address },
      ['range', { start: hostPort, end: hostPortEnd, to: guestPort }],
    ])
  }
}

const writeSource = (nic: Element, source: NicSource): void => {
  const isSameType = nic.getAttribute('type') === source.type
  setAttribute(nic, 'type', source.type)
  if (!isSameType) {
    for (const name of ['virtualport', 'vlan', 'backend', 'portForward']) removeChildren(nic, name)
  }
  switch (source.type) {
    case 'network':
      replaceChildren(nic, ['source', { network: source.network }])
      return
    case 'bridge':
      replaceChildren(nic, ['source', { bridge: source.bridge }])
      return
    case 'direct':
      replaceChildren(nic, ['source', { dev: source.device, mode: source.mode }])
      return
    case 'user':
      if (!isSameType) removeChildren(nic, 'source')
      if (source.portForwards) writePortForwards(nic, source.portForwards)
  }
}

/** Sets what a spec says of a network interface. */
export const writeNic = (nic: Element, spec: SpecOf<'nic'>): void => {
  if (spec.source) writeSource(nic, spec.source)
  else if (!nic.hasAttribute('type')) setAttribute(nic, 'type', 'user')
  if (spec.mac !== undefined) setAttribute(ensure(nic, 'mac'), 'address', spec.mac)
  if (spec.model !== undefined && attributeOf(nic, 'model', 'type') !== spec.model) {
    setAttribute(ensure(nic, 'model'), 'type', spec.model)
    removeChildren(nic, 'address')
  }
  if (spec.linkUp !== undefined) {
    if (spec.linkUp) removeChildren(nic, 'link')
    else setAttribute(ensure(nic, 'link'), 'state', 'down')
  }
  if (spec.bandwidth !== undefined) writeBandwidth(nic, spec.bandwidth)
  if (spec.mtu === null) removeChildren(nic, 'mtu')
  else if (spec.mtu !== undefined) setAttribute(ensure(nic, 'mtu'), 'size', spec.mtu)
}
