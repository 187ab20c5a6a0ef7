import { focusGrid } from '../machines/focus'
import { showMachines, usePage } from '../state/page'

/** Goes back to the machines; the focus goes back to where it came from. */
export const closePage = (): void => {
  const { opener } = usePage.getState()
  showMachines()
  if (document.activeElement !== document.body) return
  if (opener instanceof HTMLElement) opener.focus()
  // What opened the page may be gone, or never have had the focus.
  if (document.activeElement === document.body) focusGrid()
}
