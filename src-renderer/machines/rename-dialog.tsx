import { useState } from 'react'
import type { Machine } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { FailureAlert } from '../failures/failure-alert'
import { useOrder } from '../failures/use-order'
import { closeOverlay } from '../state/overlay'
import { say } from '../state/status'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { NameField } from '../ui/name-field'
import { isolated } from '../ui/visible-text'

/** Gives a machine another name. */
export const RenameDialog = ({ machine }: { readonly machine: Machine }) => {
  const [name, setName] = useState(machine.name)
  const { failure, order } = useOrder()
  const wanted = name.trim()
  const isNew = wanted !== '' && wanted !== machine.name
  const rename = (): void => {
    if (!isNew) return
    void order(async () => {
      await call('machines.rename', { id: machine.id, name: wanted })
      closeOverlay()
      say(
        t('Renamed {name} to {wanted}', { name: isolated(machine.name), wanted: isolated(wanted) }),
      )
    })
  }
  return (
    <Dialog
      title={t('Rename {name}', { name: isolated(machine.name) })}
      onClose={closeOverlay}
      onSubmit={rename}
      buttons={
        <>
          <Button onClick={closeOverlay}>{t('Cancel')}</Button>
          <Button look="primary" submits aria-disabled={!isNew}>
            {t('Rename')}
          </Button>
        </>
      }
    >
      <NameField name={name} onName={setName} />
      <FailureAlert failure={failure} />
    </Dialog>
  )
}
