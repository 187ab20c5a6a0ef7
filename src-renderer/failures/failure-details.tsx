import type { Failure } from '../../src-preload/contract/failure'
import { CommandLine } from '../ui/command-line'
import { HostText } from '../ui/host-text'
import { rich } from '../ui/rich'
import styles from './failure-details.module.css'

/** Why it failed in the host's own words, what to do next, and where the log has more. */
export const FailureDetails = ({ failure }: { readonly failure: Failure }) => (
  <div className={styles['details']}>
    {failure.cause === undefined ? null : (
      <p className={styles['cause']}>
        <HostText text={failure.cause.text} />
      </p>
    )}
    {failure.hint === undefined ? null : <p>{failure.hint}</p>}
    {failure.remedies?.map((remedy) => (
      <CommandLine key={remedy} command={remedy} />
    ))}
    <p className={styles['id']}>
      {rich('In the log as {code}', { code: <code>{failure.correlationId}</code> })}
    </p>
  </div>
)
