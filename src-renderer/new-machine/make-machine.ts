import type { JobId } from '../../src-preload/contract/job'
import type { NewMachine } from '../../src-preload/contract/provisioning'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { focusGrid } from '../machines/focus'
import { jobEnded } from '../queries/host-jobs'
import { changeSelection } from '../state/selection'
import { pick } from '../state/selection-model'
import { say } from '../state/status'
import { isolated } from '../ui/visible-text'

const follow = async (jobId: JobId, name: string): Promise<void> => {
  const { state, machineIds } = await jobEnded(jobId)
  if (state !== 'done') return
  const [made] = machineIds ?? []
  if (made !== undefined) changeSelection(() => pick(made))
  say(t('Made {name}', { name }))
  if (document.activeElement === document.body) focusGrid()
}

/**
 * Answers once the host has begun; the cursor goes to the machine when it is there.
 *
 * @throws FailureError
 */
export const makeMachine = async (request: NewMachine): Promise<void> => {
  const { jobId } = await call('provisioning.create', request)
  const name = isolated(request.name)
  say(t('Making {name}', { name }))
  void follow(jobId, name)
}
