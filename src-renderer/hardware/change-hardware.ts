import type { HardwareChange } from '../../src-preload/contract/calls/hardware'
import type {
  ChangePlace,
  ChangeResult,
  MachineHardware,
} from '../../src-preload/contract/hardware'
import type { Machine } from '../../src-preload/contract/machine'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { queryClient } from '../queries/query-client'
import { raiseFailure } from '../state/problems'
import { say } from '../state/status'

const stateWords: Readonly<Record<ChangeResult['state'], string>> = {
  done: 'done',
  asked: 'the guest was asked to let go',
  'needs-restart': 'needs a restart',
  'not-running': 'it does not run',
  'no-definition': 'it has no definition',
  unchanged: 'was so already',
  skipped: 'left alone',
  'not-wanted': 'left alone',
  failed: 'failed',
}

/** Wherever it can take effect. */
export const placeFor = ({ live, isPersistent }: MachineHardware): ChangePlace => {
  if (live === undefined) return 'config'
  return isPersistent ? 'both' : 'live'
}

/** Changes the hardware and says what became of it, now and at the next boot. */
export const changeHardware = async (
  machine: Machine,
  what: string,
  where: ChangePlace,
  change: HardwareChange,
): Promise<void> => {
  try {
    const { live, config } = await call('machines.changeHardware', {
      id: machine.id,
      where,
      change,
    })
    for (const { failure } of [live, config]) if (failure !== undefined) raiseFailure(failure)
    const parts = [
      ...(where === 'config' ? [] : [`now: ${stateWords[live.state]}`]),
      ...(where === 'live' ? [] : [`at next boot: ${stateWords[config.state]}`]),
    ]
    say(`${what} – ${parts.join('; ')}`)
  } catch (thrown) {
    raiseFailure(failureFrom(thrown))
  }
  await queryClient.invalidateQueries({ queryKey: ['machine', machine.id] })
}
