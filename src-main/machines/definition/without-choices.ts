import type { Element } from 'slimdom'
import { removeChildren, removeElement, setAttribute } from '../../xml/edit-elements'
import { attributeOf, children, find } from '../../xml/select-elements'
import { withoutExpandedCpu } from './without-runtime'

/** The firmware that the host chose, and what that takes, where the choice was left to it. */
const withoutChosenFirmware = (live: Element, asked: Element): void => {
  const [os, askedOs] = [find(live, 'os'), find(asked, 'os')]
  const firmware = askedOs?.getAttribute('firmware')
  if (!os || !askedOs || !firmware || os.hasAttribute('firmware')) return
  setAttribute(os, 'firmware', firmware)
  for (const name of ['loader', 'nvram', 'firmware']) {
    if (!find(askedOs, name)) removeChildren(os, name)
  }
  const features = find(live, 'features')
  if (features && !find(asked, 'features/smm')) removeChildren(features, 'smm')
}

const keyOf = (controller: Element): string =>
  `${controller.getAttribute('type') ?? ''} ${controller.getAttribute('index') ?? ''}`

/** Controllers that libvirt adds for devices stand elsewhere while the machine runs. */
const inOrderOf = (live: Element, asked: Element): void => {
  const found = children(live, 'controller')
  const order = children(asked, 'controller').map(keyOf)
  const placeOf = (controller: Element): number => {
    const place = order.indexOf(keyOf(controller))
    return place === -1 ? order.length : place
  }
  const sorted = [...found].sort((one, other) => placeOf(one) - placeOf(other))
  const places = found.map((controller) => {
    const place = controller.cloneNode(false)
    controller.replaceWith(place)
    return place
  })
  for (const [at, place] of places.entries()) {
    const controller = sorted[at]
    if (controller) place.replaceWith(controller)
  }
}

/** Where a display listens, as far as the host's own settings say it. */
const withoutChosenListening = (live: Element, asked: Element): void => {
  const askedGraphics = children(asked, 'graphics')
  for (const [at, graphics] of children(live, 'graphics').entries()) {
    const other = askedGraphics[at]
    if (!other || other.hasAttribute('listen')) continue
    setAttribute(graphics, 'listen', undefined)
    if (attributeOf(other, 'listen', 'address') !== undefined) continue
    const listen = find(graphics, 'listen')
    if (listen?.getAttribute('type') !== 'address') continue
    setAttribute(listen, 'address', undefined)
    if (!find(other, 'listen')) removeElement(listen)
  }
}

/**
 * Takes back what the host chose for a machine that runs, where its definition left that open:
 * firmware, the processor's features, where displays listen, the order of controllers.
 */
export const withoutChoices = (live: Element, asked: Element): void => {
  withoutExpandedCpu(live, asked)
  withoutChosenFirmware(live, asked)
  const [devices, askedDevices] = [find(live, 'devices'), find(asked, 'devices')]
  if (!devices || !askedDevices) return
  inOrderOf(devices, askedDevices)
  withoutChosenListening(devices, askedDevices)
}
