import { Fragment } from 'react'
import { t } from '../../src-preload/language/t'
import { hintsFor, transportOf, uriExamples, withParameter } from './uri-hints'
import styles from './uri-help.module.css'

interface UriHelpProps {
  readonly uri: string
  readonly onChange: (uri: string) => void
}

/** What a URI may look like; once it has a beginning, which parameters it may take. */
export const UriHelp = ({ uri, onChange }: UriHelpProps) => {
  const begun = transportOf(uri) !== null
  const lines = begun
    ? hintsFor(uri).map(({ example, means }) => ({
        text: example,
        means,
        result: withParameter(uri, example),
      }))
    : uriExamples.map(({ uri: text, reaches }) => ({ text, means: reaches, result: text }))
  if (lines.length === 0) return null
  return (
    <section aria-label={begun ? t('Parameters') : t('Examples')}>
      <h2 className={styles['heading']}>
        {begun ? t('It can take, after a question mark') : t('For example')}
      </h2>
      <div className={styles['lines']}>
        {lines.map(({ text, means, result }) => (
          <Fragment key={text}>
            <button type="button" onClick={() => onChange(result)}>
              {text}
            </button>
            <span>{means}</span>
          </Fragment>
        ))}
      </div>
    </section>
  )
}
