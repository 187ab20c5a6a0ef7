import { CircleAlert, CircleCheck, CircleX } from 'lucide-react'
import { Tabs } from 'radix-ui'
import { useEffect, useState } from 'react'
import { keyName } from '../app/keymap'
import type { ProvisioningCheck, ProvisioningPlan } from '../../src-preload/contract/provisioning'
import { t } from '../../src-preload/language/t'
import { Button } from '../ui/button'
import { CommandLine } from '../ui/command-line'
import { CopyButton } from '../ui/copy-button'
import { ariaKey, KeyHint } from '../ui/key-hint'
import { HostText } from '../ui/host-text'
import { visibleText } from '../ui/visible-text'
import styles from './plan-view.module.css'

const verdicts = {
  passed: { icon: CircleCheck, word: t('Passed') },
  warning: { icon: CircleAlert, word: t('Warning') },
  failed: { icon: CircleX, word: t('Failed') },
} as const

/** Does what helps against the first check that failed; as in the window itself. */
const FIX_KEY = 'Ctrl+.'

/** What stops it first, then what is doubtful, then what is well. */
const order = { failed: 0, warning: 1, passed: 2 } as const

interface CheckProps {
  readonly check: ProvisioningCheck
  readonly onStartNetwork: (network: string) => void
}

const Check = ({ check, onStartNetwork }: CheckProps) => {
  const { icon: Icon, word } = verdicts[check.state]
  const { network } = check
  return (
    <li className={styles['check']} data-state={check.state}>
      <Icon aria-hidden="true" />
      <div>
        <p>
          <span className="unseen">{word}: </span>
          <HostText text={check.text} />
        </p>
        {check.hint === undefined ? null : <p className={styles['hint']}>{check.hint}</p>}
        {check.remedies?.map((remedy) => (
          <CommandLine key={remedy} command={remedy} />
        ))}
        {network === undefined ? null : (
          <Button aria-keyshortcuts={ariaKey(FIX_KEY)} onClick={() => onStartNetwork(network)}>
            {t('Start network {network}', { network: visibleText(network) })}{' '}
            <KeyHint keys={FIX_KEY} />
          </Button>
        )}
      </div>
    </li>
  )
}

const Text = ({ text, what }: { readonly text: string; readonly what: string }) => (
  <div className={styles['text']}>
    {/* It scrolls, so keys must reach it. */}
    <pre tabIndex={0} role="region" aria-label={what}>
      {text}
    </pre>
    <CopyButton text={text} what={what} />
  </div>
)

const tabs = (plan: ProvisioningPlan) => [
  { id: 'xml', title: 'XML', text: plan.xml },
  { id: 'virt-install', title: 'virt-install', text: plan.virtInstall },
  ...plan.seed.map(({ name, text }) => ({ id: `seed-${name}`, title: name, text })),
]

interface PlanViewProps {
  readonly plan: ProvisioningPlan
  readonly onStartNetwork: (network: string) => void
}

/** What making the machine would do, and what would stop it. */
export const PlanView = ({ plan, onStartNetwork }: PlanViewProps) => {
  const network = plan.checks.find((check) => check.network !== undefined)?.network
  const [chosen, setChosen] = useState('summary')
  // Another source may have no such text.
  const tab = tabs(plan).some(({ id }) => id === chosen) ? chosen : 'summary'
  useEffect(() => {
    // Wherever in the dialog the focus is.
    const onKeyDown = (event: KeyboardEvent): void => {
      if (keyName(event) !== FIX_KEY || event.repeat || network === undefined) return
      event.preventDefault()
      onStartNetwork(network)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [network, onStartNetwork])
  return (
    <>
      <ul className={styles['checks']} aria-label={t('Checks')}>
        {plan.checks
          .toSorted((one, other) => order[one.state] - order[other.state])
          .map((check) => (
            <Check key={check.id} check={check} onStartNetwork={onStartNetwork} />
          ))}
      </ul>
      <Tabs.Root value={tab} onValueChange={setChosen} className={styles['tabs']}>
        <Tabs.List aria-label={t('Plan')} className={styles['list']}>
          <Tabs.Trigger value="summary" className={styles['tab']}>
            {t('Summary')}
          </Tabs.Trigger>
          {tabs(plan).map(({ id, title }) => (
            <Tabs.Trigger key={id} value={id} className={styles['tab']}>
              {title}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <Tabs.Content value="summary" className={styles['content']}>
          <dl className={styles['summary']}>
            {plan.summary.map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>
                  <HostText text={value} />
                </dd>
              </div>
            ))}
            {plan.makes.length === 0 ? null : (
              <div>
                <dt>{t('Makes')}</dt>
                <dd>
                  {plan.makes.map((made) => (
                    <p key={made}>
                      <HostText text={made} />
                    </p>
                  ))}
                </dd>
              </div>
            )}
          </dl>
        </Tabs.Content>
        {tabs(plan).map(({ id, title, text }) => (
          <Tabs.Content key={id} value={id} className={styles['content']}>
            <Text text={text} what={title} />
          </Tabs.Content>
        ))}
      </Tabs.Root>
    </>
  )
}
