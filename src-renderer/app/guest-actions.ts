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
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { tellGuests } from '../guest/guest-calls'
import { openOverlay } from '../state/overlay'
import { raiseFailure } from '../state/problems'
import type { Action, ActionContext } from './action'

/** How long file systems stay frozen unless somebody lets them go on, in s. */
const FREEZE_S = 60

const whyNotRunning = ({ targets }: ActionContext): string | null => {
  if (targets.length === 0) return t('no machine is selected')
  return targets.some(({ state }) => state === 'running') ? null : t('it does not run')
}

const whyNotOne = ({ targets }: ActionContext): string | null => {
  const [machine, ...others] = targets
  if (machine === undefined) return t('no machine is selected')
  if (others.length > 0) return t('it is for one machine at a time')
  return machine.staleSince === undefined ? null : t('its host is disconnected')
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
    title: t('Back up…'),
    icon: Save,
    keywords: t('backup incremental checkpoint copy'),
  },
  {
    ...aboutOne('restore'),
    id: 'machine.restore-backup',
    title: t('Restore a backup…'),
    icon: ArchiveRestore,
    keywords: t('backup recover'),
  },
  {
    ...aboutOne('disks'),
    id: 'machine.disks',
    title: t('Disks…'),
    icon: HardDrive,
    keywords: t('resize grow copy mirror pivot commit merge pull flatten chain block job'),
  },
  {
    ...aboutOne('guest-run', true),
    id: 'guest.run',
    title: t('Run in the guest…'),
    icon: SquareTerminal,
    keywords: t('agent exec command script'),
  },
  {
    ...aboutOne('guest-access', true),
    id: 'guest.access',
    title: t('Access to the guest…'),
    icon: KeyRound,
    keywords: t('agent password ssh keys user'),
  },
  {
    ...aboutOne('verify-launch'),
    id: 'machine.verify-launch',
    title: t('Verify the launch…'),
    icon: ShieldCheck,
    keywords: t('launch security sev measurement attest attestation confidential'),
  },
  {
    ...toGuests('syncClock'),
    id: 'guest.sync-clock',
    title: t('Set the guest’s clock'),
    icon: Clock,
    keywords: t('agent time sync'),
  },
  {
    ...onMachines,
    whyNot: whyNotRunning,
    run: ({ targets }) => {
      for (const machine of targets) if (machine.state === 'running') void freeze(machine)
    },
    id: 'guest.freeze',
    title: t('Freeze the guest’s file systems'),
    icon: Snowflake,
    keywords: t('agent fsfreeze quiesce'),
  },
  {
    ...toGuests('thaw'),
    id: 'guest.thaw',
    title: t('Thaw the guest’s file systems'),
    icon: Waves,
    keywords: t('agent fsthaw unfreeze'),
  },
  {
    ...toGuests('trim'),
    id: 'guest.trim',
    title: t('Trim the guest’s file systems'),
    icon: Scissors,
    keywords: t('agent fstrim discard'),
  },
  {
    ...toGuests('shutDown'),
    id: 'guest.shut-down',
    title: t('Shut down by the agent'),
    icon: Power,
    keywords: t('guest stop'),
  },
  {
    ...toGuests('reboot'),
    id: 'guest.reboot',
    title: t('Reboot by the agent'),
    icon: RotateCcw,
    keywords: t('guest restart'),
  },
]
