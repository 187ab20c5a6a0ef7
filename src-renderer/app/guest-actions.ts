import {
  ArchiveRestore,
  Clock,
  HardDrive,
  KeyRound,
  Power,
  RotateCcw,
  Save,
  Scissors,
  ShieldCheck,
  Snowflake,
  SquareTerminal,
  Waves,
} from 'lucide-react'
import type { Machine } from '../../src-preload/contract/machine'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { tellGuests } from '../guest/guest-calls'
import { openOverlay } from '../state/overlay'
import { raiseFailure } from '../state/problems'
import type { Action, ActionContext } from './action'

/** How long file systems stay frozen unless somebody lets them go on, in s. */
const FREEZE_S = 60

const whyNotRunning = ({ targets }: ActionContext): string | null => {
  if (targets.length === 0) return 'no machine is selected'
  return targets.some(({ state }) => state === 'running') ? null : 'it does not run'
}

const whyNotOne = ({ targets }: ActionContext): string | null => {
  const [machine, ...others] = targets
  if (machine === undefined) return 'no machine is selected'
  if (others.length > 0) return 'it is for one machine at a time'
  return machine.staleSince === undefined ? null : 'its host is disconnected'
}

const onMachines = { keys: [], keyContext: 'list', group: 'Machines' } as const

/** What a guest's agent is told by the press of a key, in all selected machines that run. */
const toGuests = (act: Parameters<typeof tellGuests>[1]) => ({
  ...onMachines,
  whyNot: whyNotRunning,
  run: ({ targets }: ActionContext) =>
    tellGuests(
      targets.filter(({ state }) => state === 'running'),
      act,
    ),
})

/** What opens a dialog about one machine; of its guest only where that runs. */
const aboutOne = (
  kind: 'guest-run' | 'guest-access' | 'verify-launch' | 'disks' | 'back-up' | 'restore',
  needsGuest = false,
) => ({
  ...onMachines,
  whyNot: (context: ActionContext) =>
    whyNotOne(context) ?? (needsGuest ? whyNotRunning(context) : null),
  run: ({ targets: [machine] }: ActionContext) => {
    if (machine !== undefined) openOverlay({ kind, machine })
  },
})

const freeze = async ({ id }: Machine): Promise<void> => {
  try {
    await call('guest.freeze', { id, seconds: FREEZE_S })
  } catch (thrown) {
    raiseFailure(failureFrom(thrown))
  }
}

/** What is done in guests by their agents, and to machines' disks while they run. */
export const guestActionTable: readonly Action[] = [
  {
    ...aboutOne('back-up'),
    id: 'machine.back-up',
    title: 'Back up…',
    icon: Save,
    keywords: 'backup incremental checkpoint copy',
  },
  {
    ...aboutOne('restore'),
    id: 'machine.restore-backup',
    title: 'Restore a backup…',
    icon: ArchiveRestore,
    keywords: 'backup recover',
  },
  {
    ...aboutOne('disks'),
    id: 'machine.disks',
    title: 'Disks…',
    icon: HardDrive,
    keywords: 'resize grow copy mirror pivot commit merge pull flatten chain block job',
  },
  {
    ...aboutOne('guest-run', true),
    id: 'guest.run',
    title: 'Run in the guest…',
    icon: SquareTerminal,
    keywords: 'agent exec command script',
  },
  {
    ...aboutOne('guest-access', true),
    id: 'guest.access',
    title: 'Access to the guest…',
    icon: KeyRound,
    keywords: 'agent password ssh keys user',
  },
  {
    ...aboutOne('verify-launch'),
    id: 'machine.verify-launch',
    title: 'Verify the launch…',
    icon: ShieldCheck,
    keywords: 'launch security sev measurement attest attestation confidential',
  },
  {
    ...toGuests('syncClock'),
    id: 'guest.sync-clock',
    title: 'Set the guest’s clock',
    icon: Clock,
    keywords: 'agent time sync',
  },
  {
    ...onMachines,
    whyNot: whyNotRunning,
    run: ({ targets }) => {
      for (const machine of targets) if (machine.state === 'running') void freeze(machine)
    },
    id: 'guest.freeze',
    title: 'Freeze the guest’s file systems',
    icon: Snowflake,
    keywords: 'agent fsfreeze quiesce',
  },
  {
    ...toGuests('thaw'),
    id: 'guest.thaw',
    title: 'Thaw the guest’s file systems',
    icon: Waves,
    keywords: 'agent fsthaw unfreeze',
  },
  {
    ...toGuests('trim'),
    id: 'guest.trim',
    title: 'Trim the guest’s file systems',
    icon: Scissors,
    keywords: 'agent fstrim discard',
  },
  {
    ...toGuests('shutDown'),
    id: 'guest.shut-down',
    title: 'Shut down by the agent',
    icon: Power,
    keywords: 'guest stop',
  },
  {
    ...toGuests('reboot'),
    id: 'guest.reboot',
    title: 'Reboot by the agent',
    icon: RotateCcw,
    keywords: 'guest restart',
  },
]
