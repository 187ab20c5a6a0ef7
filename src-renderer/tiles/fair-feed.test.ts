import { expect, it } from 'vitest'
import { FairFeed, type Drawer } from './fair-feed'

class FakeTerminal implements Drawer {
  readonly taken: number[] = []
  /** In which frames it drew. */
  readonly frames = new Set<number>()
  frame = (): number => 0

  write(bytes: Uint8Array): Promise<void> {
    this.taken.push(...bytes)
    this.frames.add(this.frame())
    return Promise.resolve()
  }
}

/** Frames of so many ms, until nothing is left to do; answers how many there were. */
const runFrames = async (
  frameMs: number,
  work: (feed: FairFeed, frame: () => number) => Promise<unknown>,
): Promise<number> => {
  const asked: ((now: number) => void)[] = []
  const state = { frames: 0, isDone: false }
  const feed = new FairFeed((step) => asked.push(step))
  const finish = async (): Promise<void> => {
    await work(feed, () => state.frames)
    state.isDone = true
  }
  const finished = finish()
  while (!state.isDone) {
    state.frames += 1
    asked.shift()?.(state.frames * frameMs)
    await new Promise((resolve) => setTimeout(resolve))
  }
  await finished
  return state.frames
}

const bytes = (count: number, value: number): Uint8Array => new Uint8Array(count).fill(value)

it('gives a terminal all that it was sent, in order', async () => {
  const terminal = new FakeTerminal()
  await runFrames(16, (feed) =>
    Promise.all([1, 2, 3].map((value) => feed.write(terminal, bytes(50_000, value)))),
  )
  expect(terminal.taken).toEqual([...bytes(50_000, 1), ...bytes(50_000, 2), ...bytes(50_000, 3)])
})

it('feeds few terminals in a frame where frames are long, each in its turn', async () => {
  const terminals = Array.from({ length: 8 }, () => new FakeTerminal())
  const perFrame = new Map<number, number>()
  await runFrames(40, (feed, frame) => {
    for (const terminal of terminals) terminal.frame = frame
    return Promise.all(terminals.map((terminal) => feed.write(terminal, bytes(400_000, 1))))
  })
  for (const { frames } of terminals) {
    for (const frame of frames) perFrame.set(frame, (perFrame.get(frame) ?? 0) + 1)
  }
  expect(Math.max(...[...perFrame.values()].slice(2))).toBe(1)
  expect(terminals.map(({ taken }) => taken.length)).toEqual(terminals.map(() => 400_000))
})

it('feeds one in several frames where even one makes them long', async () => {
  const terminals = [new FakeTerminal(), new FakeTerminal()]
  await runFrames(120, (feed, frame) => {
    for (const terminal of terminals) terminal.frame = frame
    return Promise.all(terminals.map((terminal) => feed.write(terminal, bytes(600_000, 1))))
  })
  const fed = terminals.flatMap(({ frames }) => [...frames]).sort((a, b) => a - b)
  const gaps = fed.slice(1).map((frame, index) => frame - (fed[index] ?? 0))
  expect(gaps.slice(-4)).toEqual([8, 8, 8, 8])
})

it('lets output that trickles on without a pause wait for its turn, too', async () => {
  const terminal = new FakeTerminal()
  const frames = await runFrames(16, async (feed, frame) => {
    terminal.frame = frame
    await feed.write(terminal, bytes(100, 1))
    await feed.write(terminal, bytes(100, 2))
  })
  expect([...terminal.frames]).toEqual([0, frames])
})

it('feeds all of them at once where frames are short', async () => {
  const terminals = Array.from({ length: 4 }, () => new FakeTerminal())
  const frames = await runFrames(10, (feed) =>
    Promise.all(terminals.map((terminal) => feed.write(terminal, bytes(160_000, 1)))),
  )
  // 640 kB by 64 KiB a frame.
  expect(frames).toBeLessThan(14)
})

it('lets an echo pass before the flood of others', async () => {
  const [flooded, quiet] = [new FakeTerminal(), new FakeTerminal()]
  await runFrames(16, async (feed, frame) => {
    quiet.frame = frame
    const flood = feed.write(flooded, bytes(1_000_000, 1))
    await feed.write(quiet, bytes(1, 2))
    await flood
  })
  expect([...quiet.frames]).toEqual([0])
})

it('forgets what waits for a terminal that is gone', async () => {
  const terminal = new FakeTerminal()
  await runFrames(16, async (feed) => {
    const written = feed.write(terminal, bytes(1_000_000, 1))
    feed.forget(terminal)
    await written
  })
  expect(terminal.taken.length).toBe(0)
})
