import { expect, it } from 'vitest'
import type { Backup } from '../../src-preload/contract/backup'
import { byMachine } from './by-machine'

const backup = (machineUuid: string, machineName: string, at: number): Backup => ({
  id: `host/pool/${at}`,
  poolId: 'host/pool',
  poolName: 'pool',
  machineName,
  machineUuid,
  at,
  kind: 'full',
  parent: null,
  checkpoint: null,
  disks: [],
  broken: null,
})

it('keeps the backups of one machine together under its last name, newest first', () => {
  const groups = byMachine([
    backup('b', 'web', 3),
    backup('a', 'old name', 1),
    backup('a', 'database', 5),
    backup('c', 'web', 4),
  ])
  expect(
    groups.map(({ uuid, name, backups }) => [uuid, name, backups.map(({ at }) => at)]),
  ).toEqual([
    ['a', 'database', [5, 1]],
    ['c', 'web', [4]],
    ['b', 'web', [3]],
  ])
})
