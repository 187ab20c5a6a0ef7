/** How many tiles stand in each row: as square as can be, and the last row may have fewer. */
export const rowsOf = (count: number): readonly number[] => {
  const columns = Math.ceil(Math.sqrt(count))
  const rows = Math.ceil(count / columns)
  return Array.from({ length: rows }, (_, row) => Math.min(columns, count - row * columns))
}

export type Direction = 'left' | 'right' | 'up' | 'down'

/** The tile that lies in a direction of another; the same where the window ends. */
export const neighbourOf = (index: number, direction: Direction, count: number): number => {
  const [columns = 1] = rowsOf(count)
  if (direction === 'left') return Math.max(0, index - 1)
  if (direction === 'right') return Math.min(count - 1, index + 1)
  const rows = rowsOf(count)
  const row = Math.floor(index / columns) + (direction === 'down' ? 1 : -1)
  const width = rows[row]
  if (width === undefined) return index
  // Rows with fewer tiles have wider ones: the one whose middle is nearest.
  const middle = ((index % columns) + 0.5) / (rows[Math.floor(index / columns)] ?? columns)
  return row * columns + Math.min(width - 1, Math.floor(middle * width))
}
