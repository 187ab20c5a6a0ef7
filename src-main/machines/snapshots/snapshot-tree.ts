import type { Snapshot } from '../../../src-preload/contract/snapshot'
import type { KnownSnapshots, SnapshotFacts } from './read-snapshots'

/** Where a snapshot keeps what it keeps. */
export const kindOf = ({ memory, disks }: SnapshotFacts): Snapshot['kind'] => {
  const ways = new Set([memory, ...disks.map(({ how }) => how)])
  if (!ways.has('external')) return 'internal'
  return ways.has('internal') ? 'mixed' : 'external'
}

/** The files that a snapshot made: overlays, and memory. */
export const filesOf = ({ memoryFile, disks }: SnapshotFacts): readonly string[] => [
  ...disks.flatMap(({ how, overlay }) =>
    how === 'external' && overlay !== undefined ? [overlay] : [],
  ),
  ...(memoryFile === undefined ? [] : [memoryFile]),
]

/**
 * Snapshots as a tree, walked from its roots: each after its parent, branches by their time. One
 * whose parent is not among them is a root; so is whatever a loop of parents would hide.
 */
export const snapshotTree = (
  { snapshots, current }: KnownSnapshots,
  sizes: ReadonlyMap<string, number> = new Map(),
): readonly Snapshot[] => {
  const names = new Set(snapshots.map(({ name }) => name))
  const byTime = [...snapshots].sort((a, b) => a.createdAt - b.createdAt)
  const childrenOf = new Map<string | null, SnapshotFacts[]>()
  for (const snapshot of byTime) {
    const parent = snapshot.parent !== null && names.has(snapshot.parent) ? snapshot.parent : null
    const siblings = childrenOf.get(parent)
    if (siblings) siblings.push(snapshot)
    else childrenOf.set(parent, [snapshot])
  }
  const walked = new Map<string, Snapshot>()
  // A stack of its own: a chain may be deeper than calls go.
  const walk = (roots: readonly SnapshotFacts[]): void => {
    const stack = [...roots].reverse().map((facts) => ({ facts, depth: 0 }))
    for (let at = stack.pop(); at; at = stack.pop()) {
      const { facts, depth } = at
      if (walked.has(facts.name)) continue
      walked.set(facts.name, describe(facts, depth, facts.name === current, sizes))
      const below = childrenOf.get(facts.name) ?? []
      stack.push(...[...below].reverse().map((facts) => ({ facts, depth: depth + 1 })))
    }
  }
  walk(childrenOf.get(null) ?? [])
  for (const snapshot of byTime) if (!walked.has(snapshot.name)) walk([snapshot])
  return [...walked.values()]
}

const describe = (
  facts: SnapshotFacts,
  depth: number,
  isCurrent: boolean,
  sizes: ReadonlyMap<string, number>,
): Snapshot => {
  const { name, description, parent, createdAt, state, memory } = facts
  const known = filesOf(facts).flatMap((path) => sizes.get(path) ?? [])
  return {
    name,
    ...(description !== undefined && { description }),
    parent: depth === 0 ? null : parent,
    depth,
    createdAt,
    state,
    kind: kindOf(facts),
    hasMemory: memory !== 'no',
    isCurrent,
    ...(known.length > 0 && { size: known.reduce((sum, size) => sum + size, 0) }),
  }
}

/** A snapshot's descendants, itself not among them. */
export const descendantsOf = (
  snapshots: readonly SnapshotFacts[],
  name: string,
): readonly SnapshotFacts[] => {
  const found = new Set([name])
  for (let before = 0; before !== found.size;) {
    before = found.size
    for (const { name: child, parent } of snapshots) {
      if (parent !== null && found.has(parent)) found.add(child)
    }
  }
  return snapshots.filter((snapshot) => snapshot.name !== name && found.has(snapshot.name))
}
