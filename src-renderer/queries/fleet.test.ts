import { describe, expect, it } from 'vitest'
import { machineNamed } from '../testing/machines'
import { applyDeltas, emptyFleet, fleetOf, machineIn } from './fleet'

const a = machineNamed('a')
const b = machineNamed('b')
const c = machineNamed('c')
const running = { ...a, state: 'running' } as const

const delta = (version: number, changed = [a], removed: string[] = []) => ({
  version,
  changed,
  removed,
})

describe('the fleet', () => {
  it('has nothing before the first snapshot', () => {
    expect(machineIn(emptyFleet, a.id)).toBeUndefined()
  })

  it('takes deltas in order, and leaves the version before as it was', () => {
    const before = fleetOf({ version: 3, machines: [a, b] })
    const after = applyDeltas(before, [delta(4, [running]), delta(5, [c], [b.id])])
    expect(after).toMatchObject({ version: 5, machines: [running, undefined, c] })
    expect(before.machines).toEqual([a, b])
  })

  it('gives a machine that comes back its own slot', () => {
    const gone = applyDeltas(fleetOf({ version: 0, machines: [a, b] }), [delta(1, [], [a.id])])
    const back = gone && applyDeltas(gone, [delta(2, [running])])
    expect(back?.machines).toEqual([running, b])
  })

  it('passes over deltas that the snapshot already has', () => {
    const fleet = fleetOf({ version: 5, machines: [running] })
    expect(applyDeltas(fleet, [delta(4), delta(5)])).toBe(fleet)
    expect(applyDeltas(fleet, [delta(5), delta(6, [b])])?.version).toBe(6)
  })

  it('notices that a delta is missing', () => {
    const fleet = fleetOf({ version: 1, machines: [a] })
    expect(applyDeltas(fleet, [delta(3)])).toBeNull()
    expect(applyDeltas(fleet, [delta(2), delta(4)])).toBeNull()
  })
})
