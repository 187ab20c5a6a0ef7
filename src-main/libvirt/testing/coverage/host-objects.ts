import { expect } from 'vitest'
import { ErrorCode, remote, SecretUsageType } from '../../index'
import { Caller } from './recorder'

/** The host's interfaces: the test driver pretends to change them, which real hosts refuse. */
export const coverInterfaces = async (test: Caller): Promise<void> => {
  const flags = 0
  const xml = `<interface type='ethernet' name='eth7'><start mode='onboot'/>
    <mac address='aa:bb:cc:dd:ee:07'/><mtu size='1492'/>
    <protocol family='ipv4'><ip address='10.7.0.1' prefix='24'/></protocol></interface>`
  await test.answers(remote.interfaceChangeBegin, { flags })
  const { iface } = await test.answers(remote.interfaceDefineXml, { xml, flags })
  expect(iface).toEqual({ name: 'eth7', mac: 'aa:bb:cc:dd:ee:07' })
  await test.answers(remote.interfaceChangeRollback, { flags })
  await test.refuses(remote.interfaceLookupByName, { name: 'eth7' }, ErrorCode.noInterface)

  await test.answers(remote.interfaceChangeBegin, { flags })
  await test.answers(remote.interfaceDefineXml, { xml, flags })
  await test.answers(remote.interfaceChangeCommit, { flags })
  expect(await test.answers(remote.interfaceLookupByName, { name: 'eth7' })).toEqual({ iface })
  const { mac } = iface
  expect(await test.answers(remote.interfaceLookupByMacString, { mac })).toEqual({ iface })
  await test.answers(remote.interfaceCreate, { iface, flags })
  expect(await test.answers(remote.interfaceIsActive, { iface })).toEqual({ active: true })
  const described = await test.answers(remote.interfaceGetXmlDesc, { iface, flags })
  expect(described.xml).toContain("name='eth7'")
  await test.answers(remote.interfaceDestroy, { iface, flags })
  expect(await test.answers(remote.interfaceIsActive, { iface })).toEqual({ active: false })
  await test.answers(remote.interfaceUndefine, { iface })
}

/** Host devices: those that the test driver pretends to have. */
export const coverNodeDevices = async (test: Caller, qemu: Caller): Promise<void> => {
  const flags = 0
  const name = 'scsi_host2'
  expect(await test.answers(remote.nodeDeviceLookupByName, { name })).toEqual({ dev: { name } })
  const described = await test.answers(remote.nodeDeviceGetXmlDesc, { name, flags })
  expect(described.xml).toContain('<name>scsi_host2</name>')
  expect(await test.answers(remote.nodeDeviceGetParent, { name })).toEqual({
    parentName: 'computer',
  })
  expect(await test.answers(remote.nodeDeviceGetParent, { name: 'computer' })).toEqual({
    parentName: null,
  })
  const { num } = await test.answers(remote.nodeDeviceNumOfCaps, { name })
  const { names } = await test.answers(remote.nodeDeviceListCaps, { name, maxnames: 9 })
  expect(names).toHaveLength(num)
  expect(names).toContain('scsi_host')

  const xmlDesc = `<device><parent>scsi_host2</parent><capability type='scsi_host'>
    <capability type='fc_host'>
    <wwnn>2000000012341234</wwnn><wwpn>1000000012341234</wwpn></capability></capability></device>`
  const { dev } = await test.answers(remote.nodeDeviceCreateXml, { xmlDesc, flags })
  expect(dev.name).toMatch(/^scsi_host\d+$/)
  await test.answers(remote.nodeDeviceDestroy, dev)

  const absent = { name: 'mdev_absent' }
  const { noNodeDevice } = ErrorCode
  await qemu.refuses(remote.nodeDeviceUndefine, { ...absent, flags }, noNodeDevice)
  await qemu.refuses(remote.nodeDeviceCreate, { ...absent, flags }, noNodeDevice)
  await qemu.refuses(remote.nodeDeviceGetAutostart, absent, noNodeDevice)
  await qemu.refuses(remote.nodeDeviceSetAutostart, { ...absent, autostart: true }, noNodeDevice)
  await qemu.refuses(remote.nodeDeviceIsPersistent, absent, noNodeDevice)
  await qemu.refuses(remote.nodeDeviceIsActive, absent, noNodeDevice)
  const assignable = 'devices that can be assigned (VFIO)'
  for (const procedure of [
    remote.nodeDeviceDettach,
    remote.nodeDeviceReAttach,
    remote.nodeDeviceReset,
  ]) {
    expect(await qemu.tries(procedure, absent, assignable)).toBeNull()
  }
  await qemu.tries(
    remote.nodeDeviceDetachFlags,
    { ...absent, driverName: 'vfio', flags },
    assignable,
  )
  await qemu.tries(
    remote.nodeDeviceDefineXml,
    { xmlDesc: '<device><parent>computer</parent></device>', flags },
    'a device that can be divided (mdev)',
  )
  await qemu.tries(
    remote.nodeDeviceLookupScsiHostByWwn,
    { wwnn: '2000000012341234', wwpn: '1000000012341234', flags },
    'a Fibre Channel adapter',
  )
}

