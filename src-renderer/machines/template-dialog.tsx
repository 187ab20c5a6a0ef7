import { useState } from 'react'
import type { Machine } from '../../src-preload/contract/machine'
import { TEMPLATE_TAG } from '../../src-preload/contract/metadata'
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
import { TextField } from '../ui/text-field'
import { isolated } from '../ui/visible-text'

type How = 'itself' | 'copy'

const hints: Readonly<Record<How, string>> = {
  itself: t('Its disks become read-only, so that new machines can lie on them'),
  copy: t('A full copy becomes the template; the machine stays as it is'),
}

/** Makes a machine, or a copy of it, a template; or a template a machine again. */
export const TemplateDialog = ({ machine }: { readonly machine: Machine }) => {
  const isTemplate = machine.tags?.includes(TEMPLATE_TAG) === true
  const [how, setHow] = useState<How>('copy')
  const [name, setName] = useState(`${machine.name}-template`)
  const { failure, order } = useOrder()
  const wanted = how === 'copy' ? name.trim() : null
  const canAct = isTemplate || wanted !== ''

  const act = (): void => {
    if (!canAct) return
    void order(async () => {
      if (isTemplate) {
        await call('machines.unmakeTemplate', { id: machine.id })
        closeOverlay()
        say(t('{name} is a machine again', { name: isolated(machine.name) }))
        return
      }
      const { jobId } = await call('machines.saveTemplate', { id: machine.id, name: wanted })
      closeOverlay()
      const made = isolated(wanted ?? machine.name)
      say(t('Saving {made} as template', { made }))
      if ((await jobEnded(jobId)).state === 'done') say(t('{made} is a template', { made }))
    })
  }
  return (
    <Dialog
      title={
        isTemplate
          ? t('Make {name} a machine again', { name: isolated(machine.name) })
          : t('Save {name} as template', { name: isolated(machine.name) })
      }
      onClose={closeOverlay}
      onSubmit={act}
      buttons={
        <>
          <Button onClick={closeOverlay}>{t('Cancel')}</Button>
          <Button look="primary" submits aria-disabled={!canAct} data-first-focus>
            {isTemplate ? t('Make it a machine') : t('Save as template')}
          </Button>
        </>
      }
    >
      {isTemplate ? (
        <p>
          {t(
            'It is a template: its disks are read-only, and new machines are made of it. As a machine again it writes to them, which only works while nothing else lies on them.',
          )}
        </p>
      ) : (
        <>
          <ChoiceField
            label={t('What becomes the template')}
            hint={hints[how]}
            value={how}
            options={[
              { value: 'copy', text: t('A copy') },
              { value: 'itself', text: t('The machine itself') },
            ]}
            onChoose={setHow}
          />
          {how === 'copy' ? (
            <TextField
              label={t('Name of the template')}
              value={name}
              maxLength={200}
              onFocus={(event) => event.target.select()}
              onText={setName}
            />
          ) : null}
          <p>
            {t('New machine offers it under Another machine as template; it has the tag template.')}
          </p>
        </>
      )}
      <FailureAlert failure={failure} />
    </Dialog>
  )
}
