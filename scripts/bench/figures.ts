import { keyedActions } from './action-latency'
import { backups } from './backups'
import { coldStarts } from './cold-start'
import { consoles } from './consoles'
import { displays } from './displays'
import { rowEvents } from './event-to-row'
import type { Family } from './figure'
import { fleetQuestions } from './fleet-questions'
import { fleetWindow } from './fleet-window'
import { footprint } from './footprint'
import { tiledConsoles } from './tiled-consoles'
import { snapshots } from './snapshots'
import { stuckMachine } from './stuck-machine'
import { sshConnections } from './ssh-connect'
import { volumes } from './volumes'

/** Every figure there is, in the order in which they are measured. */
export const families: readonly Family[] = [
  ...fleetQuestions,
  ...volumes,
  snapshots,
  backups,
  sshConnections,
  rowEvents,
  keyedActions,
  ...coldStarts,
  ...footprint,
  ...consoles,
  tiledConsoles,
  displays,
  ...fleetWindow,
  stuckMachine,
]

/** Whether a name on the command line means a figure: the whole name, or its first words. */
const means = (asked: string, name: string): boolean =>
  name === asked || name.startsWith(`${asked}-`)

/**
 * The families that the names ask for, and of each the figures to print; all without names.
 *
 * @throws {Error} with the names there are, when one means nothing.
 */
export const choose = (names: readonly string[]): readonly Family[] => {
  const known = families.flatMap(({ figures }) => figures.map(({ name }) => name))
  const unknown = names.filter((asked) => !known.some((name) => means(asked, name)))
  if (unknown.length > 0) {
    throw new Error(`no figure is named ${unknown.join(', ')}; there are ${known.join(', ')}`)
  }
  if (names.length === 0) return families
  return families
    .map(({ figures, measure }) => ({
      figures: figures.filter(({ name }) => names.some((asked) => means(asked, name))),
      measure,
    }))
    .filter(({ figures }) => figures.length > 0)
}
