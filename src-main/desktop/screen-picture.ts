import { nativeImage } from 'electron'
import type { ScreenPicture } from '../../src-preload/contract/display'
import { readPpm } from '../displays/read-ppm'
import type { HostPicture } from '../displays/take-picture'

/** Enough for a pane of the largest window; the whole screen is a key away. In pixels. */
const GREATEST_WIDTH = 1280

const asUrl = (png: Buffer): string => `data:image/png;base64,${png.toString('base64')}`

/**
 * A host's picture as a window shows it. Pixels become a PNG here; a file that is one already is
 * read by nobody but the sandboxed window. Throws a `Problem` when it is neither.
 */
export const screenPicture = ({ mime, bytes }: HostPicture): ScreenPicture => {
  const takenAt = Date.now()
  if (mime === 'image/png') return { url: asUrl(bytes), takenAt }
  const { width, height, pixels } = readPpm(bytes)
  const image = nativeImage.createFromBitmap(pixels, { width, height })
  const shown = width > GREATEST_WIDTH ? image.resize({ width: GREATEST_WIDTH }) : image
  return { url: asUrl(shown.toPNG()), takenAt }
}
