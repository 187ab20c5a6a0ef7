import { t } from '../../src-preload/language/t'
import { isolated } from '../ui/visible-text'
import type { CellProps } from './cell-props'
import { isLive } from './columns'
import { useScreen } from './screens'
import styles from './screen-cell.module.css'

/** How high a row is that shows a screen, in CSS pixels. */
export const SCREEN_ROW_HEIGHT = 60

/** A small picture of what is on the machine's screen; its place is there before the picture is. */
export const ScreenCell = ({ machine }: CellProps) => {
  const url = useScreen(machine.id)
  return (
    <div role="gridcell" className={styles['screen']}>
      {isLive(machine) ? (
        <span className={styles['frame']}>
          {url === undefined ? null : (
            <img
              src={url}
              alt={t('Screen of {name}', { name: isolated(machine.name) })}
              draggable={false}
            />
          )}
        </span>
      ) : null}
    </div>
  )
}
