import { setTimeout as sleep } from 'node:timers/promises'
import { DomainState, remote, type DomainRef } from '../../src-main/libvirt'
import { progress } from './progress'
import type { SharedFleet } from './shared-fleet'

const BEAT_MS = 20
/** A prime, so that neighbours in time are far apart in the list and each has its turn. */
const STRIDE = 7919

interface Target {
  readonly fleet: SharedFleet
  readonly dom: DomainRef
  isPaused: boolean
}

/** Pauses and resumes machines of all hosts. */
export class Storm {
  readonly #targets: readonly Target[]
  #sent = 0

  constructor(fleets: readonly SharedFleet[]) {
    this.#targets = fleets.flatMap((fleet) =>
      fleet.domains.map((dom) => ({ fleet, dom, isPaused: false })),
    )
  }

  /** Blows for a while, so hard that each second has so many events. */
  async blow({
    ms,
    perSecond,
  }: {
    readonly ms: number
    readonly perSecond: number
  }): Promise<void> {
    const before = this.#sent
    const calls: Promise<unknown>[] = []
    const start = performance.now()
    for (let elapsed = 0; elapsed < ms; elapsed = performance.now() - start) {
      while (this.#sent - before < (elapsed / 1000) * perSecond) calls.push(this.#change())
      await sleep(BEAT_MS)
    }
    await Promise.all(calls)
    const seconds = (performance.now() - start) / 1000
    progress(`${this.#sent - before} events in ${seconds.toFixed(1)} s`)
  }

  #change(): Promise<unknown> {
    const target = this.#targets[(this.#sent++ * STRIDE) % this.#targets.length]
    if (!target) throw new Error('there is no machine')
    const { fleet, dom, isPaused } = target
    target.isPaused = !isPaused
    return fleet.connection.call(isPaused ? remote.domainResume : remote.domainSuspend, { dom })
  }
}

/** The state of every machine in the app's words, by name, as each host has it. */
export const stateOfAll = async (
  fleets: readonly SharedFleet[],
): Promise<ReadonlyMap<string, string>> => {
  const states = new Map<string, string>()
  for (const { connection, domains } of fleets) {
    await Promise.all(
      domains.map(async (dom) => {
        const { state } = await connection.call(remote.domainGetState, { dom, flags: 0 })
        states.set(dom.name, state === DomainState.paused ? 'Paused' : 'Running')
      }),
    )
  }
  return states
}
