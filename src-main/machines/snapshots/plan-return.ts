import type { SnapshotChange } from '../../../src-preload/contract/calls/snapshots'
import type { SnapshotEffect } from '../../../src-preload/contract/snapshot'
import { t } from '../../../src-preload/language/t'
import { virshLine } from '../../jobs/virsh-line'
import type { MachineFacts } from './machine-facts'
import type { PlanParts } from './plan-create'
import { imagesBelow, type SnapshotFacts } from './read-snapshots'
import { descendantsOf, filesOf, kindOf } from './snapshot-tree'
import { versionText } from './version-text'

type Reversion = Extract<SnapshotChange, { act: 'revert' }>
type Deletion = Extract<SnapshotChange, { act: 'delete' }>

/** From which libvirt on external snapshots are reverted to, and their memory is deleted too. */
const REVERTS_EXTERNAL = 9_009_000
const DELETES_EXTERNAL = 9_000_000

const tooOld = (what: string, since: string, facts: MachineFacts): string =>
  t('{what} needs libvirt {since} or newer; this host has {version}.', {
    what,
    since,
    version: versionText(facts.daemonVersion),
  })

const image = (facts: MachineFacts, path: string) => {
  const size = facts.sizes.get(path) ?? facts.disks.find((disk) => disk.path === path)?.size
  return { kind: 'disk' as const, label: path, ...(size !== undefined && { size }) }
}

/** What others would lose when images change or go under them. */
const takenFromOthers = (facts: MachineFacts, paths: ReadonlySet<string>): string[] =>
  facts.disks
    .flatMap(({ images }) => images)
    .filter(({ path, neededBy }) => paths.has(path) && neededBy.length > 0)
    .map(({ path, neededBy }) =>
      t('{path} would change under what needs it: {names}.', {
        path,
        names: neededBy.join(', '),
      }),
    )

const mixed = (found: SnapshotFacts): string[] =>
  kindOf(found) === 'mixed'
    ? [t('It is both internal and external, which libvirt does not take apart.')]
    : []

const firmwareWarning = ({ firmware }: MachineFacts, found: SnapshotFacts): string[] =>
  firmware.isFlash && kindOf(found) !== 'internal'
    ? [t('What its UEFI firmware remembers stays as it is now.')]
    : []

/** Says what going back to a snapshot changes and loses, and what stands in its way. */
export const planRevert = (
  { name }: Reversion,
  found: SnapshotFacts,
  facts: MachineFacts,
  uri: string,
): PlanParts => {
  const isInternal = kindOf(found) === 'internal'
  const inIt = new Set(found.disks.flatMap(({ target, how }) => (how === 'no' ? [] : [target])))
  const kept = facts.disks.filter(({ target }) => inIt.has(target) || inIt.size === 0)
  const left = facts.disks.filter((disk) => !kept.includes(disk))
  const wakes = found.state === 'running' || found.state === 'paused'
  const effects: SnapshotEffect[] = [
    ...kept.map((disk): SnapshotEffect => {
      const file = image(facts, disk.path ?? disk.target)
      return isInternal
        ? {
            ...file,
            fate: 'changes',
            reason: t('{target} is again as it was then', { target: disk.target }),
          }
        : {
            ...file,
            fate: 'vanishes',
            reason: t(
              '{target} goes on from what is below it, in a new file that libvirt names; where other snapshots lie on this one it stays',
              { target: disk.target },
            ),
          }
    }),
    ...left.map((disk): SnapshotEffect => ({
      ...image(facts, disk.path ?? disk.target),
      fate: 'stays',
      reason: t('{target} is not in the snapshot and stays as it is now', { target: disk.target }),
    })),
    ...(facts.isRunning
      ? [
          {
            fate: 'vanishes' as const,
            kind: 'memory' as const,
            label: t('what is in memory now'),
            reason: t('the machine is stopped without being asked'),
          },
        ]
      : []),
  ]
  return {
    effects,
    warnings: [
      t('What {name} has written since its last snapshot is lost.', { name: facts.name }),
      wakes
        ? t('It runs afterwards, as it did then.')
        : t('It is shut off afterwards, as it was then.'),
      ...(left.length > 0
        ? [
            t('Not in the snapshot: {targets}.', {
              targets: left.map(({ target }) => target).join(', '),
            }),
          ]
        : []),
      ...firmwareWarning(facts, found),
      ...(facts.hasTpm && found.memory === 'no'
        ? [t('What its TPM holds stays as it is now.')]
        : []),
    ],
    refusals: [
      ...mixed(found),
      ...takenFromOthers(facts, new Set(kept.flatMap(({ path }) => path ?? []))),
      ...(!isInternal && facts.daemonVersion < REVERTS_EXTERNAL
        ? [tooOld(t('Reverting to an external snapshot'), '9.9', facts)]
        : []),
    ],
    mixesKinds: false,
    virshLine: virshLine(uri, 'snapshot-revert', { domain: facts.name, snapshotname: name }),
  }
}

