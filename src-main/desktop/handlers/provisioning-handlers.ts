import type { provisioningCalls } from '../../../src-preload/contract/calls/provisioning'
import { t } from '../../../src-preload/language/t'
import { attempt } from '../../failures/problem'
import type { Desk } from '../desk'
import type { HandlersOf } from '../ipc-server'

export const provisioningHandlers = ({
  services: { provisioner },
}: Desk): HandlersOf<keyof typeof provisioningCalls> => ({
  'provisioning.defaults': () => {
    const { network: _network, gpu: _gpu, ...defaults } = provisioner.parts.defaults
    return defaults
  },
  'provisioning.osPresets': () => provisioner.parts.presets.list(),
  'provisioning.plan': (request) =>
    attempt(t('plan {name}', { name: request.name }), () => provisioner.plan(request)),
  'provisioning.create': (request) =>
    attempt(t('make {name}', { name: request.name }), async () => {
      const { jobId } = await provisioner.create(request)
      return { jobId }
    }),
})
