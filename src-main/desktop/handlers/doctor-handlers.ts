import type { doctorCalls } from '../../../src-preload/contract/calls/doctor'
import { t } from '../../../src-preload/language/t'
import { attempt } from '../../failures/problem'
import type { Desk } from '../desk'
import type { HandlersOf } from '../ipc-server'

export const doctorHandlers = ({
  services: { doctor },
}: Desk): HandlersOf<keyof typeof doctorCalls> => ({
  'doctor.examine': ({ hostId }) => attempt(t('examine the host'), () => doctor.examine(hostId)),
  'doctor.fix': ({ hostId, findingId, command }) =>
    attempt(t('carry out the fix'), () => doctor.fix(hostId, findingId, command)),
})
