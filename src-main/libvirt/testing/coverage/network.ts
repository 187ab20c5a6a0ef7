import { expect } from 'vitest'
import { ErrorCode, NetworkSection, NetworkUpdateCommand, remote } from '../../index'
import type { Caller } from './recorder'

const xml = `<network><name>wing</name><uuid>4f1e8d1a-2b1c-4d75-9b6c-111111111111</uuid>
  <bridge name='virbr77'/><forward/>
  <ip address='192.168.77.1' netmask='255.255.255.0'>
    <dhcp><range start='192.168.77.2' end='192.168.77.99'/></dhcp>
  </ip></network>`

/** A network from definition to its end. */
export const coverNetworks = async (test: Caller): Promise<void> => {
  const flags = 0
  const { net } = await test.answers(remote.networkDefineXmlFlags, { xml, flags })
  expect(net).toEqual({ name: 'wing', uuid: '4f1e8d1a-2b1c-4d75-9b6c-111111111111' })
  expect(await test.answers(remote.networkDefineXml, { xml })).toEqual({ net })
  expect(await test.answers(remote.networkLookupByName, { name: 'wing' })).toEqual({ net })
  expect(await test.answers(remote.networkLookupByUuid, { uuid: net.uuid })).toEqual({ net })
  expect(await test.answers(remote.networkIsPersistent, { net })).toEqual({ persistent: true })
  expect(await test.answers(remote.networkIsActive, { net })).toEqual({ active: false })
  await test.answers(remote.networkCreate, { net })
  expect(await test.answers(remote.networkIsActive, { net })).toEqual({ active: true })
  expect(await test.answers(remote.networkGetBridgeName, { net })).toEqual({ name: 'virbr77' })

  await test.answers(remote.networkSetAutostart, { net, autostart: true })
  expect(await test.answers(remote.networkGetAutostart, { net })).toEqual({ autostart: true })

  await test.answers(remote.networkUpdate, {
    net,
    command: NetworkUpdateCommand.addLast,
    section: NetworkSection.ipDhcpHost,
    parentIndex: -1,
    xml: "<host mac='52:54:00:00:00:01' name='pilot' ip='192.168.77.5'/>",
    flags,
  })
  const described = await test.answers(remote.networkGetXmlDesc, { net, flags })
  expect(described.xml).toContain("name='pilot'")

  await test.answers(remote.networkDestroy, { net })
  await test.answers(remote.networkUndefine, { net })
  await test.refuses(remote.networkLookupByName, { name: 'wing' }, ErrorCode.noNetwork)

  const made = await test.answers(remote.networkCreateXml, { xml })
  expect(await test.answers(remote.networkIsPersistent, { net: made.net })).toEqual({
    persistent: false,
  })
  await test.answers(remote.networkDestroy, { net: made.net })
  const again = await test.answers(remote.networkCreateXmlFlags, { xml, flags: 0 })
  await test.answers(remote.networkDestroy, { net: again.net })
}

/**
 * What only the real network driver has: leases and ports. A network of a bridge that the host is
 * said to have starts even where the daemon may not make one.
 */
export const coverNetworkPorts = async (qemu: Caller): Promise<void> => {
  const flags = 0
  const { net } = await qemu.answers(remote.networkDefineXml, {
    xml: `<network><name>ports</name><forward mode='bridge'/><bridge name='br77'/></network>`,
  })
  await qemu.answers(remote.networkCreate, { net })
  const leases = { net, mac: null, needResults: true, flags }
  expect(await qemu.answers(remote.networkGetDhcpLeases, leases)).toEqual({ leases: [], ret: 0 })

  const uuid = '4f1e8d1a-2b1c-4d75-9b6c-222222222222'
  const portXml = `<networkport><uuid>${uuid}</uuid>
    <owner><name>pilot</name><uuid>4f1e8d1a-2b1c-4d75-9b6c-444444444444</uuid></owner>
    <mac address='52:54:00:00:00:02'/></networkport>`
  const { port } = await qemu.answers(remote.networkPortCreateXml, { net, xml: portXml, flags })
  expect(port).toEqual({ net, uuid })
  const every = { net, needResults: true, flags }
  expect(await qemu.answers(remote.networkListAllPorts, every)).toEqual({ ports: [port], ret: 1 })
  expect(await qemu.answers(remote.networkPortLookupByUuid, { net, uuid })).toEqual({ port })
  const described = await qemu.answers(remote.networkPortGetXmlDesc, { port, flags })
  expect(described.xml).toContain("<plug type='bridge' bridge='br77'")
  const { nparams } = await qemu.answers(remote.networkPortGetParameters, {
    port,
    nparams: 0,
    flags,
  })
  expect(nparams).toBe(0)
  await qemu.answers(remote.networkPortSetParameters, { port, params: [], flags })
  await qemu.answers(remote.networkPortDelete, { port, flags })
  await qemu.refuses(remote.networkPortLookupByUuid, { net, uuid }, ErrorCode.noNetworkPort)
  await qemu.answers(remote.networkDestroy, { net })
  await qemu.answers(remote.networkUndefine, { net })
}
