import { expect } from 'vitest'
import { ErrorCode, remote } from '../../index'
import { withRig } from './domain-state'
import type { Caller } from './recorder'

const flags = 0

/** Snapshots, of which the test driver keeps all but the data. */
export const coverSnapshots = async (test: Caller): Promise<void> => {
  await withRig(test, async (dom) => {
    const take = async (name: string) =>
      (
        await test.answers(remote.domainSnapshotCreateXml, {
          dom,
          xmlDesc: `<domainsnapshot><name>${name}</name></domainsnapshot>`,
          flags,
        })
      ).snap
    const first = await take('first')
    const second = await take('second')
    expect(first).toEqual({ name: 'first', dom })

    const every = { needResults: true, flags }
    const { snapshots } = await test.answers(remote.domainListAllSnapshots, { dom, ...every })
    expect(new Set(snapshots.map(({ name }) => name))).toEqual(new Set(['first', 'second']))
    expect(
      await test.answers(remote.domainSnapshotListAllChildren, { snapshot: first, ...every }),
    ).toEqual({ snapshots: [second], ret: 1 })
    expect(await test.answers(remote.domainSnapshotNum, { dom, flags })).toEqual({ num: 2 })
    const { names } = await test.answers(remote.domainSnapshotListNames, {
      dom,
      maxnames: 9,
      flags,
    })
    expect(new Set(names)).toEqual(new Set(['first', 'second']))
    expect(await test.answers(remote.domainSnapshotNumChildren, { snap: first, flags })).toEqual({
      num: 1,
    })
    const children = { snap: first, maxnames: 9, flags }
    expect(await test.answers(remote.domainSnapshotListChildrenNames, children)).toEqual({
      names: ['second'],
    })
    const lookup = { dom, name: 'second', flags }
    expect(await test.answers(remote.domainSnapshotLookupByName, lookup)).toEqual({ snap: second })
    expect(await test.answers(remote.domainSnapshotGetParent, { snap: second, flags })).toEqual({
      snap: first,
    })
    const described = await test.answers(remote.domainSnapshotGetXmlDesc, { snap: second, flags })
    expect(described.xml).toContain('<name>second</name>')

    expect(await test.answers(remote.domainHasCurrentSnapshot, { dom, flags })).toEqual({
      result: true,
    })
    expect(await test.answers(remote.domainSnapshotCurrent, { dom, flags })).toEqual({
      snap: second,
    })
    await test.answers(remote.domainRevertToSnapshot, { snap: first, flags })
    expect(await test.answers(remote.domainSnapshotIsCurrent, { snap: first, flags })).toEqual({
      current: true,
    })
    expect(await test.answers(remote.domainSnapshotHasMetadata, { snap: first, flags })).toEqual({
      metadata: true,
    })
    await test.answers(remote.domainSnapshotDelete, { snap: second, flags })
    await test.answers(remote.domainSnapshotDelete, { snap: first, flags })
    await test.refuses(remote.domainSnapshotCurrent, { dom, flags }, ErrorCode.noDomainSnapshot)
  })
}

/** Checkpoints. */
export const coverCheckpoints = async (test: Caller): Promise<void> => {
  await withRig(test, async (dom) => {
    const make = async (name: string) =>
      (
        await test.answers(remote.domainCheckpointCreateXml, {
          dom,
          xmlDesc: `<domaincheckpoint><name>${name}</name></domaincheckpoint>`,
          flags,
        })
      ).checkpoint
    const monday = await make('monday')
    const tuesday = await make('tuesday')
    const every = { needResults: true, flags }
    const { checkpoints } = await test.answers(remote.domainListAllCheckpoints, { dom, ...every })
    expect(new Set(checkpoints.map(({ name }) => name))).toEqual(new Set(['monday', 'tuesday']))
    expect(
      await test.answers(remote.domainCheckpointListAllChildren, { checkpoint: monday, ...every }),
    ).toEqual({ checkpoints: [tuesday], ret: 1 })
    const lookup = { dom, name: 'monday', flags }
    expect(await test.answers(remote.domainCheckpointLookupByName, lookup)).toEqual({
      checkpoint: monday,
    })
    expect(
      await test.answers(remote.domainCheckpointGetParent, { checkpoint: tuesday, flags }),
    ).toEqual({ parent: monday })
    const described = await test.answers(remote.domainCheckpointGetXmlDesc, {
      checkpoint: monday,
      flags,
    })
    expect(described.xml).toContain('<name>monday</name>')
    await test.answers(remote.domainCheckpointDelete, { checkpoint: tuesday, flags })
    await test.answers(remote.domainCheckpointDelete, { checkpoint: monday, flags })
    await test.refuses(remote.domainCheckpointLookupByName, lookup, ErrorCode.noDomainCheckpoint)
  })
}
