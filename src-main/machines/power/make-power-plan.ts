import { join } from 'node:path'
import type { Settings } from '../../settings/settings'
import type { MachineNotes } from '../metadata/machine-notes'
import type { TagReader } from '../metadata/tag-reader'
import { PowerPlan, type PowerPlanParts } from './power-plan'
import { ScheduleClock } from './schedule-clock'

type Given = 'inventory' | 'reach' | 'control' | 'jobs' | 'uriOf' | 'log'

/** The power plan of an app: its schedules are settings, and its clock is kept in its folder. */
export const makePowerPlan = ({
  notes,
  tags,
  settings,
  folder,
  ...given
}: Pick<PowerPlanParts, Given> & {
  readonly notes: MachineNotes
  readonly tags: TagReader
  readonly settings: Settings
  readonly folder: string
}): PowerPlan =>
  new PowerPlan({
    ...given,
    metadataOf: (id) => notes.of(id),
    readTags: () => tags.all(),
    schedules: () => settings.values.schedules,
    clock: new ScheduleClock(join(folder, 'schedules.json'), Date.now, given.log),
  })
