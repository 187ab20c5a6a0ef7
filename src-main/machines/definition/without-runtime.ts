import type { Element } from 'slimdom'
import { removeChildren, removeElement, setAttribute } from '../../xml/edit-elements'
import { attributeOf, children, find, textOf } from '../../xml/select-elements'
import { serializeXml } from '../../xml/serialize-xml'

/** Names that libvirt gives to the host's ends of interfaces, anew at each start. */
const runtimeInterface = /^(vnet|vif|macvtap|macvlan)\d+$/

const drop = (element: Element | undefined, ...names: readonly string[]): void => {
  if (element) for (const name of names) setAttribute(element, name, undefined)
}

const cleanDevice: Readonly<Record<string, (device: Element) => void>> = {
  disk: (disk) => {
    removeChildren(disk, 'backingStore')
    drop(find(disk, 'source'), 'index')
    // An empty drive has a format only until it runs.
    if (!find(disk, 'source')) drop(find(disk, 'driver'), 'type')
  },
  interface: (nic) => {
    const target = find(nic, 'target')
    if (runtimeInterface.test(target?.getAttribute('dev') ?? '')) {
      drop(target, 'dev')
      if (target?.attributes.length === 0) removeElement(target)
    }
    if (nic.getAttribute('type') === 'network') drop(find(nic, 'source'), 'portid', 'bridge')
  },
  graphics: (graphics) => {
    if (graphics.getAttribute('autoport') !== 'yes') return
    setAttribute(graphics, 'port', -1)
    drop(graphics, 'tlsPort')
  },
  channel: (channel) => {
    drop(find(channel, 'target'), 'state')
    if (channel.getAttribute('type') === 'unix') {
      const path = attributeOf(channel, 'source', 'path') ?? ''
      if (/\/(target|channel\/target)\//.test(path)) removeChildren(channel, 'source')
    }
  },
}

const ports: readonly string[] = ['serial', 'parallel', 'console', 'channel']

const cleanPort = (port: Element): void => {
  if (port.getAttribute('type') !== 'pty') return
  removeChildren(port, 'source')
  drop(port, 'tty')
}

/**
 * Takes away what libvirt adds to a machine only while it runs (ids, aliases, chosen ports, host
 * ends, labels), so that what is left differs from its next boot only by what a person changed.
 */
export const withoutRuntime = (domain: Element): void => {
  drop(domain, 'id')
  for (const label of children(domain, 'seclabel')) {
    if (label.getAttribute('type') === 'dynamic' || label.getAttribute('model') === 'dac') {
      removeElement(label)
    }
  }
  removeChildren(domain, 'resource')
  const devices = find(domain, 'devices')
  for (const device of devices ? children(devices) : []) {
    const alias = find(device, 'alias')
    // A person's own alias starts with `ua-` and is kept.
    if (alias && !alias.getAttribute('name')?.startsWith('ua-')) removeElement(alias)
    if (ports.includes(device.nodeName)) cleanPort(device)
    cleanDevice[device.nodeName]?.(device)
  }
}

/**
 * Takes the host's account of a running machine's processor back to what was asked for. Libvirt
 * writes out each feature that the processor was found to have, as a model of its own.
 */
export const withoutExpandedCpu = (live: Element, nextBoot: Element): void => {
  const found = find(live, 'cpu')
  const asked = find(nextBoot, 'cpu')
  if (!found || !asked) return
  const [model, askedModel] = [find(found, 'model'), find(asked, 'model')]
  const isSameModel = textOf(found, 'model') === textOf(asked, 'model')
  // A model that runs is the one that was found: there is nothing any more to fall back to.
  if (isSameModel && model && askedModel) {
    setAttribute(model, 'fallback', askedModel.getAttribute('fallback') ?? undefined)
  }
  if (found.getAttribute('check') !== 'full') return
  if (asked.getAttribute('mode') !== 'host-model' && !isSameModel) return
  for (const name of ['mode', 'match', 'check']) {
    setAttribute(found, name, asked.getAttribute(name) ?? undefined)
  }
  const wordsOf = (feature: Element): string => serializeXml(feature)
  const features = new Set(children(asked, 'feature').map(wordsOf))
  for (const feature of children(found, 'feature')) {
    if (!features.has(wordsOf(feature))) removeElement(feature)
  }
  if (asked.getAttribute('mode') === 'host-model') {
    for (const name of ['model', 'vendor']) if (!find(asked, name)) removeChildren(found, name)
  }
}
