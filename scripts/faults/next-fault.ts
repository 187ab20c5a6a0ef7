/** The seeded choice of what goes wrong next. */
import type {
  AcceptFault,
  Direction,
  FrameFault,
  ProxyFault,
} from '../../src-main/libvirt/testing/fault-proxy/fault'
import type { Random } from '../../src-main/libvirt/testing/random'

/** What happens to the daemon itself. */
export type DaemonFault =
  | { readonly kind: 'daemon-kill'; readonly downMs: number }
  | { readonly kind: 'daemon-freeze'; readonly ms: number }

export type Fault = ProxyFault | { readonly of: 'daemon'; readonly fault: DaemonFault }

/** Words of a packet's header by their place, the length left out. */
const HEADER_WORDS = [1, 2, 3, 4, 5, 6] as const

const DIRECTIONS: readonly Direction[] = ['toClient', 'toClient', 'toDaemon']

/** Bits to turn over in a word: one, a few, or all of the lowest byte. */
const flip = (random: Random): number =>
  random.weighted<() => number>([
    [3, () => (1 << random.integer(0, 31)) >>> 0],
    [3, () => random.integer(1, 7)],
    [2, () => random.integer(1, 0xffff_ffff)],
  ])()

type Maker<T> = readonly [weight: number, make: (random: Random) => T]

const frameFaults: readonly Maker<FrameFault>[] = [
  [14, (random) => ({ kind: 'delay', ms: random.integer(1, random.chance(0.2) ? 2500 : 300) })],
  [14, (random) => ({ kind: 'split', bytes: random.integer(1, 40) })],
  [8, (random) => ({ kind: 'truncate', share: random.next() })],
  [7, (random) => ({ kind: 'corrupt-length', flip: flip(random) })],
  [
    12,
    (random) => ({ kind: 'corrupt-header', word: random.pick(HEADER_WORDS), flip: flip(random) }),
  ],
  [
    14,
    (random) => ({
      kind: 'corrupt-payload',
      share: random.next(),
      flips: Array.from({ length: random.integer(1, 8) }, () => random.integer(1, 255)),
    }),
  ],
  [14, (random) => ({ kind: 'reorder', past: random.integer(1, 6) })],
  [8, () => ({ kind: 'duplicate' })],
  [
    5,
    (random) => ({
      kind: 'oversize',
      claims: random.chance(0.5)
        ? random.integer(33_554_437, 0xffff_ffff)
        : random.integer(100_000, 33_554_432),
    }),
  ],
  [8, (random) => ({ kind: 'cut', how: random.pick(['end', 'reset'] as const) })],
  [5, (random) => ({ kind: 'half-open', how: random.pick(['swallow', 'stall'] as const) })],
]

const acceptFaults: readonly Maker<AcceptFault>[] = [
  [3, () => ({ kind: 'mute' })],
  [2, () => ({ kind: 'refuse' })],
  [
    2,
    (random) => ({
      kind: 'babble',
      bytes: Buffer.from(
        Array.from({ length: random.integer(1, 400) }, () => random.integer(0, 255)),
      ),
    }),
  ],
]

const daemonFaults: readonly Maker<DaemonFault>[] = [
  [2, (random) => ({ kind: 'daemon-kill', downMs: random.integer(0, 1500) })],
  [3, (random) => ({ kind: 'daemon-freeze', ms: random.integer(100, 3000) })],
]

const make = <T>(makers: readonly Maker<T>[], random: Random): T => random.weighted(makers)(random)

/** The next fault of a run. */
export const nextFault = (random: Random): Fault =>
  random.weighted<() => Fault>([
    [
      900,
      () => ({
        of: 'frame',
        fault: make(frameFaults, random),
        direction: random.pick(DIRECTIONS),
        after: random.integer(0, 30),
      }),
    ],
    [60, () => ({ of: 'accept', fault: make(acceptFaults, random) })],
    [40, () => ({ of: 'daemon', fault: make(daemonFaults, random) })],
  ])()
