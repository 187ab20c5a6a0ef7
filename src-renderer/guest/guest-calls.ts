import { queryOptions } from '@tanstack/react-query'
import type { CallInput } from '../../src-preload/contract'
import type { GuestReport } from '../../src-preload/contract/guest'
import type { Machine } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { listen } from '../bridge/listen'
import { queryClient } from '../queries/query-client'
import { raiseFailure } from '../state/problems'
import { say } from '../state/status'
import { isolated } from '../ui/visible-text'

/** How often the guest of the machine that is shown is asked, in ms. */
const CADENCE = 30_000

// Not below `['machine', id]`: news of the machine must not ask its guest each time.
const guestKey = (id: string) => ['guest', id] as const

export const guestQuery = ({ id, state }: Machine) =>
  queryOptions({
    queryKey: [...guestKey(id), state],
    queryFn: () => call('guest.read', { id, insist: false }),
    staleTime: CADENCE,
    // Whether somebody is there at all, and that it came, is told.
    refetchInterval: ({ state: { data } }) => (data?.state === 'answering' ? CADENCE : false),
  })

/** Asks a guest that did not answer a moment ago. */
export const askAgain = async ({ id, state }: Machine): Promise<void> => {
  try {
    const report: GuestReport = await call('guest.read', { id, insist: true })
    queryClient.setQueryData([...guestKey(id), state], report)
  } catch (thrown) {
    raiseFailure(failureFrom(thrown))
  }
}

/** Reads what guests say anew when their agents come or go; the returned function stops it. */
export const followGuests = (): (() => void) =>
  listen('guest.changed', ({ machineId }) => {
    void queryClient.invalidateQueries({ queryKey: guestKey(machineId) })
  })

const done: Readonly<Record<CallInput<'guest.act'>['act'], (machine: string) => string>> = {
  syncClock: (machine) => t('Set the clock of {machine}', { machine }),
  thaw: (machine) => t('The file systems of {machine} write again', { machine }),
  trim: (machine) => t('Trimmed the file systems of {machine}', { machine }),
  shutDown: (machine) => t('Asked the guest of {machine} to shut down', { machine }),
  reboot: (machine) => t('Asked the guest of {machine} to reboot', { machine }),
  setPassword: (machine) => t('Set a password in {machine}', { machine }),
  changeSshKeys: (machine) => t('Changed keys in {machine}', { machine }),
}

/** Tells a guest's agent to do something, and says that it did. @throws FailureError */
export const tellGuest = async (machine: Machine, what: CallInput<'guest.act'>): Promise<void> => {
  await call('guest.act', what)
  say(done[what.act](isolated(machine.name)))
  await queryClient.invalidateQueries({ queryKey: guestKey(machine.id) })
}

/** The same for guests of several machines; what fails is shown. */
export const tellGuests = (
  machines: readonly Machine[],
  act: 'syncClock' | 'thaw' | 'trim' | 'shutDown' | 'reboot',
): void => {
  for (const machine of machines) {
    tellGuest(machine, { act, id: machine.id }).catch((thrown: unknown) =>
      raiseFailure(failureFrom(thrown)),
    )
  }
}
