import type { JSX } from 'react'
import type { FindingState } from '../../src-preload/contract/doctor'
import { t } from '../../src-preload/language/t'
import styles from './finding-icon.module.css'

/** Drawn on 16 by 16: a tick, a triangle, a cross, a question mark. */
const shapes: Readonly<Record<FindingState, JSX.Element>> = {
  good: <path d="m3.5 8.5 3 3 6-7" />,
  warning: <path d="M8 2.5 14 13H2L8 2.5Zm0 4v3m0 1.6v.3" />,
  bad: <path d="m4 4 8 8m0-8-8 8" />,
  unknown: <path d="M5.6 6a2.4 2.4 0 1 1 3.6 2.1c-.8.5-1.2.8-1.2 1.6m0 2.3v.3" />,
}

const words: Readonly<Record<FindingState, string>> = {
  good: t('Fine'),
  warning: t('Warning'),
  bad: t('Broken'),
  unknown: t('Not known'),
}

/** How a finding stands, as a shape for the eye and a word for the ear. */
export const FindingIcon = ({ state }: { readonly state: FindingState }) => (
  <svg className={styles['icon']} data-state={state} viewBox="0 0 16 16" role="img">
    <title>{words[state]}</title>
    {shapes[state]}
  </svg>
)
