import { useQuery } from '@tanstack/react-query'
import { ShieldAlert, ShieldCheck, ShieldOff } from 'lucide-react'
import type { Attestation } from '../../src-preload/contract/launch-security'
import type { Machine } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { openOverlay } from '../state/overlay'
import { Button } from '../ui/button'
import { Fact, Facts } from '../ui/facts'
import { HostText } from '../ui/host-text'
import { policyOf, stateOf, whyOf } from './attestation-words'
import { launchQuery } from './launch-calls'
import styles from './launch-section.module.css'

const icons = {
  attested: ShieldCheck,
  'not-attested': ShieldAlert,
  'not-available': ShieldOff,
} as const

/** Whether a machine was launched with what its owner meant, by shape and words. */
export const AttestationFacts = ({ attestation }: { readonly attestation: Attestation }) => {
  const Icon = icons[attestation.state]
  return (
    <>
      <Fact name={t('Launch')}>
        <span className={styles['state']} data-state={attestation.state}>
          <Icon aria-hidden="true" />
          {stateOf(attestation)}
        </span>
        <span className={styles['why']}>
          <HostText text={whyOf(attestation)} />
        </span>
      </Fact>
      {attestation.state === 'not-available' ? null : (
        <>
          <Fact name={t('Policy')}>{policyOf(attestation.launch.policy)}</Fact>
          <Fact name={t('Firmware of SEV')}>
            {t('{apiMajor}.{apiMinor}, build {buildId}', {
              apiMajor: attestation.launch.apiMajor,
              apiMinor: attestation.launch.apiMinor,
              buildId: attestation.launch.buildId,
            })}
          </Fact>
        </>
      )}
    </>
  )
}

/** The proof of what the machine was launched with, and the way to it. */
export const LaunchSection = ({ machine }: { readonly machine: Machine }) => {
  const attestation = useQuery(launchQuery(machine)).data
  if (attestation === undefined) return null
  return (
    <div role="group" aria-label={t('Launch security')} className={styles['section']}>
      <Facts title={t('Launch security')}>
        <AttestationFacts attestation={attestation} />
      </Facts>
      {attestation.state === 'not-available' ? null : (
        <Button onClick={() => openOverlay({ kind: 'verify-launch', machine })}>
          {t('Verify the launch…')}
        </Button>
      )}
    </div>
  )
}
