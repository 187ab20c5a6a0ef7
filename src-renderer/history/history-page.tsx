import { useQuery } from '@tanstack/react-query'
import { Download, X } from 'lucide-react'
import { useState } from 'react'
import type { MachineId } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { FailureDetails } from '../failures/failure-details'
import { FILTER_ID } from '../machines/focus'
import { leaveSearch } from '../pages/leave-search'
import { PageFrame } from '../pages/page-frame'
import { machineIn } from '../queries/fleet'
import { hostsQuery } from '../queries/hosts'
import { currentFleet } from '../queries/machines'
import { useTimeline } from '../queries/use-timeline'
import { raiseFailure } from '../state/problems'
import { say } from '../state/status'
import { Button } from '../ui/button'
import { HostText } from '../ui/host-text'
import { rich } from '../ui/rich'
import { SearchBox } from '../ui/search-box'
import { SelectBox } from '../ui/select-box'
import { useSettled } from '../ui/use-settled'
import { HistoryList } from './history-list'
import styles from './history-page.module.css'

/** How long typing must rest before the history is searched, in ms. */
const REST = 120

/** A machine that alone is told of. */
interface Subject {
  readonly id: MachineId
  readonly name: string
}

const subjectOf = (id: MachineId | undefined): Subject | null =>
  id === undefined ? null : { id, name: machineIn(currentFleet(), id)?.name ?? id }

const exportAll = async (): Promise<void> => {
  try {
    const { path } = await call('timeline.export')
    if (path !== null) say(t('Exported the history to {path}', { path }))
  } catch (thrown) {
    raiseFailure(failureFrom(thrown))
  }
}

const HostChoice = ({ value, onChoose }: { value: string; onChoose: (id: string) => void }) => {
  const hosts = useQuery(hostsQuery).data ?? []
  return (
    <SelectBox
      label={t('Host')}
      value={value}
      options={[
        { value: '', text: t('All hosts') },
        ...hosts.map(({ id, name }) => ({ value: id, text: name })),
      ]}
      onChoose={onChoose}
    />
  )
}

/** What happened on all hosts, newest first. */
export const HistoryPage = ({ machineId }: { readonly machineId: MachineId | undefined }) => {
  const [text, setText] = useState('')
  const [hostId, setHostId] = useState('')
  const [subject, setSubject] = useState(() => subjectOf(machineId))
  const { part, loadOlder } = useTimeline({
    text: useSettled(text, REST),
    ...(hostId !== '' && { hostId }),
    ...(subject !== null && { machineId: subject.id }),
  })
  const isFiltered = text !== '' || hostId !== '' || subject !== null
  return (
    <PageFrame label={t('History')}>
      <div className={styles['bar']}>
        <SearchBox
          id={FILTER_ID}
          data-first-focus
          aria-label={t('Search the history')}
          placeholder={t('Search by machine or by what happened')}
          maxLength={1000}
          value={text}
          onSearch={setText}
          onKeyDown={leaveSearch}
        />
        <HostChoice value={hostId} onChoose={setHostId} />
        {subject === null ? null : (
          <Button
            look="quiet"
            aria-label={t('Only {name}: show all machines again', { name: subject.name })}
            onClick={() => setSubject(null)}
          >
            {rich('Only {subject}', { subject: <HostText text={subject.name} /> })}{' '}
            <X aria-hidden="true" />
          </Button>
        )}
        <span className={styles['end']}>
          <Button look="quiet" onClick={() => void exportAll()}>
            <Download aria-hidden="true" /> {t('Export…')}
          </Button>
        </span>
      </div>
      {part.failure === null ? null : (
        <div className={styles['message']}>
          <p>{part.failure.message}</p>
          <FailureDetails failure={part.failure} />
        </div>
      )}
      {part.entries?.length === 0 ? (
        <p className={styles['message']}>
          {isFiltered
            ? t('Nothing in the history matches.')
            : t('Nothing has happened yet: what machines and hosts do from now on is kept here.')}
        </p>
      ) : (
        <HistoryList
          entries={part.entries ?? []}
          isWhole={part.isWhole}
          onEnd={loadOlder}
          onMachine={(id, name) => setSubject({ id, name })}
        />
      )}
    </PageFrame>
  )
}
