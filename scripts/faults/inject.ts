import { setTimeout as sleep } from 'node:timers/promises'
import type { DaemonKeeper } from './daemon-keeper'
import { nextFault } from './next-fault'
import type { FaultProxy } from '../../src-main/libvirt/testing/fault-proxy/fault-proxy'
import type { Random } from '../../src-main/libvirt/testing/random'

/** Share of the faults that are meant for the app; the others meet clients that call all the time. */
const SHARE_OF_APP = 0.25
/** Pause between two faults, in ms. */
const PAUSE_MS = { least: 10, most: 300 }

export interface Injection {
  readonly count: number
  readonly random: Random
  readonly proxies: { readonly app: FaultProxy; readonly raw: FaultProxy }
  readonly keeper: DaemonKeeper
  /** Hears how it goes. */
  readonly tell: (line: string) => void
}

/** Injects faults one after the other; resolves, once all have struck, with how many of each kind. */
export const inject = async ({
  count,
  random,
  proxies,
  keeper,
  tell,
}: Injection): Promise<ReadonlyMap<string, number>> => {
  const kinds = new Map<string, number>()
  const striking = { app: Promise.resolve(), raw: Promise.resolve(), daemon: Promise.resolve() }
  for (let number = 1; number <= count; number++) {
    const fault = nextFault(random)
    const isForApp = random.chance(SHARE_OF_APP)
    await sleep(random.integer(PAUSE_MS.least, PAUSE_MS.most))
    if (fault.of === 'daemon') {
      await striking.daemon
      striking.daemon = keeper.strike(fault.fault)
    } else if (isForApp && !proxies.app.isArmed) {
      striking.app = proxies.app.arm(fault)
    } else {
      // The app may be quiet for a while: what is meant for it meanwhile meets the others.
      await striking.raw
      striking.raw = proxies.raw.arm(fault)
    }
    const { kind } = fault.fault
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
    if (number % 100 === 0) tell(`${number} faults`)
  }
  await Promise.all(Object.values(striking))
  return kinds
}
