import type { MachineId } from '../../src-preload/contract/machine'
import { changeSelection } from '../state/selection'
import { pick } from '../state/selection-model'
import { setFilter, showHost } from '../state/view'
import { focusGrid } from './focus'

/** Shows the list with the cursor on a machine. */
export const goToMachine = (id: MachineId): void => {
  setFilter('')
  showHost(null)
  changeSelection(() => pick(id))
  focusGrid()
}
