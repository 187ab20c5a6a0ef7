import { call } from '../bridge/call'
import { useLayout } from '../state/layout'
import { usePage } from '../state/page'

const showsHosts = (): boolean =>
  !document.hidden && (useLayout.getState().hostsShown || usePage.getState().page.kind === 'host')

/** Has the hosts measured while the window shows them, and only then; the function stops it. */
export const watchLoads = (): (() => void) => {
  let told = false
  const tell = (): void => {
    const watch = showsHosts()
    if (watch === told) return
    told = watch
    // Figures that fail to come are not worth an alert: their places stay empty.
    call('hosts.watchLoad', { watch }).catch(() => undefined)
  }
  document.addEventListener('visibilitychange', tell)
  const stops = [
    useLayout.subscribe(tell),
    usePage.subscribe(tell),
    () => document.removeEventListener('visibilitychange', tell),
  ]
  tell()
  return () => {
    for (const stop of stops) stop()
  }
}
