import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CloneDisk } from '../../src-preload/contract/clone'
import type { Machine } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { FailureAlert } from '../failures/failure-alert'
import { useOrder } from '../failures/use-order'
import { jobEnded } from '../queries/host-jobs'
import { closeOverlay } from '../state/overlay'
import { say } from '../state/status'
import { Button } from '../ui/button'
import { ChoiceField } from '../ui/choice-field'
import { Dialog } from '../ui/dialog'
import { Fact, Facts } from '../ui/facts'
import { formatMemory } from '../ui/format'
import { NameField } from '../ui/name-field'
import { useSettled } from '../ui/use-settled'
import { isolated, visibleText } from '../ui/visible-text'

type How = 'full' | 'linked' | 'template'

const hints: Readonly<Record<How, string>> = {
  full: t('A copy of all its disks'),
  linked: t('What is on its disks now becomes a common base that nobody writes to any more'),
  template: t('Its disks become read-only: it serves as a template from then on'),
}

/** How long nothing is typed before the host is asked, in ms. */
const REST = 350

const diskWords = ({ how, newVolume, path, size }: CloneDisk): string => {
  if (how === 'shared') return t('shared: {path}', { path })
  const what = how === 'copy' ? t('copied to') : t('overlay')
  const amount = size === undefined ? '' : `, ${formatMemory(size / 1024)}`
  return `${what} ${newVolume ?? ''}${amount}`
}

/** Makes a second machine like one. */
export const CloneDialog = ({ machine }: { readonly machine: Machine }) => {
  const [name, setName] = useState(`${machine.name}-clone`)
  const [how, setHow] = useState<How>('full')
  const { failure, order } = useOrder()
  const request = { id: machine.id, name: name.trim(), how }
  const asked = { ...request, name: useSettled(request.name, REST) }
  const { data: plan, error } = useQuery({
    queryKey: ['clone-plan', asked],
    queryFn: () => call('machines.clonePlan', asked),
    enabled: asked.name !== '',
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  })
  const canClone = request.name !== '' && plan !== undefined && plan.refusal === undefined

  const clone = (): void => {
    if (!canClone) return
    void order(async () => {
      const { jobId } = await call('machines.clone', request)
      closeOverlay()
      say(t('Cloning {name}', { name: isolated(machine.name) }))
      if ((await jobEnded(jobId)).state === 'done')
        say(t('Made {name}', { name: isolated(request.name) }))
    })
  }
  return (
    <Dialog
      title={t('Clone {name}', { name: isolated(machine.name) })}
      onClose={closeOverlay}
      onSubmit={clone}
      buttons={
        <>
          <Button onClick={closeOverlay}>{t('Cancel')}</Button>
          <Button look="primary" submits aria-disabled={!canClone}>
            {t('Clone')}
          </Button>
        </>
      }
    >
      <NameField name={name} onName={setName} />
      <ChoiceField
        label={t('Disks')}
        value={how}
        options={[
          { value: 'full', text: t('Full copy') },
          { value: 'linked', text: t('Linked') },
          { value: 'template', text: t('From a template') },
        ]}
        onChoose={setHow}
      />
      <p>{hints[how]}.</p>
      {plan === undefined || plan.disks.length === 0 ? null : (
        <Facts title={t('What becomes of each disk')}>
          {plan.disks.map((disk) => (
            <Fact key={disk.target} name={disk.target}>
              {visibleText(diskWords(disk))}
            </Fact>
          ))}
        </Facts>
      )}
      {plan?.notes.map((note) => (
        <p key={note}>{visibleText(note)}</p>
      ))}
      {plan?.refusal === undefined ? null : <p role="alert">{visibleText(plan.refusal)}</p>}
      <FailureAlert failure={failure} error={error} />
    </Dialog>
  )
}
