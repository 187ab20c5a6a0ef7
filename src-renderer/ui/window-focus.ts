/** Marks the document while another window has the focus: its colours step back then. */
export const followWindowFocus = (): void => {
  const mark = (state: 'active' | 'inactive') => (): void => {
    document.documentElement.dataset['window'] = state
  }
  window.addEventListener('focus', mark('active'))
  window.addEventListener('blur', mark('inactive'))
}
