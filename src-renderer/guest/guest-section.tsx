import { useQuery } from '@tanstack/react-query'
import type { GuestFileSystem, GuestReport } from '../../src-preload/contract/guest'
import type { Machine } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { openOverlay } from '../state/overlay'
import { Button } from '../ui/button'
import { Fact, Facts } from '../ui/facts'
import { formatMemory, formatMemoryUse, formatMoment } from '../ui/format'
import { HostText } from '../ui/host-text'
import { visibleText } from '../ui/visible-text'
import { clockWords } from './clock-words'
import { askAgain, guestQuery, tellGuests } from './guest-calls'
import styles from './guest-section.module.css'

/** Everything that is said, on lines of its own. */
const Lines = ({ lines }: { readonly lines: readonly string[] }) => (
  <ul>
    {lines.map((line, at) => (
      <li key={`${at} ${line}`}>
        <HostText text={line} />
      </li>
    ))}
  </ul>
)

const roomWords = ({ totalBytes, usedBytes }: GuestFileSystem): string => {
  if (totalBytes === undefined) return ''
  return usedBytes === undefined
    ? formatMemory(totalBytes / 1024)
    : formatMemoryUse(usedBytes / 1024, totalBytes / 1024)
}

const FileSystem = ({ fileSystem }: { readonly fileSystem: GuestFileSystem }) => {
  const { mountPoint, device, type, totalBytes, usedBytes } = fileSystem
  const part = totalBytes ? Math.min(1, (usedBytes ?? 0) / totalBytes) : null
  return (
    <Fact name={visibleText(mountPoint)}>
      <span className={styles['room']}>
        <span>{roomWords(fileSystem)}</span>
        <span className={styles['what']}>
          <HostText text={t('{type} on {device}', { type, device })} />
        </span>
      </span>
      {part === null ? null : (
        <span className={styles['meter']} data-full={part > 0.9}>
          <span style={{ transform: `scaleX(${part})` }} />
        </span>
      )}
    </Fact>
  )
}

const Said = ({ report }: { readonly report: GuestReport }) => {
  const { hostName, system, kernel, timeZone, clockAheadMs, users, interfaces } = report
  const addresses = interfaces.flatMap(({ name, addresses }) =>
    name === 'lo' || addresses.length === 0 ? [] : `${name}: ${addresses.join(', ')}`,
  )
  return (
    <>
      <Fact name={t('Host name')}>{hostName && <HostText text={hostName} />}</Fact>
      <Fact name={t('System')}>{system && <HostText text={system} />}</Fact>
      <Fact name={t('Kernel')}>{kernel && <HostText text={kernel} />}</Fact>
      <Fact name={t('Time zone')}>{timeZone && <HostText text={timeZone} />}</Fact>
      <Fact name={t('Clock')}>
        {clockAheadMs === undefined ? undefined : clockWords(clockAheadMs)}
      </Fact>
      <Fact name={t('Addresses')}>
        {addresses.length > 0 ? <Lines lines={addresses} /> : undefined}
      </Fact>
      <Fact name={t('Users')}>
        {users.length === 0 ? (
          t('Nobody is logged in')
        ) : (
          <Lines
            lines={users.map(({ name, since }) =>
              since === undefined
                ? name
                : t('{name}, since {since}', { name, since: formatMoment(since) }),
            )}
          />
        )}
      </Fact>
    </>
  )
}

const whyNothing: Readonly<Record<GuestReport['state'], string>> = {
  off: '',
  noChannel: t('The machine has no channel to one'),
  disconnected: t('Not running in the guest: install and start qemu-guest-agent there'),
  silent: t('Does not answer'),
  answering: '',
}

/** What the guest says of itself through its agent, and what it can be told. */
export const GuestSection = ({ machine }: { readonly machine: Machine }) => {
  const report = useQuery(guestQuery(machine)).data
  if (report === undefined || report.state === 'off') return null
  const isThere = report.state === 'answering'
  return (
    <>
      <div role="group" aria-label={t('Guest')}>
        <Facts title={t('Guest')}>
          {isThere ? (
            <Said report={report} />
          ) : (
            <Fact name={t('Agent')}>{whyNothing[report.state]}</Fact>
          )}
        </Facts>
        {isThere ? (
          <div className={styles['buttons']}>
            <Button onClick={() => openOverlay({ kind: 'guest-run', machine })}>{t('Run…')}</Button>
            <Button onClick={() => openOverlay({ kind: 'guest-access', machine })}>
              {t('Access…')}
            </Button>
            <Button onClick={() => tellGuests([machine], 'syncClock')}>{t('Set clock')}</Button>
          </div>
        ) : null}
        {report.state === 'silent' ? (
          <div className={styles['buttons']}>
            <Button onClick={() => void askAgain(machine)}>{t('Ask again')}</Button>
          </div>
        ) : null}
      </div>
      {report.fileSystems.length === 0 ? null : (
        <Facts title={t('File systems')}>
          {report.fileSystems.map((fileSystem) => (
            <FileSystem
              key={`${fileSystem.mountPoint} ${fileSystem.device}`}
              fileSystem={fileSystem}
            />
          ))}
        </Facts>
      )}
    </>
  )
}
