import type { JSX } from 'react'
import type { MachineState } from '../../src-preload/contract/machine'
import styles from './state-icon.module.css'

/** A shape for each state, so that colour is never the only difference. Drawn on 12 by 12. */
const shapes: Readonly<Record<MachineState | 'pending', JSX.Element>> = {
  running: <path d="M3 1.6v8.8a.6.6 0 0 0 .9.5l7-4.4a.6.6 0 0 0 0-1l-7-4.4a.6.6 0 0 0-.9.5Z" />,
  paused: (
    <>
      <rect x="2" y="1.5" width="3" height="9" rx=".75" />
      <rect x="7" y="1.5" width="3" height="9" rx=".75" />
    </>
  ),
  shutOff: <rect x="2.25" y="2.25" width="7.5" height="7.5" rx="1.5" data-hollow="" />,
  saved: <path d="M6 1.5v5m0 0L3.6 4.2M6 6.5l2.4-2.3M2 8v2.4h8V8" data-hollow="" />,
  shuttingDown: <path d="M6 1.2v4.4M3.6 2.9a4 4 0 1 0 4.8 0" data-hollow="" />,
  crashed: (
    <path d="M4 .8h4L11.2 4v4L8 11.2H4L.8 8V4L4 .8Zm.2 2.5-.9.9L5.1 6 3.3 7.8l.9.9L6 6.9l1.8 1.8.9-.9L6.9 6l1.8-1.8-.9-.9L6 5.1 4.2 3.3Z" />
  ),
  suspended: <path d="M10.8 7.4A5 5 0 0 1 4.6 1.2a5 5 0 1 0 6.2 6.2Z" />,
  unknown: <path d="M3.6 4.2a2.4 2.4 0 1 1 3.6 2.1c-.8.5-1.2.8-1.2 1.6m0 2.3v.2" data-hollow="" />,
  pending: <circle cx="6" cy="6" r="4.25" data-hollow="" strokeDasharray="2 1.34" />,
}

/** The state as a small picture; the word beside it says the same. */
export const StateIcon = ({ state }: { readonly state: MachineState | 'pending' }) => (
  <svg className={styles['icon']} data-state={state} viewBox="0 0 12 12" aria-hidden="true">
    {shapes[state]}
  </svg>
)