const vanishing = (found: SnapshotFacts, facts: MachineFacts): SnapshotEffect[] => {
  const external = new Set(filesOf(found))
  return [
    {
      fate: 'vanishes',
      kind: 'snapshot',
      label: found.name,
      reason: t('there is no way back to it'),
    },
    ...found.disks.flatMap(({ target, how, overlay }): SnapshotEffect[] => {
      const path = facts.disks.find((disk) => disk.target === target)?.path ?? target
      if (how === 'internal') {
        return [
          {
            ...image(facts, path),
            fate: 'changes',
            reason: t('loses the state of {target} inside', { target }),
          },
        ]
      }
      if (how === 'no' || overlay === undefined) return []
      return [
        {
          ...image(facts, overlay),
          fate: 'vanishes',
          reason: t('what {target} wrote after it is merged into the image below first', {
            target,
          }),
        },
      ]
    }),
    ...(found.memoryFile !== undefined && external.has(found.memoryFile)
      ? [
          {
            ...image(facts, found.memoryFile),
            kind: 'memory' as const,
            ...(facts.daemonVersion < REVERTS_EXTERNAL
              ? { fate: 'stays' as const, reason: t('this host’s libvirt leaves it where it is') }
              : { fate: 'vanishes' as const, reason: t('its memory of then') }),
          },
        ]
      : []),
  ]
}

/** Images that the overlays of external snapshots are merged into. */
const mergedInto = (going: readonly SnapshotFacts[], facts: MachineFacts): SnapshotEffect[] => {
  const below = new Map(going.flatMap((snapshot) => [...imagesBelow(snapshot)]))
  const vanish = new Set(going.flatMap(filesOf))
  return [...below]
    .filter(([path]) => !vanish.has(path))
    .map(([path, target]) => ({
      ...image(facts, path),
      fate: 'changes',
      reason: t('takes in what {target} wrote after it', { target }),
    }))
}

/** Says what deleting a snapshot, or a branch of them, changes and removes, and what stands in its way. */
export const planDelete = (
  { name, withChildren }: Deletion,
  found: SnapshotFacts,
  facts: MachineFacts,
  uri: string,
): PlanParts => {
  const descendants = descendantsOf(facts.snapshots, name)
  const going = withChildren ? [found, ...descendants] : [found]
  const isExternal = going.some((snapshot) => kindOf(snapshot) !== 'internal')
  const effects = [
    ...going.flatMap((snapshot) => vanishing(snapshot, facts)),
    ...mergedInto(going, facts),
  ]
  const touched = new Set(
    effects.flatMap(({ kind, fate, label }) => (kind === 'disk' && fate !== 'stays' ? label : [])),
  )
  return {
    effects,
    warnings:
      !withChildren && descendants.length > 0
        ? [t('The snapshots after it stay, and move up to the one before it.')]
        : [],
    refusals: [
      ...going.flatMap(mixed).slice(0, 1),
      ...(isExternal ? takenFromOthers(facts, touched) : []),
      ...(isExternal && facts.daemonVersion < DELETES_EXTERNAL
        ? [tooOld(t('Deleting an external snapshot'), '9.0', facts)]
        : []),
    ],
    mixesKinds: false,
    virshLine: virshLine(uri, 'snapshot-delete', {
      domain: facts.name,
      snapshotname: name,
      children: withChildren,
    }),
  }
}
