import type { launchSecurityCalls } from '../../../src-preload/contract/calls/launch-security'
import { attempt } from '../../failures/problem'
import { attest, readLaunchMeasurement } from '../../machines/launch-security/machine-launch'
import type { Desk } from '../desk'
import type { HandlersOf } from '../ipc-server'

export const launchSecurityHandlers = ({
  services: { reach },
}: Desk): HandlersOf<keyof typeof launchSecurityCalls> => ({
  'machines.launchMeasurement': ({ id }) => {
    const { machine, connection, dom } = reach(id)
    return attempt(`read the launch of ${machine.name}`, () =>
      readLaunchMeasurement(connection, dom),
    )
  },
  'machines.verifyLaunch': ({ id, ...files }) => {
    const { machine, connection, dom } = reach(id)
    return attempt(`verify the launch of ${machine.name}`, async () =>
      attest(await readLaunchMeasurement(connection, dom), files),
    )
  },
})
