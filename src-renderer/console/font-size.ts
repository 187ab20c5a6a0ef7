/** In CSS pixels. */
const USUAL = 13
const LEAST = 6
const GREATEST = 48

/** The font size that a zooming key leads to. */
export const zoomed = (fontSize: number, zoom: 'larger' | 'smaller' | 'usual'): number => {
  if (zoom === 'usual') return USUAL
  return Math.min(GREATEST, Math.max(LEAST, fontSize + (zoom === 'larger' ? 1 : -1)))
}
