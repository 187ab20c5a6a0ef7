import { useQuery } from '@tanstack/react-query'
import type { Machine } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { FailureAlert } from '../failures/failure-alert'
import { useOrder } from '../failures/use-order'
import { jobEnded } from '../queries/host-jobs'
import { closeOverlay } from '../state/overlay'
import { say } from '../state/status'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { Fact, Facts } from '../ui/facts'
import { formatMemory } from '../ui/format'
import { isolated, visibleText } from '../ui/visible-text'

/** Says what of a machine goes into an archive, and asks where that is to be. */
export const ExportDialog = ({ machine }: { readonly machine: Machine }) => {
  const { failure, order } = useOrder()
  const { data: plan, error } = useQuery({
    queryKey: ['export-plan', machine.id],
    queryFn: () => call('machines.exportPlan', { id: machine.id }),
    staleTime: 0,
    gcTime: 0,
  })
  const canExport = plan !== undefined && plan.refusal === undefined
  const save = (): void => {
    if (!canExport) return
    void order(async () => {
      const started = await call('machines.export', { id: machine.id })
      if (started === null) return
      closeOverlay()
      say(t('Exporting {name}', { name: isolated(machine.name) }))
      if ((await jobEnded(started.jobId)).state === 'done') {
        say(t('Exported {name}', { name: isolated(machine.name) }))
      }
    })
  }
  return (
    <Dialog
      title={t('Export {name}', { name: isolated(machine.name) })}
      onClose={closeOverlay}
      onSubmit={save}
      buttons={
        <>
          <Button onClick={closeOverlay}>{t('Cancel')}</Button>
          <Button look="primary" submits aria-disabled={!canExport} data-first-focus>
            {t('Export…')}
          </Button>
        </>
      }
    >
      <p>
        {t(
          'An OVA holds the machine and its disks in one file, which this and most other virtualization programs import.',
        )}
      </p>
      {plan === undefined ? null : (
        <Facts title={t('Disks')}>
          {plan.disks.map(({ target, path, capacity, allocation }) => (
            <Fact key={target} name={target}>
              {t('{path} · {capacity}, {allocation} used', {
                path: visibleText(path),
                capacity: formatMemory(capacity / 1024),
                allocation: formatMemory(allocation / 1024),
              })}
            </Fact>
          ))}
          {plan.disks.length === 0 ? (
            <Fact name={t('None')}>{t('only its description')}</Fact>
          ) : null}
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