/** A secret with its value. */
export const coverSecrets = async (qemu: Caller): Promise<void> => {
  const flags = 0
  const xml = `<secret ephemeral='no' private='no'>
    <usage type='ceph'><name>client.pilot</name></usage></secret>`
  const { secret } = await qemu.answers(remote.secretDefineXml, { xml, flags })
  expect(secret).toMatchObject({ usageType: SecretUsageType.ceph, usageID: 'client.pilot' })
  const { uuid, usageType, usageID } = secret
  expect(await qemu.answers(remote.secretLookupByUuid, { uuid })).toEqual({ secret })
  expect(await qemu.answers(remote.secretLookupByUsage, { usageType, usageID })).toEqual({
    secret,
  })
  const value = Buffer.from([0, 1, 2, 0xff, 0])
  await qemu.answers(remote.secretSetValue, { secret, value, flags })
  expect(await qemu.answers(remote.secretGetValue, { secret, flags })).toEqual({ value })
  const described = await qemu.answers(remote.secretGetXmlDesc, { secret, flags })
  expect(described.xml).toContain('<name>client.pilot</name>')
  await qemu.answers(remote.secretUndefine, { secret })
  await qemu.refuses(remote.secretLookupByUuid, { uuid }, ErrorCode.noSecret)
}

/** Packet filters, which a session daemon refuses to define. */
export const coverNwfilters = async (qemu: Caller): Promise<void> => {
  const flags = 0
  const xml = `<filter name='quiet'><rule action='drop' direction='inout'/></filter>`
  const nwfilter = { name: 'quiet', uuid: '4f1e8d1a-2b1c-4d75-9b6c-333333333333' }
  await qemu.refuses(remote.nwfilterDefineXml, { xml }, ErrorCode.operationInvalid)
  await qemu.refuses(remote.nwfilterDefineXmlFlags, { xml, flags }, ErrorCode.operationInvalid)
  const { noNwfilter, noNwfilterBinding } = ErrorCode
  await qemu.refuses(remote.nwfilterLookupByName, { name: 'quiet' }, noNwfilter)
  await qemu.refuses(remote.nwfilterLookupByUuid, { uuid: nwfilter.uuid }, noNwfilter)
  await qemu.refuses(remote.nwfilterGetXmlDesc, { nwfilter, flags }, noNwfilter)
  await qemu.refuses(remote.nwfilterUndefine, { nwfilter }, noNwfilter)

  const binding = { portdev: 'vnet0', filtername: 'quiet' }
  await qemu.refuses(remote.nwfilterBindingLookupByPortDev, { name: 'vnet0' }, noNwfilterBinding)
  await qemu.refuses(
    remote.nwfilterBindingGetXmlDesc,
    { nwfilter: binding, flags },
    noNwfilterBinding,
  )
  await qemu.refuses(remote.nwfilterBindingDelete, { nwfilter: binding }, noNwfilterBinding)
  await qemu.refuses(
    remote.nwfilterBindingCreateXml,
    { xml: `<filterbinding/>`, flags },
    ErrorCode.operationInvalid,
  )
}

/** Event registration by hand, on connections of its own: each may ask for an event only once. */
export const coverEventRegistration = async (test: Caller, qemu: Caller): Promise<void> => {
  const alone = async (caller: Caller): Promise<Caller> =>
    new Caller(await caller.connection.sibling(), caller.driver, caller.recorder)
  const [testAlone, qemuAlone] = await Promise.all([alone(test), alone(qemu)])
  await coverRegistration(testAlone, qemuAlone)
  await testAlone.connection.close()
  await qemuAlone.connection.close()
}

const coverRegistration = async (test: Caller, qemu: Caller): Promise<void> => {
  const domains = { eventID: 1, dom: null }
  const { callbackID } = await test.answers(remote.connectDomainEventCallbackRegisterAny, domains)
  await test.answers(remote.connectDomainEventCallbackDeregisterAny, { callbackID })

  const eventID = 0
  const net = await test.answers(remote.connectNetworkEventRegisterAny, { eventID, net: null })
  await test.answers(remote.connectNetworkEventDeregisterAny, net)
  const pool = await test.answers(remote.connectStoragePoolEventRegisterAny, {
    eventID,
    pool: null,
  })
  await test.answers(remote.connectStoragePoolEventDeregisterAny, pool)
  const dev = await test.answers(remote.connectNodeDeviceEventRegisterAny, { eventID, dev: null })
  await test.answers(remote.connectNodeDeviceEventDeregisterAny, dev)
  const secret = await qemu.answers(remote.connectSecretEventRegisterAny, {
    eventID,
    secret: null,
  })
  await qemu.answers(remote.connectSecretEventDeregisterAny, secret)

  await test.answers(remote.connectRegisterCloseCallback, {})
  await test.answers(remote.connectUnregisterCloseCallback, {})
  await test.answers(remote.connectDomainEventRegister, {})
  await test.answers(remote.connectDomainEventDeregister, {})
  await test.answers(remote.connectDomainEventRegisterAny, { eventID })
  await test.answers(remote.connectDomainEventDeregisterAny, { eventID })
}
