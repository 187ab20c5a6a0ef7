import { expect, test } from 'vitest'
import { readSnapshot, type SnapshotFacts } from './read-snapshots'
import { descendantsOf, snapshotTree } from './snapshot-tree'

const taken = (name: string, createdAt: number, parent: string | null): SnapshotFacts => ({
  name,
  parent,
  createdAt,
  state: 'shutoff',
  memory: 'no',
  disks: [{ target: 'vda', how: 'internal' }],
  xml: '',
})

const shape = (snapshots: readonly SnapshotFacts[], current: string | null = null) =>
  snapshotTree({ snapshots, current }).map(({ name, depth }) => `${depth} ${name}`)

test('each snapshot stands after its parent, and branches by their time', () => {
  const snapshots = [
    taken('b2', 4, 'b'),
    taken('a', 5, 'root'),
    taken('root', 1, null),
    taken('b', 2, 'root'),
    taken('b1', 3, 'b'),
  ]
  expect(shape(snapshots)).toEqual(['0 root', '1 b', '2 b1', '2 b2', '1 a'])
  expect(descendantsOf(snapshots, 'b').map(({ name }) => name)).toEqual(['b2', 'b1'])
})

test('nothing is hidden by a parent that is gone, or by a loop of parents', () => {
  expect(shape([taken('x', 1, 'gone')])).toEqual(['0 x'])
  expect(shape([taken('x', 1, 'y'), taken('y', 2, 'x')])).toEqual(['0 x', '1 y'])
})

test('a chain may be deeper than calls go', () => {
  const chain = Array.from({ length: 16_384 }, (_, at) =>
    taken(`s${at}`, at, at === 0 ? null : `s${at - 1}`),
  )
  expect(snapshotTree({ snapshots: chain, current: null }).at(-1)?.depth).toBe(16_383)
})

test('kind, memory and files are read from the XML, whatever the machine’s own XML says', () => {
  const facts = readSnapshot(`<domainsnapshot><name>a &amp; b</name>
    <description>with &lt;domain&gt; in it</description><state>running</state>
    <parent><name>before</name></parent><creationTime>12</creationTime>
    <memory snapshot='external' file='/m/a.memory'/>
    <disks><disk name='vda' snapshot='external' type='file'><source file='/m/a.qcow2'/></disk>
      <disk name='sda' snapshot='no'/></disks>
    <domain type='qemu'><name>other</name><memory>1</memory></domain>
    <cookie/></domainsnapshot>`)
  expect(facts).toMatchObject({
    name: 'a & b',
    description: 'with <domain> in it',
    parent: 'before',
    createdAt: 12_000,
    memoryFile: '/m/a.memory',
    disks: [
      { target: 'vda', how: 'external', overlay: '/m/a.qcow2' },
      { target: 'sda', how: 'no' },
    ],
  })
  const sizes = new Map([['/m/a.qcow2', 5]])
  expect(snapshotTree({ snapshots: [facts], current: 'a & b' }, sizes)).toMatchObject([
    { kind: 'external', hasMemory: true, isCurrent: true, size: 5, parent: null },
  ])
})
