import type { Host } from '../../src-preload/contract/host'
import type { SavedView } from '../../src-preload/contract/settings'
import type { Action } from './action'
import { arrangeActionTable } from './arrange-actions'
import { columnActionTable } from './column-actions'
import { guestWindowActionTable } from './guest-window-actions'
import { guestActionTable } from './guest-actions'
import { hardwareActionTable } from './hardware-actions'
import { hostActionTable } from './host-actions'
import { listActionTable } from './list-actions'
import { machineActionTable } from './machine-actions'
import { makeActionTable } from './make-actions'
import { networkActionTable } from './network-actions'
import { poolActionTable } from './pool-actions'
import { volumeActionTable } from './volume-actions'
import { powerActionTable } from '../power/power-actions'
import { windowActionTable } from './window-actions'

/** The one table of all that a person can do, with these hosts, and with the keys it comes with. */
export const actionTable = (
  hosts: readonly Host[],
  views: readonly SavedView[] = [],
): readonly Action[] => [
  ...machineActionTable,
  ...makeActionTable,
  ...guestActionTable,
  ...hardwareActionTable,
  ...powerActionTable,
  ...hostActionTable(hosts),
  ...poolActionTable,
  ...volumeActionTable,
  ...networkActionTable,
  ...windowActionTable,
  ...arrangeActionTable(views),
  ...columnActionTable,
  ...listActionTable,
  ...guestWindowActionTable,
]
