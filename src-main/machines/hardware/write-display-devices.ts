import type { Element } from 'slimdom'
import type { SpecOf } from '../../../src-preload/contract/device-specs'
import { removeChildren, setAttribute } from '../../xml/edit-elements'
import { attributeOf } from '../../xml/select-elements'
import { ensure, replaceChildren } from '../definition/edit-definition'

const writeListen = (graphics: Element, listen: SpecOf<'graphics'>['listen']): void => {
  if (!listen) return
  for (const name of ['listen', 'socket']) setAttribute(graphics, name, undefined)
  if (listen.type !== 'address') {
    for (const name of ['port', 'tlsPort', 'autoport']) setAttribute(graphics, name, undefined)
  }
  const address = listen.type === 'address' ? listen.address : undefined
  if (address !== undefined) setAttribute(graphics, 'listen', address)
  replaceChildren(graphics, ['listen', { type: listen.type, address }])
}

/** Sets what a spec says of a graphical display. */
export const writeGraphics = (graphics: Element, spec: SpecOf<'graphics'>): void => {
  if (spec.type) setAttribute(graphics, 'type', spec.type)
  else if (!graphics.hasAttribute('type')) setAttribute(graphics, 'type', 'vnc')
  if (spec.port !== undefined) {
    setAttribute(graphics, 'port', spec.port ?? undefined)
    setAttribute(graphics, 'autoport', spec.port === null ? 'yes' : 'no')
  }
  writeListen(graphics, spec.listen)
  if (spec.keymap !== undefined) setAttribute(graphics, 'keymap', spec.keymap ?? undefined)
  if (spec.password !== undefined) {
    setAttribute(graphics, 'passwd', spec.password ?? undefined)
    if (spec.password === null) setAttribute(graphics, 'passwdValidTo', undefined)
  }
}

/** What of a video card's model only that model has. */
const ofModel = ['ram', 'vram', 'vram64', 'vgamem', 'blob', 'edid'] as const

/** Sets what a spec says of a video card. */
export const writeVideo = (video: Element, spec: SpecOf<'video'>): void => {
  const model = ensure(video, 'model')
  if (spec.model !== undefined && attributeOf(video, 'model', 'type') !== spec.model) {
    for (const name of ofModel) setAttribute(model, name, undefined)
    setAttribute(model, 'type', spec.model)
    removeChildren(video, 'address')
  }
  if (!model.hasAttribute('type')) setAttribute(model, 'type', 'virtio')
  if (spec.vramKib !== undefined) setAttribute(model, 'vram', spec.vramKib ?? undefined)
  if (spec.heads !== undefined) setAttribute(model, 'heads', spec.heads ?? undefined)
  if (spec.accel3d !== undefined) {
    setAttribute(ensure(model, 'acceleration'), 'accel3d', spec.accel3d ? 'yes' : 'no')
  }
}
