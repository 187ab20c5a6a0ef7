import type { Element } from 'slimdom'
import type { GraphicsDevice } from '../../../src-preload/contract/hardware'
import { attributeOf, find } from '../../xml/select-elements'
import { isOn, known, numberAt, numberIn } from './read-values'

/** A port of −1 is one that the host has yet to choose. */
const portIn = (text: string | null): number | undefined => {
  const port = numberIn(text)
  return port === undefined || port < 0 ? undefined : port
}

const listenOf = (graphics: Element): GraphicsDevice['listen'] => {
  const type = attributeOf(graphics, 'listen', 'type')
  if (type === 'socket' || type === 'none' || type === 'network') return type
  return graphics.getAttribute('socket') ? 'socket' : 'address'
}

export const readGraphics = (graphics: Element) => ({
  kind: 'graphics' as const,
  type: graphics.getAttribute('type') ?? 'unknown',
  listen: listenOf(graphics),
  isAutomaticPort: graphics.getAttribute('autoport') !== 'no',
  hasPassword: graphics.hasAttribute('passwd'),
  openGl: isOn(graphics, 'gl', 'enable'),
  ...known({
    listenAddress:
      attributeOf(graphics, 'listen', 'address') ?? graphics.getAttribute('listen') ?? undefined,
    socket:
      attributeOf(graphics, 'listen', 'socket') ?? graphics.getAttribute('socket') ?? undefined,
    port: portIn(graphics.getAttribute('port')),
    tlsPort: portIn(graphics.getAttribute('tlsPort')),
    keymap: graphics.getAttribute('keymap') ?? undefined,
  }),
})

export const readVideo = (video: Element) => {
  const model = find(video, 'model')
  return {
    kind: 'video' as const,
    model: model?.getAttribute('type') ?? 'unknown',
    accel3d: isOn(video, 'model/acceleration', 'accel3d'),
    ...known({
      vramKib: numberAt(video, 'model', 'vram'),
      heads: numberAt(video, 'model', 'heads'),
    }),
  }
}
