import { t } from '../../src-preload/language/t'
import { CopyButton } from './copy-button'
import styles from './command-line.module.css'

/** A command to be run in a terminal, with a button that copies it. */
export const CommandLine = ({ command }: { readonly command: string }) => (
  <div className={styles['line']}>
    <code>{command}</code>
    <CopyButton text={command} what={t('the command')} />
  </div>
)
