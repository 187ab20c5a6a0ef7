import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Machine } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { CodeView } from '../definition/code-editor'
import { failureFrom } from '../bridge/failure-error'
import { FailureDetails } from '../failures/failure-details'
import { xmlQuery } from '../queries/machine-details'
import { openOverlay } from '../state/overlay'
import { Button } from '../ui/button'
import { CopyButton } from '../ui/copy-button'
import { KeyHint } from '../ui/key-hint'
import styles from './machine-xml.module.css'

interface ChoiceProps {
  readonly nextBoot: boolean
  readonly onChoose: (nextBoot: boolean) => void
}

const Choice = ({ nextBoot, onChoose }: ChoiceProps) => (
  <fieldset className={styles['choice']}>
    <legend className="unseen">{t('Which definition')}</legend>
    {[false, true].map((value) => (
      <label key={String(value)}>
        <input
          type="radio"
          name="definition"
          checked={nextBoot === value}
          onChange={() => onChoose(value)}
        />
        {value ? t('At next start') : t('Now')}
      </label>
    ))}
  </fieldset>
)

/** libvirt's own description of the machine, to read and copy. */
export const MachineXml = ({ machine }: { readonly machine: Machine }) => {
  const [nextBoot, setNextBoot] = useState(false)
  const { data, error } = useQuery({
    ...xmlQuery(machine.id, nextBoot),
    placeholderData: keepPreviousData,
  })
  return (
    <div className={styles['xml']}>
      <div className={styles['bar']}>
        <Choice nextBoot={nextBoot} onChoose={setNextBoot} />
        <span className={styles['tools']}>
          <Button look="quiet" onClick={() => openOverlay({ kind: 'xml-editor', machine })}>
            {t('Edit')} <KeyHint keys="e" />
          </Button>
          {data === undefined ? null : <CopyButton text={data.xml} what={t('the XML')} />}
        </span>
      </div>
      {error === null ? (
        <CodeView label={t('XML of the machine')} text={data?.xml ?? ''} />
      ) : (
        <div className={styles['text']}>
          <FailureDetails failure={failureFrom(error)} />
        </div>
      )}
    </div>
  )
}
