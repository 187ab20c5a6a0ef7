import type { ComponentProps } from 'react'
import styles from './button.module.css'

type Look = 'plain' | 'primary' | 'danger' | 'quiet'

interface ButtonProps extends Omit<ComponentProps<'button'>, 'className' | 'type'> {
  readonly look?: Look
  /** Only an icon in it. */
  readonly square?: boolean
  /** It does what Enter does in the fields of its form. */
  readonly submits?: boolean
}

/** The app's button. `aria-disabled` rather than `disabled`, so that it can say why. */
export const Button = ({
  look = 'plain',
  square = false,
  submits = false,
  ...rest
}: ButtonProps) => (
  <button
    {...rest}
    type={submits ? 'submit' : 'button'}
    className={styles['button']}
    data-look={look}
    data-square={square}
  />
)
