import type { ComponentProps } from 'react'
import styles from './button.module.css'

type Look = 'plain' | 'primary' | 'danger' | 'quiet'

interface ButtonProps extends Omit<ComponentProps<'button'>, 'className' | 'type'> {
  readonly look?: Look
  /** Only an icon in it. */
  readonly square?: boolean
}

/** The app's button. `aria-disabled` rather than `disabled`, so that it can say why. */
export const Button = ({ look = 'plain', square = false, ...rest }: ButtonProps) => (
  <button
    {...rest}
    type="button"
    className={styles['button']}
    data-look={look}
    data-square={square}
  />
)
