import { useState } from 'react'
import { whyNot, type Machine } from '../../src-preload/contract/machine'
import type { ShutDownManner } from '../../src-preload/contract/power'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { FailureAlert } from '../failures/failure-alert'
import { useOrder } from '../failures/use-order'
import { subjectOf } from '../machines/plan-actions'
import { changeLayout } from '../state/layout'
import { closeOverlay } from '../state/overlay'
import { say } from '../state/status'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { defaultManner } from './default-manner'
import { ShutDownMannerFields } from './shut-down-manner-fields'

/** Shuts machines down with a deadline, and says what becomes of those that let it pass. */
export const ShutDownDialog = ({ machines }: { readonly machines: readonly Machine[] }) => {
  const running = machines.filter((machine) => whyNot('shutDown', machine) === null)
  const [manner, setManner] = useState<ShutDownManner>(defaultManner)
  const { failure, order } = useOrder()
  const isForced = manner.after === 'force'
  const shutDown = (): void => {
    void order(async () => {
      await call('power.shutDown', { ids: running.map(({ id }) => id), manner })
      say(t('Shutting down {running}', { running: subjectOf(running) }))
      closeOverlay()
      changeLayout({ activityShown: true })
    })
  }
  const leftAlone = machines.length - running.length
  return (
    <Dialog
      title={t('Shut down {running}', { running: subjectOf(running) })}
      onClose={closeOverlay}
      onSubmit={shutDown}
      buttons={
        <>
          <Button onClick={closeOverlay}>{t('Cancel')}</Button>
          <Button look={isForced ? 'danger' : 'primary'} submits>
            {isForced ? t('Shut down, then force') : t('Shut down')}
          </Button>
        </>
      }
    >
      <ShutDownMannerFields manner={manner} onChange={setManner} />
      {leftAlone > 0 ? (
        <p>
          {t(
            '{leftAlone, plural, one {# other selected machine} other {# other selected machines}} will be left alone.',
            { leftAlone },
          )}
        </p>
      ) : null}
      <FailureAlert failure={failure} />
    </Dialog>
  )
}
