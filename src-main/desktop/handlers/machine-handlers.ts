import type { machineCalls } from '../../../src-preload/contract/calls/machines'
import type { MetricsPast } from '../../../src-preload/contract/metrics'
import { t } from '../../../src-preload/language/t'
import { attempt } from '../../failures/problem'
import { remote } from '../../libvirt'
import { DomainXmlFlags } from '../../libvirt/procedures/flags'
import { readDetails } from '../../machines/definition/read-details'
import { figures } from '../../metrics/tiered-series'
import type { Desk } from '../desk'
import type { HandlersOf } from '../ipc-server'

export const machineHandlers = ({ services }: Desk): HandlersOf<keyof typeof machineCalls> => ({
  'machines.snapshot': () => services.inventory.snapshot(),
  'machines.reconcile': () => services.reconcile(),
  'machines.act': ({ action, ids }) => services.control.act(action, ids),
  'machines.details': async ({ id }) => {
    const { machine, dom, connection } = services.reach(id)
    return attempt(t('read {name}', { name: machine.name }), async () => {
      const [{ xml }, { autostart }, { persistent }] = await Promise.all([
        connection.call(remote.domainGetXmlDesc, { dom, flags: 0 }),
        connection.call(remote.domainGetAutostart, { dom }),
        connection.call(remote.domainIsPersistent, { dom }),
      ])
      return readDetails(id, xml, { autostart, persistent })
    })
  },
  'machines.xml': async ({ id, nextBoot }) => {
    const { machine, dom, connection } = services.reach(id)
    const flags = nextBoot ? DomainXmlFlags.inactive : 0
    return attempt(t('read {name}', { name: machine.name }), () =>
      connection.call(remote.domainGetXmlDesc, { dom, flags }),
    )
  },
  'metrics.watch': (watch, sender) => {
    services.sampler.watch(sender, watch)
    services.tags.want(watch.ids)
  },
  'metrics.past': async ({ id, minutes }) => {
    const steps = await services.metricsHistory.last(id, minutes)
    const past = figures.map((figure, i) => [figure, steps.map((step) => step[i + 1] ?? null)])
    return { at: steps.map(([at]) => at), ...Object.fromEntries(past) } as MetricsPast
  },
})
