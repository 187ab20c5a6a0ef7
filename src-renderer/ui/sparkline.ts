/** A place in a picture of 1 by 1: x to the right, y downwards. */
export interface Point {
  readonly x: number
  readonly y: number
}

/**
 * The points of a line through figures, oldest first: the newest at the right edge, as many as
 * `capacity` across. Figures that are missing are left out.
 */
export const sparklinePoints = (
  figures: readonly (number | undefined)[],
  most: number,
  capacity: number,
): readonly Point[] => {
  const step = 1 / Math.max(1, capacity - 1)
  return figures.flatMap((figure, index) =>
    figure === undefined
      ? []
      : {
          x: 1 - (figures.length - 1 - index) * step,
          y: 1 - Math.max(0, Math.min(1, most === 0 ? 0 : figure / most)),
        },
  )
}

/** The points as an SVG path, in a picture of some size. */
export const pathOf = (points: readonly Point[], width: number, height: number): string =>
  points
    .map(({ x, y }, index) => {
      const command = index === 0 ? 'M' : 'L'
      return `${command}${(x * width).toFixed(1)} ${(y * height).toFixed(1)}`
    })
    .join('')
