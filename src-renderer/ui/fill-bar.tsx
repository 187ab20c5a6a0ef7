import styles from './fill-bar.module.css'

/** From here on a store counts as nearly full, in parts of the whole. */
const NEARLY = 0.9

/** How full something is, for the eye; words beside it say the same. */
export const FillBar = ({ used, of }: { readonly used: number; readonly of: number }) => {
  const part = of === 0 ? 0 : Math.min(1, used / of)
  return (
    <span className={styles['bar']} data-nearly-full={part >= NEARLY} aria-hidden="true">
      <span style={{ transform: `scaleX(${part})` }} />
    </span>
  )
}
