import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Finding } from '../../src-preload/contract/doctor'
import type { Host } from '../../src-preload/contract/host'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { FailureDetails } from '../failures/failure-details'
import { PageFrame } from '../pages/page-frame'
import { examinationQuery } from '../queries/examination'
import { hostsQuery } from '../queries/hosts'
import { raiseFailure } from '../state/problems'
import { say } from '../state/status'
import { Button } from '../ui/button'
import { CommandLine } from '../ui/command-line'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { formatTime } from '../ui/format'
import styles from './doctor-page.module.css'
import { FindingItem } from './finding-item'

const isTrouble = ({ state }: Finding): boolean => state === 'bad' || state === 'warning'

const summaryOf = (findings: readonly Finding[]): string => {
  const count = findings.filter(isTrouble).length
  return count === 0
    ? t('Nothing stands in the way.')
    : t('{count, plural, one {# thing} other {# things}} to look at.', { count })
}

interface ConsentProps {
  readonly finding: Finding
  readonly onAgree: () => void
  readonly onCancel: () => void
}

/** Nothing is run that a person has not read. */
const Consent = ({ finding, onAgree, onCancel }: ConsentProps) => (
  <ConfirmDialog
    label={t('Run this command?')}
    title={t('Run this command?')}
    verb={t('Run')}
    onAct={onAgree}
    onCancel={onCancel}
  >
    <p>{finding.sentence}</p>
    <CommandLine command={finding.fix?.command ?? ''} />
    {finding.fix?.command.startsWith('sudo ') === true ? (
      <p>{t('It changes this computer; the system asks for the administrator’s password.')}</p>
    ) : null}
  </ConfirmDialog>
)

const Examined = ({ host }: { readonly host: Host }) => {
  const client = useQueryClient()
  const query = examinationQuery(host)
  const { data, error, isFetching, refetch } = useQuery(query)
  const [asked, ask] = useState<Finding | null>(null)
  const [isFixing, setFixing] = useState(false)

  const fix = async ({ id, fix: remedy }: Finding): Promise<void> => {
    ask(null)
    setFixing(true)
    try {
      const command = remedy?.command ?? ''
      const examination = await call('doctor.fix', { hostId: host.id, findingId: id, command })
      client.setQueryData(query.queryKey, examination)
      const still = examination.findings.find((finding) => finding.id === id)
      say(still !== undefined && isTrouble(still) ? t('Done; see what is left to do') : t('Mended'))
    } catch (thrown) {
      raiseFailure(failureFrom(thrown))
    } finally {
      setFixing(false)
    }
  }

  return (
    <div className={styles['page']} aria-busy={isFetching || isFixing}>
      <div className={styles['head']}>
        <Button data-first-focus onClick={() => void refetch()}>
          {t('Examine again')}
        </Button>
        <p role="status">
          {data === undefined
            ? null
            : t('{findings} As of {at}.', {
                findings: summaryOf(data.findings),
                at: formatTime(data.at),
              })}
        </p>
      </div>
      {error === null ? null : <FailureDetails failure={failureFrom(error)} />}
      <ul aria-label={t('Findings')}>
        {data?.findings.map((finding) => (
          <FindingItem key={finding.id} finding={finding} isBusy={isFixing} onFix={ask} />
        ))}
      </ul>
      {asked === null ? null : (
        <Consent finding={asked} onAgree={() => void fix(asked)} onCancel={() => ask(null)} />
      )}
    </div>
  )
}

/** What stands between a host and its work, each with its remedy. */
export const DoctorPage = ({ hostId }: { readonly hostId: string }) => {
  const host = useQuery(hostsQuery).data?.find(({ id }) => id === hostId)
  return (
    <PageFrame label={t('Host doctor')}>
      {host === undefined ? (
        <p>{t('That host is no longer in the list.')}</p>
      ) : (
        <Examined host={host} />
      )}
    </PageFrame>
  )
}
