import { join } from 'node:path'
import { connect, LibvirtError, remote, type DomainRef } from '../../src-main/libvirt'
import { guestXml, writeBootDisk } from '../../src-main/libvirt/testing/boot-sector-guest'
import type { PrivateDaemon } from '../../src-main/libvirt/testing/private-daemon'
import { testMachine } from '../bench/fleet'
import type { StreamTarget } from './raw-streams'

/** Machines of the test driver, which change state in no time. */
const TEST_MACHINES = 24
/** Real guests that run. */
const GUESTS = 2
/** Machines of QEMU that are defined and seldom run. */
const DEFINED = 4
const VOLUMES = 3
const VOLUME_BYTES = 2_000_000

const names = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, number) => `${prefix}-${number}`)

/** Names of the machines that are changed while faults happen. */
export const testMachines = names('machine', TEST_MACHINES)
export const guests = names('guest', GUESTS)
export const definedMachines = names('defined', DEFINED)

/**
 * Fills the test driver's default host, which every connection of a daemon shares, and returns
 * what keeps it from being forgotten: the driver forgets it with its last connection.
 */
export const fillTestHost = async (daemon: PrivateDaemon): Promise<() => Promise<void>> => {
  const keeper = await connect(daemon.uri('test', '/default'))
  for (const number of testMachines.keys()) {
    try {
      const xml = testMachine(number)
      const { dom } = await keeper.call(remote.domainDefineXmlFlags, { xml, flags: 0 })
      await keeper.call(remote.domainCreateWithFlags, { dom, flags: 0 })
    } catch (error) {
      // Others change the machines meanwhile: one may be started or gone before we come to it.
      if (!(error instanceof LibvirtError)) throw error
    }
  }
  return () => keeper.close()
}

/** Defines real guests, starts some of them, and makes volumes to stream to and from. */
export const fillQemuHost = async (daemon: PrivateDaemon): Promise<StreamTarget> => {
  const connection = await connect(daemon.uri())
  const define = async (name: string): Promise<DomainRef> => {
    const disk = join(daemon.directory, `${name}.img`)
    await writeBootDisk(disk, 'tick')
    const xml = guestXml(name, disk)
    return (await connection.call(remote.domainDefineXmlFlags, { xml, flags: 0 })).dom
  }
  const consoles: DomainRef[] = []
  for (const name of guests) {
    const dom = await define(name)
    await connection.call(remote.domainCreateWithFlags, { dom, flags: 0 })
    consoles.push(dom)
  }
  for (const name of definedMachines) await define(name)

  const path = join(daemon.env['HOME'] ?? '', 'pool')
  await daemon.runAs('mkdir', path)
  const poolXml = `<pool type='dir'><name>p</name><target><path>${path}</path></target></pool>`
  const { pool } = await connection.call(remote.storagePoolDefineXml, { xml: poolXml, flags: 0 })
  await connection.call(remote.storagePoolSetAutostart, { pool, autostart: true })
  await connection.call(remote.storagePoolCreate, { pool, flags: 0 })
  const volumes = []
  for (const name of names('volume', VOLUMES)) {
    const xml = `<volume><name>${name}</name><capacity>${VOLUME_BYTES}</capacity></volume>`
    volumes.push((await connection.call(remote.storageVolCreateXml, { pool, xml, flags: 0 })).vol)
  }
  await connection.close()
  return { volumes, consoles }
}
