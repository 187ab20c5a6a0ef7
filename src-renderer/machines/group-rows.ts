import { stateWords, type Machine } from '../../src-preload/contract/machine'
import { t } from '../../src-preload/language/t'
import type { Grouping } from '../state/view'
import { stateRanks } from './columns'
import { naturalKey } from './natural-key'

/** Rows that stand together: `count` of them from `first` on. */
export interface Group {
  readonly title: string
  readonly first: number
  readonly count: number
}

/** What a machine is grouped by: groups stand in the order of `key`. */
export interface Membership {
  readonly key: string
  readonly title: string
}

/** After every other key. */
const LAST = '\uffff'

const membershipByTag = (machine: Machine, tagsRead: boolean): Membership => {
  // A machine has one place in the list: with the first of its tags.
  const [tag] = [...(machine.tags ?? [])].sort()
  if (tag !== undefined) return { key: naturalKey(tag), title: tag }
  return { key: LAST, title: tagsRead ? t('No tag') : t('Reading tags…') }
}

/** Which group a machine belongs to; undefined where there are none. */
export const membershipOf = (
  grouping: Grouping,
  machine: Machine,
  hostName: string,
  /** Whether the tags of all machines are known. */
  tagsRead: boolean,
): Membership | undefined => {
  switch (grouping) {
    case 'none':
      return undefined
    case 'host':
      return { key: `${naturalKey(hostName)} ${machine.hostId}`, title: hostName }
    case 'state':
      return { key: String(stateRanks[machine.state]), title: t(stateWords[machine.state]) }
    case 'tag':
      return membershipByTag(machine, tagsRead)
    default:
      return grouping satisfies never
  }
}

/** How many groups begin at or before a row. */
const groupsUpTo = (groups: readonly Group[], begins: (index: number) => boolean): number => {
  let [low, high] = [0, groups.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (begins(middle)) low = middle + 1
    else high = middle
  }
  return low
}

/** Where a row stands on the screen, counted from 0: each group has a line of its own above it. */
export const lineOfRow = (groups: readonly Group[], row: number): number =>
  row < 0 ? row : row + groupsUpTo(groups, (index) => (groups[index]?.first ?? 0) <= row)

/** What stands on a line: a group's title, or a row. */
export const atLine = (
  groups: readonly Group[],
  line: number,
): { readonly group: Group } | { readonly row: number } => {
  const begun = groupsUpTo(groups, (index) => (groups[index]?.first ?? 0) + index <= line)
  const group = groups[begun - 1]
  if (group !== undefined && group.first + begun - 1 === line) return { group }
  return { row: line - begun }
}
