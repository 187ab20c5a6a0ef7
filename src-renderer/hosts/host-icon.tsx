import type { HostState } from '../../src-preload/contract/host'
import styles from './host-icon.module.css'

/** How the connection stands: a filled, a dashed or a crossed-out disc. */
export const HostIcon = ({ state }: { readonly state: HostState }) => (
  <svg className={styles['icon']} data-state={state} viewBox="0 0 16 16" aria-hidden="true">
    {state === 'connected' ? <circle cx="8" cy="8" r="4" data-filled="" /> : null}
    {state === 'connecting' ? <circle cx="8" cy="8" r="4.25" strokeDasharray="2 1.34" /> : null}
    {state === 'disconnected' ? <path d="M4.4 4.4l7.2 7.2M4.4 11.6l7.2-7.2" /> : null}
  </svg>
)
