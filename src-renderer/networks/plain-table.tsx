import type { ReactNode } from 'react'
import styles from './plain-table.module.css'

interface PlainTableProps {
  readonly title: string
  readonly columns: readonly string[]
  /** Said in place of rows where there are none. */
  readonly none: string
  /** Cells in the order of the columns; undefined until they are known. The first tells rows apart. */
  readonly rows: readonly (readonly ReactNode[])[] | undefined
}

/** A short table to be read under a heading. */
export const PlainTable = ({ title, columns, none, rows }: PlainTableProps) => (
  <section aria-busy={rows === undefined}>
    <h3 className={styles['title']}>{title}</h3>
    {rows === undefined || rows.length === 0 ? (
      <p className={styles['none']}>{rows === undefined ? '' : none}</p>
    ) : (
      <table aria-label={title} className={styles['table']}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells) => (
            <tr key={cells.filter((cell) => typeof cell === 'string').join(' ')}>
              {columns.map((column, index) => (
                <td key={column}>{cells[index] ?? '–'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    )}
  </section>
)
