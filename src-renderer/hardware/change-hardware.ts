import { create } from 'zustand'
import type { HardwareChange } from '../../src-preload/contract/calls/hardware'
import type { Failure } from '../../src-preload/contract/failure'
import type {
  ChangePlace,
  ChangeResult,
  HardwareOutcome,
  MachineHardware,
} from '../../src-preload/contract/hardware'
import type { Machine, MachineId } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { queryClient } from '../queries/query-client'
import { raiseFailure } from '../state/problems'
import { say } from '../state/status'

/** What became of a change, in words. */
export const stateWords: Readonly<Record<ChangeResult['state'], string>> = {
  done: t('done'),
  asked: t('the guest was asked to let go'),
  'needs-restart': t('waits for a restart'),
  'not-running': t('it does not run'),
  'no-definition': t('it has no definition'),
  unchanged: t('was so already'),
  skipped: t('left alone'),
  'not-wanted': t('left alone'),
  failed: t('failed'),
}

export const placeWords: Readonly<Record<ChangePlace, string>> = {
  both: t('now and at its next boot'),
  live: t('now, until it stops'),
  config: t('at its next boot'),
}

/** Wherever it can take effect. */
export const placeFor = ({ live, isPersistent }: MachineHardware): ChangePlace => {
  if (live === undefined) return 'config'
  return isPersistent ? 'both' : 'live'
}

/** The last change of a machine's hardware, and what became of it. */
export interface ToldOutcome extends HardwareOutcome {
  readonly machineId: MachineId
  readonly what: string
  readonly where: ChangePlace
}

/** Stays until it is dismissed or another one comes. */
export const useToldOutcome = create<{ readonly told: ToldOutcome | null }>()(() => ({
  told: null,
}))

export const dismissOutcome = (): void => useToldOutcome.setState({ told: null })

const tell = (machine: Machine, what: string, where: ChangePlace, outcome: HardwareOutcome) => {
  const { live, config } = outcome
  useToldOutcome.setState({ told: { machineId: machine.id, what, where, live, config } })
  const parts = [
    ...(where === 'config' ? [] : [t('now: {state}', { state: stateWords[live.state] })]),
    ...(where === 'live' ? [] : [t('at next boot: {state}', { state: stateWords[config.state] })]),
  ]
  say(`${what} – ${parts.join('; ')}`)
}

/** Changes the hardware and tells what became of it. Answers what failed. */
export const tryHardwareChange = async (
  machine: Machine,
  what: string,
  where: ChangePlace,
  change: HardwareChange,
): Promise<readonly Failure[]> => {
  try {
    const outcome = await call('machines.changeHardware', { id: machine.id, where, change })
    tell(machine, what, where, outcome)
    return [outcome.live, outcome.config].flatMap(({ failure }) => failure ?? [])
  } catch (thrown) {
    return [failureFrom(thrown)]
  } finally {
    void queryClient.invalidateQueries({ queryKey: ['machine', machine.id] })
  }
}

/** The same where no dialog is open that could say what failed. */
export const changeHardware = async (
  ...change: Parameters<typeof tryHardwareChange>
): Promise<void> => {
  const [{ hostId }] = change
  for (const failure of await tryHardwareChange(...change)) raiseFailure(failure, hostId)
}
