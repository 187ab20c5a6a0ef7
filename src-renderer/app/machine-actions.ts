import {
  CircleStop,
  Grid2x2,
  History,
  Monitor,
  Pause,
  Play,
  Power,
  RefreshCcw,
  RotateCcw,
  Save,
  SquareTerminal,
  type LucideIcon,
} from 'lucide-react'
import { FEWEST_TILES, MOST_TILES } from '../../src-preload/contract/console'
import {
  machineActions,
  whyNot,
  type Machine,
  type MachineAction,
  type MachineId,
} from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import { call } from '../bridge/call'
import { failureFrom } from '../bridge/failure-error'
import { openPage } from '../state/page'
import { raiseFailure } from '../state/problems'
import { describeRefusal, planActions } from '../machines/plan-actions'
import type { Action, ActionContext } from './action'
import { confirmMachineAction, runMachineAction } from './run-machine-action'

type Candidates = readonly [MachineAction, ...MachineAction[]]

const fits = (action: MachineAction, machines: readonly Machine[]): boolean =>
  machines.some((machine) => whyNot(action, machine) === null)

const whyNone = (actions: Candidates, { targets }: ActionContext): string | null => {
  if (targets.length === 0) return t('no machine is selected')
  if (actions.some((action) => fits(action, targets))) return null
  const { leftAlone } = planActions(actions, targets)
  const reasons = new Set(leftAlone.map(({ reason }) => reason))
  return reasons.size === 1 ? (leftAlone[0]?.reason ?? null) : t('it fits none of the selected')
}

const capitalised = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

const verbOf = (action: MachineAction): string => capitalised(t(machineActions[action].infinitive))

/** The verb of the first action that fits a machine. */
const verbFor = (actions: Candidates, { targets }: ActionContext): string =>
  verbOf(actions.find((action) => fits(action, targets)) ?? actions[0])

/** Of running and paused machines together, the running ones are meant: all are paused then. */
const pauseOrResume = (machines: readonly Machine[]): Candidates =>
  fits('pause', machines) || !fits('resume', machines) ? ['pause'] : ['resume']

/** What all actions on machines have in common; `candidatesFor` says which may be meant. */
const onMachines = (
  id: MachineAction,
  key: string,
  icon: LucideIcon,
  candidatesFor: (machines: readonly Machine[]) => Candidates = () => [id],
) => ({
  id: `machine.${id}`,
  title: (context: ActionContext) => verbFor(candidatesFor(context.targets), context),
  keys: [key],
  keyContext: 'list' as const,
  group: 'Machines' as const,
  icon,
  whyNot: (context: ActionContext) => whyNone(candidatesFor(context.targets), context),
  refusal: ({ targets }: ActionContext) => {
    const candidates = candidatesFor(targets)
    return describeRefusal(candidates[0], planActions(candidates, targets))
  },
  run: ({ targets }: ActionContext) => runMachineAction(candidatesFor(targets), targets),
})

const confirmed = (action: MachineAction) => ({
  dangerous: true,
  run: ({ targets }: ActionContext) => confirmMachineAction(action, targets),
})

/** How many windows one key press may open. */
const WINDOWS_AT_ONCE = 8

/** What actions have in common that open a window for each machine. */
const openingWindows = (what: string, open: (id: MachineId) => Promise<unknown>) => ({
  keyContext: 'list' as const,
  group: 'Machines' as const,
  whyNot: ({ targets }: ActionContext) => {
    if (targets.length === 0) return t('no machine is selected')
    return targets.length > WINDOWS_AT_ONCE
      ? t('at most {windowsAtOnce} {what} open at once', { windowsAtOnce: WINDOWS_AT_ONCE, what })
      : null
  },
  run: async ({ targets }: ActionContext): Promise<void> => {
    for (const { id } of targets) {
      try {
        await open(id)
      } catch (thrown) {
        raiseFailure(failureFrom(thrown))
      }
    }
  },
})

const openTiles = async (machines: readonly Machine[]): Promise<void> => {
  try {
    await call('consoles.openTiles', { ids: machines.map(({ id }) => id) })
  } catch (thrown) {
    raiseFailure(failureFrom(thrown))
  }
}

/** What a person can do to machines. */
export const machineActionTable: readonly Action[] = [
  {
    ...onMachines('start', 's', Play, () => ['start', 'resume', 'restore']),
    generalTitle: t('Start, resume or restore'),
    keywords: t('boot power on'),
  },
  {
    ...onMachines('pause', 'p', Pause, pauseOrResume),
    generalTitle: t('Pause or resume'),
    keywords: t('freeze suspend'),
  },
  { ...onMachines('shutDown', 'd', Power), keywords: t('stop halt power off shutdown') },
  { ...onMachines('reboot', 'r', RotateCcw), keywords: t('restart') },
  { ...onMachines('save', 'h', Save), title: t('Save to disk'), keywords: t('managed hibernate') },
  {
    ...onMachines('reset', 'Shift+R', RefreshCcw),
    ...confirmed('reset'),
    keywords: t('hard restart'),
  },
  {
    ...onMachines('forceOff', 'Shift+D', CircleStop),
    ...confirmed('forceOff'),
    keywords: t('destroy kill power off'),
  },
  {
    id: 'machine.console',
    title: t('Serial console'),
    keys: ['c', 'Enter'],
    icon: SquareTerminal,
    keywords: t('terminal open'),
    ...openingWindows('consoles', (id) => call('consoles.open', { id, device: null })),
  },
  {
    id: 'machine.tiles',
    title: t('Consoles beside each other'),
    keys: ['Shift+C'],
    keyContext: 'list',
    group: 'Machines',
    icon: Grid2x2,
    keywords: t('tiled tiles serial terminal broadcast several'),
    whyNot: ({ targets }) => {
      if (targets.length < FEWEST_TILES) return t('two machines or more have to be selected')
      return targets.length > MOST_TILES
        ? t('at most {mostTiles} fit one window', { mostTiles: MOST_TILES })
        : null
    },
    run: ({ targets }) => void openTiles(targets),
  },
  {
    id: 'machine.display',
    title: t('Graphical display'),
    keys: ['g'],
    icon: Monitor,
    keywords: t('screen vnc spice open'),
    ...openingWindows('displays', (id) => call('displays.open', { id })),
  },
  {
    id: 'machine.history',
    title: t('History of the machine'),
    keys: [],
    keyContext: 'list',
    group: 'Machines',
    icon: History,
    keywords: t('timeline events log happened'),
    whyNot: ({ targets }) => (targets.length === 1 ? null : t('it is the history of one machine')),
    run: ({ targets }) => {
      const [machine] = targets
      if (machine !== undefined) openPage({ kind: 'history', machineId: machine.id })
    },
  },
]
