import { useState } from 'react'
import type { GuestExecution } from '../../src-preload/contract/guest'
import type { JobId } from '../../src-preload/contract/job'
import type { Machine } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { FailureError } from '../bridge/failure-error'
import { FailureAlert } from '../failures/failure-alert'
import { useOrder } from '../failures/use-order'
import { cancelJob, jobEnded } from '../queries/host-jobs'
import { closeOverlay } from '../state/overlay'
import { Button } from '../ui/button'
import { ChoiceField } from '../ui/choice-field'
import { Dialog } from '../ui/dialog'
import { TextField } from '../ui/text-field'
import { isolated, visibleText } from '../ui/visible-text'
import styles from './guest-run-dialog.module.css'

const shells = {
  sh: (line: string) => ({ program: '/bin/sh', programArguments: ['-c', line] }),
  cmd: (line: string) => ({ program: 'cmd.exe', programArguments: ['/c', line] }),
  powershell: (line: string) => ({
    program: 'powershell.exe',
    programArguments: ['-NonInteractive', '-Command', line],
  }),
} as const

/** Output with its lines; what else is invisible is made visible. */
const shownText = (text: string): string =>
  text
    .replace(/\r\n/g, '\n')
    .split('\n')
    .map((line) => visibleText(line.replaceAll('\t', '    ')))
    .join('\n')

const Output = ({ done }: { readonly done: GuestExecution }) => {
  const { exitCode, output, errors, isCut } = done
  return (
    <section aria-label={t('Output')} className={styles['output']}>
      {output === '' ? null : <pre tabIndex={0}>{shownText(output)}</pre>}
      {errors === '' ? null : (
        <pre tabIndex={0} data-errors="true">
          {shownText(errors)}
        </pre>
      )}
      <p role="status">
        {exitCode === null ? t('Ended by a signal') : t('Ended with {exitCode}', { exitCode })}
        {isCut ? `; ${t('there was more than is shown')}` : ''}
      </p>
    </section>
  )
}

/** Runs a command in the guest and shows what it put out. */
export const GuestRunDialog = ({ machine }: { readonly machine: Machine }) => {
  const [shell, setShell] = useState<keyof typeof shells>('sh')
  const [line, setLine] = useState('')
  const [jobId, setJobId] = useState<JobId | null>(null)
  const [done, setDone] = useState<GuestExecution | null>(null)
  const { failure, order, isUnderWay } = useOrder()
  const canRun = line.trim() !== '' && !isUnderWay

  const run = (): void => {
    if (!canRun) return
    void order(async () => {
      const started = await call('guest.execute', { id: machine.id, ...shells[shell](line) })
      setJobId(started.jobId)
      const job = await jobEnded(started.jobId)
      setJobId(null)
      if (job.failure !== undefined) throw new FailureError(job.failure)
      setDone(await call('guest.execution', { jobId: started.jobId }))
    })
  }
  return (
    <Dialog
      title={t('Run in {name}', { name: isolated(machine.name) })}
      wide
      onClose={closeOverlay}
      onSubmit={run}
      buttons={
        <>
          {jobId === null ? (
            <Button onClick={closeOverlay}>{t('Close')}</Button>
          ) : (
            <Button onClick={() => void cancelJob(jobId)}>{t('Stop')}</Button>
          )}
          <Button look="primary" submits aria-disabled={!canRun}>
            {isUnderWay ? t('Running…') : t('Run')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('Command')}
        hint={t('The guest’s agent runs it, with all of its rights; mostly those of root.')}
        value={line}
        mono
        maxLength={65_000}
        data-first-focus
        onText={setLine}
      />
      <ChoiceField
        label={t('Shell')}
        value={shell}
        options={[
          { value: 'sh', text: 'sh' },
          { value: 'cmd', text: 'cmd.exe' },
          { value: 'powershell', text: 'PowerShell' },
        ]}
        onChoose={setShell}
      />
      <FailureAlert failure={failure} />
      {done === null || failure !== null ? null : <Output done={done} />}
    </Dialog>
  )
}
