import { t } from '../../src-preload/language/t'
import { currentRows } from '../machines/rows'
import { useViewport } from '../machines/viewport'
import { changeSelection, useSelection } from '../state/selection'
import {
  extendTo,
  moveTo,
  selectAll,
  selectNone,
  toggle,
  type RowOrder,
  type Selection,
} from '../state/selection-model'
import { setFilter, useView } from '../state/view'
import { always, type Action } from './action'

const move = (
  id: string,
  title: string,
  keys: readonly string[],
  change: (selection: Selection, order: RowOrder, activeRow: number) => Selection,
): Action => ({
  id: `list.${id}`,
  title,
  keys,
  keyContext: 'list',
  group: 'Selection',
  repeats: true,
  whyNot: always,
  run: () => {
    const rows = currentRows()
    changeSelection((selection) => {
      const row = selection.active === null ? -1 : rows.rowOf(selection.active)
      return change(selection, rows, row)
    })
  },
})

const page = (): number => Math.max(1, useViewport.getState().rowsPerPage - 1)

/** Moving the cursor and selecting. */
export const listActionTable: readonly Action[] = [
  move('down', t('Move down'), ['ArrowDown', 'j'], (of, order, row) => moveTo(of, order, row + 1)),
  move('up', t('Move up'), ['ArrowUp', 'k'], (of, order, row) => moveTo(of, order, row - 1)),
  move('first', t('Move to the first'), ['Home'], (of, order) => moveTo(of, order, 0)),
  move('last', t('Move to the last'), ['End'], (of, order) => moveTo(of, order, order.count - 1)),
  move('page-down', t('Move a page down'), ['PageDown'], (of, order, row) =>
    moveTo(of, order, row + page()),
  ),
  move('page-up', t('Move a page up'), ['PageUp'], (of, order, row) =>
    moveTo(of, order, row - page()),
  ),
  {
    id: 'list.toggle',
    title: t('Select, or no longer'),
    keys: ['Space'],
    keyContext: 'list',
    group: 'Selection',
    whyNot: always,
    run: () =>
      changeSelection((selection) =>
        selection.active === null ? selection : toggle(selection, selection.active),
      ),
  },
  move('extend-down', t('Extend down'), ['Shift+ArrowDown'], (of, order, row) =>
    extendTo(of, order, row + 1),
  ),
  move('extend-up', t('Extend up'), ['Shift+ArrowUp'], (of, order, row) =>
    extendTo(of, order, row - 1),
  ),
  move('extend-first', t('Extend to the first'), ['Shift+Home'], (of, order) =>
    extendTo(of, order, 0),
  ),
  move('extend-last', t('Extend to the last'), ['Shift+End'], (of, order) =>
    extendTo(of, order, order.count - 1),
  ),
  move('extend-page-down', t('Extend a page down'), ['Shift+PageDown'], (of, order, row) =>
    extendTo(of, order, row + page()),
  ),
  move('extend-page-up', t('Extend a page up'), ['Shift+PageUp'], (of, order, row) =>
    extendTo(of, order, row - page()),
  ),
  {
    id: 'list.all',
    title: t('Select all'),
    keys: ['Ctrl+A'],
    keyContext: 'list',
    group: 'Selection',
    whyNot: always,
    run: () => changeSelection((selection) => selectAll(selection, currentRows())),
  },
  {
    id: 'list.none',
    title: t('Select none, then clear the filter'),
    keys: ['Escape'],
    keyContext: 'list',
    group: 'Selection',
    whyNot: always,
    run: () => {
      if (useSelection.getState().selected.size > 0) changeSelection(selectNone)
      else if (useView.getState().filter !== '') setFilter('')
    },
  },
]
