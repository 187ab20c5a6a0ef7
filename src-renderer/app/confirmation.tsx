import { rich } from '../ui/rich'
import {
  machineActions,
  whyNot,
  type Machine,
  type MachineAction,
} from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { subjectOf } from '../machines/plan-actions'
import { machineIn } from '../queries/fleet'
import { currentFleet } from '../queries/machines'
import { closeOverlay, type Overlay } from '../state/overlay'
import { say } from '../state/status'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { HostText } from '../ui/host-text'
import { runMachineAction } from './run-machine-action'
import styles from './confirmation.module.css'

/** Names spelled out; nobody reads more, and the count is in the title. */
const NAMES_SHOWN = 200

/** What the person should know before; only actions that take something away are here. */
const consequences: Partial<Record<MachineAction, string>> = {
  forceOff: t(
    'This is like pulling the power cord: what the guest has not written to its disks is lost.',
  ),
  reset: t(
    'This is like pressing the reset button: what the guest has not written to its disks is lost.',
  ),
}

/** The machines as they are by now, without those that are gone or that it no longer fits. */
const stillFitting = (action: MachineAction, machines: readonly Machine[]): readonly Machine[] =>
  machines.flatMap((machine) => {
    const now = machineIn(currentFleet(), machine.id)
    return now !== undefined && whyNot(action, now) === null ? now : []
  })

type ConfirmationOverlay = Extract<Overlay, { kind: 'confirmation' }>

/** Asks before an action that can lose something. */
export const Confirmation = ({ action, machines, leftAlone }: ConfirmationOverlay) => {
  const infinitive = t(machineActions[action].infinitive)
  const verb = infinitive.charAt(0).toUpperCase() + infinitive.slice(1)
  const [only] = machines.length === 1 ? machines : []
  const act = (): void => {
    closeOverlay()
    const fitting = stillFitting(action, machines)
    if (fitting.length > 0) runMachineAction([action], fitting)
    else say(t('{verb}: nothing to do any more', { verb }))
  }
  return (
    <ConfirmDialog
      label={t('{verb} {subject}?', { verb, subject: subjectOf(machines) })}
      title={rich('{verb} {subject}?', {
        verb,
        subject: only === undefined ? subjectOf(machines) : <HostText text={only.name} />,
      })}
      verb={verb}
      onAct={act}
      onCancel={closeOverlay}
    >
      <p>{consequences[action]}</p>
      {machines.length > 1 ? (
        <ul className={styles['names']}>
          {machines.slice(0, NAMES_SHOWN).map((machine) => (
            <li key={machine.id}>
              <HostText text={machine.name} />
            </li>
          ))}
          {machines.length > NAMES_SHOWN ? (
            <li>
              {t('and {count, plural, one {# more machine} other {# more machines}}', {
                count: machines.length - NAMES_SHOWN,
              })}
            </li>
          ) : null}
        </ul>
      ) : null}
      {leftAlone > 0 ? (
        <p>
          {t(
            '{leftAlone, plural, one {# other selected machine} other {# other selected machines}} will be left alone.',
            { leftAlone },
          )}
        </p>
      ) : null}
    </ConfirmDialog>
  )
}
