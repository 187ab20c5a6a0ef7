import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from './project.mjs'

/** Sizes that desktops look for, in pixels. */
export const iconSizes = [16, 22, 24, 32, 48, 64, 96, 128, 256, 512]

/**
 * Draws the one icon in every size, as `<folder>/<size>x<size>.png`.
 *
 * @param {string} folder
 */
export async function drawIcons(folder) {
  // Loaded here, because scripts that run before set-up import this folder's neighbours.
  const { Resvg } = await import('@resvg/resvg-js')
  const svg = readFileSync(join(projectFolder, 'resources', 'icon.svg'))
  mkdirSync(folder, { recursive: true })
  for (const size of iconSizes) {
    const image = new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render()
    writeFileSync(join(folder, `${size}x${size}.png`), image.asPng())
  }
}
