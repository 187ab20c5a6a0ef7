import type { MachineColour } from '../../src-preload/contract/metadata'
import styles from './colour-mark.module.css'

/** A small mark in a colour that a person gave; what it means is said beside it. */
export const ColourMark = ({ colour }: { readonly colour: MachineColour | null }) => (
  <span aria-hidden="true" className={styles['mark']} data-colour={colour ?? 'none'} />
)
