import { expect } from 'vitest'
import {
  ErrorCode,
  ListDomainsFlags,
  MigrateFlags,
  param,
  remote,
  type DomainRef,
} from '../../index'
import type { PrivateDaemon } from '../private-daemon'
import { withMachine } from './machine'
import type { Caller } from './recorder'

const flags = 0
const empty = Buffer.alloc(0)
/** Both daemons see the same files; that they are no network share is what `unsafe` accepts. */
const how = MigrateFlags.live | MigrateFlags.unsafe
const bigHow = BigInt(how)

const runsAt = async (caller: Caller, dom: DomainRef): Promise<boolean> => {
  const every = { needResults: true, flags: ListDomainsFlags.active }
  const { domains } = await caller.answers(remote.connectListAllDomains, every)
  return domains.some(({ uuid }) => uuid === dom.uuid)
}

/** A live machine moves between two daemons to and fro, each time by another protocol. */
export const coverMigration = async (
  source: Caller,
  destination: Caller,
  daemon: PrivateDaemon,
): Promise<void> => {
  await withMachine(source, daemon, 'nomad', async ({ dom }) => {
    await coverMigrationSettings(source, dom)
    await moveByParameters(source, destination, dom)
    expect([await runsAt(source, dom), await runsAt(destination, dom)]).toEqual([false, true])
    await moveByVersion3(destination, source, dom)
    expect([await runsAt(source, dom), await runsAt(destination, dom)]).toEqual([true, false])
  })
}

const coverMigrationSettings = async (source: Caller, dom: DomainRef): Promise<void> => {
  await source.answers(remote.domainMigrateSetMaxDowntime, { dom, downtime: 500n, flags })
  expect(await source.answers(remote.domainMigrateGetMaxDowntime, { dom, flags })).toEqual({
    downtime: 500n,
  })
  await source.answers(remote.domainMigrateSetMaxSpeed, { dom, bandwidth: 200n, flags })
  expect(await source.answers(remote.domainMigrateGetMaxSpeed, { dom, flags })).toEqual({
    bandwidth: 200n,
  })
  const cacheSize = 67_108_864n
  await source.answers(remote.domainMigrateSetCompressionCache, { dom, cacheSize, flags })
  expect(await source.answers(remote.domainMigrateGetCompressionCache, { dom, flags })).toEqual({
    cacheSize,
  })
  await source.refuses(
    remote.domainMigrateStartPostCopy,
    { dom, flags },
    ErrorCode.operationInvalid,
  )
}

const moveByParameters = async (from: Caller, to: Caller, dom: DomainRef): Promise<void> => {
  const begun = await from.answers(remote.domainMigrateBegin3Params, {
    dom,
    params: [],
    flags: how,
  })
  const prepared = await to.answers(remote.domainMigratePrepare3Params, {
    params: [
      param.string('destination_xml', begun.xml),
      param.string('destination_name', dom.name),
      param.string('migrate_uri', 'tcp:127.0.0.1'),
    ],
    cookieIn: begun.cookieOut,
    flags: how,
  })
  const uri = prepared.uriOut ?? ''
  expect(uri).toMatch(/^tcp:127\.0\.0\.1:\d+$/)
  const performed = await from.answers(remote.domainMigratePerform3Params, {
    dom,
    dconnuri: null,
    params: [param.string('migrate_uri', uri)],
    cookieIn: prepared.cookieOut,
    flags: how,
  })
  const finished = await to.answers(remote.domainMigrateFinish3Params, {
    params: [param.string('destination_name', dom.name)],
    cookieIn: performed.cookieOut,
    flags: how,
    cancelled: false,
  })
  expect(finished.dom.uuid).toBe(dom.uuid)
  await from.answers(remote.domainMigrateConfirm3Params, {
    dom,
    params: [],
    cookieIn: finished.cookieOut,
    flags: how,
    cancelled: false,
  })
}

const moveByVersion3 = async (from: Caller, to: Caller, dom: DomainRef): Promise<void> => {
  const common = { flags: bigHow, dname: null, bandwidth: 0n }
  const begun = await from.answers(remote.domainMigrateBegin3, { dom, xmlin: null, ...common })
  const prepared = await to.answers(remote.domainMigratePrepare3, {
    cookieIn: begun.cookieOut,
    uriIn: 'tcp:127.0.0.1',
    ...common,
    domXml: begun.xml,
  })
  const performed = await from.answers(remote.domainMigratePerform3, {
    dom,
    xmlin: null,
    cookieIn: prepared.cookieOut,
    dconnuri: null,
    uri: prepared.uriOut,
    ...common,
  })
  const finished = await to.answers(remote.domainMigrateFinish3, {
    dname: dom.name,
    cookieIn: performed.cookieOut,
    dconnuri: null,
    uri: prepared.uriOut,
    flags: bigHow,
    cancelled: false,
  })
  await from.answers(remote.domainMigrateConfirm3, {
    dom,
    cookieIn: finished.cookieOut,
    flags: bigHow,
    cancelled: false,
  })
}

/** The protocols before the third, and migration through the connection itself. */
export const coverOtherMigration = async (
  test: Caller,
  source: Caller,
  destination: Caller,
  daemon: PrivateDaemon,
): Promise<void> => {
  const named = { dname: null, bandwidth: 0n }
  const uri = 'tcp:127.0.0.1:1'
  const { noSupport } = ErrorCode
  await test.refuses(remote.domainMigratePrepare, { ...named, uriIn: uri, flags: 0n }, noSupport)
  const end = { dname: 'nomad', cookie: empty, uri, flags: bigHow }
  await test.refuses(remote.domainMigrateFinish, end, noSupport)
  const domXml = '<domain/>'
  const tunnelled = { ...named, flags: BigInt(MigrateFlags.tunnelled), domXml }
  await test.refusesStream(remote.domainMigratePrepareTunnel, tunnelled, noSupport)
  // Not the QEMU driver: libvirt 9.0's daemon ends itself over calls of the second protocol.
  await test.refuses(
    remote.domainMigratePrepare2,
    { ...named, uriIn: uri, flags: bigHow, domXml },
    noSupport,
  )
  const { dom } = await test.answers(remote.domainLookupByName, { name: 'test' })
  const perform = { dom, cookie: empty, uri, flags: bigHow, ...named }
  await test.refuses(remote.domainMigratePerform, perform, noSupport)
  await test.refuses(remote.domainMigrateFinish2, { ...end, retcode: 1 }, noSupport)

  await withMachine(source, daemon, 'tunneller', async ({ dom }) => {
    const through = how | MigrateFlags.tunnelled | MigrateFlags.peerToPeer
    const begun = await source.answers(remote.domainMigrateBegin3Params, {
      dom,
      params: [],
      flags: through,
    })
    const cookieIn = begun.cookieOut
    const byParameters = await destination.streams(remote.domainMigratePrepareTunnel3Params, {
      params: [
        param.string('destination_xml', begun.xml),
        param.string('destination_name', dom.name),
      ],
      cookieIn,
      flags: through,
    })
    expect(byParameters.reply.cookieOut.length).toBeGreaterThan(0)
    byParameters.abort()
    await destination.answers(remote.domainDestroy, { dom })
    const byVersion3 = await destination.streams(remote.domainMigratePrepareTunnel3, {
      ...named,
      cookieIn,
      flags: BigInt(through),
      domXml: begun.xml,
    })
    byVersion3.abort()
    await destination.answers(remote.domainDestroy, { dom })
  })
}
