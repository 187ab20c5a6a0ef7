import type { Element } from 'slimdom'
import type { IsolationTier } from '../../../src-preload/contract/provisioning'
import { removeChildren, setAttribute } from '../../xml/edit-elements'
import { children, find } from '../../xml/select-elements'
import { addChild, ensure, replaceChildren } from '../definition/edit-definition'
import type { HostOffer } from './host-offer'

/** Devices that join the guest to the person's desktop or to the host, and are not for work. */
const conveniences = ['redirdev', 'smartcard', 'sound', 'audio', 'filesystem'] as const

/**
 * Less of the host within the guest's reach: nothing of it shared, measured or plugged through.
 */
const harden = (domain: Element): void => {
  const devices = ensure(domain, 'devices')
  for (const name of conveniences) removeChildren(devices, name)
  for (const channel of children(devices, 'channel')) channel.remove()
  // Neither side can find out what the other has in memory by how long a write takes.
  ensure(domain, 'memoryBacking/nosharepages')
  replaceChildren(devices, ['memballoon', { model: 'none' }])
  // No legacy ports of VMware's, and no counters that tell of neighbours.
  const features = ensure(domain, 'features')
  setAttribute(ensure(features, 'vmport'), 'state', 'off')
  setAttribute(ensure(features, 'pmu'), 'state', 'off')
  for (const display of children(devices, 'graphics')) {
    for (const name of ['listen', 'port', 'autoport', 'tlsPort']) {
      setAttribute(display, name, undefined)
    }
    replaceChildren(display, ['listen', { type: 'socket' }])
    if (display.getAttribute('type') === 'spice') {
      replaceChildren(display, ['clipboard', { copypaste: 'no' }])
      replaceChildren(display, ['filetransfer', { enable: 'no' }])
    }
  }
}

/** SEV's policy: no debugging, no key sharing, and encrypted registers where the host can. */
const sevPolicy = ({ sevEs }: HostOffer): string => (sevEs ? '0x0007' : '0x0003')

const virtioDevices = ['disk', 'interface', 'controller', 'rng', 'memballoon', 'video'] as const

/** The host's owner can no longer read the guest's memory: see docs/isolation-tiers.md. */
const makeConfidential = (domain: Element, offer: HostOffer): void => {
  const os = ensure(domain, 'os')
  removeChildren(os, 'nvram')
  setAttribute(os, 'firmware', 'efi')
  // A store of variables outside the measured firmware could change what is measured.
  setAttribute(ensure(os, 'loader'), 'stateless', 'yes')
  removeChildren(os, 'firmware')
  const features = find(domain, 'features')
  if (features) removeChildren(features, 'smm')
  const devices = ensure(domain, 'devices')
  removeChildren(devices, 'tpm')
  for (const name of virtioDevices) {
    for (const device of children(devices, name)) {
      const model = find(device, 'model')?.getAttribute('type') ?? device.getAttribute('model')
      const bus = find(device, 'target')?.getAttribute('bus')
      // Buffers that both sides see must go through the guest's own pages.
      if ([model, bus].some((word) => word?.startsWith('virtio'))) {
        setAttribute(ensure(device, 'driver'), 'iommu', 'on')
      }
      // A network card's boot ROM is the host's code.
      if (name === 'interface') setAttribute(ensure(device, 'rom'), 'enabled', 'no')
    }
  }
  removeChildren(domain, 'launchSecurity')
  addChild(
    domain,
    offer.tdx
      ? ['launchSecurity', { type: 'tdx' }]
      : ['launchSecurity', { type: 'sev' }, ['policy', {}, sevPolicy(offer)]],
  )
}

/** Gives a definition what a tier consists of; a higher tier has all of the lower ones. */
export const applyTier = (domain: Element, tier: IsolationTier, offer: HostOffer): void => {
  if (tier === 'standard') return
  harden(domain)
  if (tier === 'confidential') makeConfidential(domain, offer)
}
