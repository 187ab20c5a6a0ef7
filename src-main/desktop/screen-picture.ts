import { nativeImage } from 'electron'
import type { ScreenPicture, Thumbnail } from '../../src-preload/contract/display'
import { checkPng } from '../displays/check-png'
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
  if (mime === 'image/png') {
    checkPng(bytes)
    return { url: asUrl(bytes), takenAt }
  }
  const { width, height, pixels } = readPpm(bytes)
  const image = nativeImage.createFromBitmap(pixels, { width, height })
  const shown = width > GREATEST_WIDTH ? image.resize({ width: GREATEST_WIDTH }) : image
  return { url: asUrl(shown.toPNG()), takenAt }
}

/** Twice as wide as it is drawn, for screens of high density. In pixels. */
const THUMBNAIL_WIDTH = 192

/** The same for a list, where the window makes it small. Throws a `Problem` when it is neither. */
export const thumbnail = ({ mime, bytes }: HostPicture): Thumbnail => {
  if (mime === 'image/png') {
    checkPng(bytes)
    return { png: bytes }
  }
  const { width, height, pixels } = readPpm(bytes)
  const image = nativeImage.createFromBitmap(pixels, { width, height })
  return { png: image.resize({ width: Math.min(width, THUMBNAIL_WIDTH) }).toPNG() }
}
