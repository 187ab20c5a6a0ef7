import { expect } from 'vitest'
import { remote } from '../../index'
import type { Caller } from './recorder'

const all = { needResults: true, flags: 0 }
const many = { maxnames: 100 }

/** Lists of everything, in whole objects and in names. */
export const coverLists = async (test: Caller, qemu: Caller): Promise<void> => {
  const { domains, ret } = await test.answers(remote.connectListAllDomains, all)
  expect(domains.map(({ name }) => name)).toEqual(['test'])
  expect(ret).toBe(1)
  expect(await test.answers(remote.connectListAllDomains, { ...all, needResults: false })).toEqual({
    domains: [],
    ret: 1,
  })
  expect(await test.answers(remote.connectNumOfDomains, {})).toEqual({ num: 1 })
  expect(await test.answers(remote.connectListDomains, { maxids: 9 })).toEqual({ ids: [1] })
  expect(await test.answers(remote.connectNumOfDefinedDomains, {})).toEqual({ num: 0 })
  expect(await test.answers(remote.connectListDefinedDomains, many)).toEqual({ names: [] })

  const { nets } = await test.answers(remote.connectListAllNetworks, all)
  expect(nets.map(({ name }) => name)).toEqual(['default'])
  expect(await test.answers(remote.connectNumOfNetworks, {})).toEqual({ num: 1 })
  expect(await test.answers(remote.connectListNetworks, many)).toEqual({ names: ['default'] })
  expect(await test.answers(remote.connectNumOfDefinedNetworks, {})).toEqual({ num: 0 })
  expect(await test.answers(remote.connectListDefinedNetworks, many)).toEqual({ names: [] })

  const { pools } = await test.answers(remote.connectListAllStoragePools, all)
  expect(pools.map(({ name }) => name)).toEqual(['default-pool'])
  expect(await test.answers(remote.connectNumOfStoragePools, {})).toEqual({ num: 1 })
  expect(await test.answers(remote.connectListStoragePools, many)).toEqual({
    names: ['default-pool'],
  })
  expect(await test.answers(remote.connectNumOfDefinedStoragePools, {})).toEqual({ num: 0 })
  expect(await test.answers(remote.connectListDefinedStoragePools, many)).toEqual({ names: [] })

  const { ifaces } = await test.answers(remote.connectListAllInterfaces, all)
  expect(ifaces).toEqual([{ name: 'eth1', mac: 'aa:bb:cc:dd:ee:ff' }])
  expect(await test.answers(remote.connectNumOfInterfaces, {})).toEqual({ num: 1 })
  expect(await test.answers(remote.connectListInterfaces, many)).toEqual({ names: ['eth1'] })
  expect(await test.answers(remote.connectNumOfDefinedInterfaces, {})).toEqual({ num: 0 })
  expect(await test.answers(remote.connectListDefinedInterfaces, many)).toEqual({ names: [] })

  const { devices } = await test.answers(remote.connectListAllNodeDevices, all)
  const names = devices.map(({ name }) => name)
  expect(names).toContain('computer')
  const every = { cap: null, flags: 0 }
  expect(await test.answers(remote.nodeNumOfDevices, every)).toEqual({ num: names.length })
  const listed = await test.answers(remote.nodeListDevices, { ...every, maxnames: 100 })
  expect(new Set(listed.names)).toEqual(new Set(names))

  expect((await qemu.answers(remote.connectListAllSecrets, all)).ret).toBe(0)
  expect(await qemu.answers(remote.connectNumOfSecrets, {})).toEqual({ num: 0 })
  expect(await qemu.answers(remote.connectListSecrets, { maxuuids: 9 })).toEqual({ uuids: [] })

  expect((await qemu.answers(remote.connectListAllNwfilters, all)).ret).toBe(0)
  expect(await qemu.answers(remote.connectNumOfNwfilters, {})).toEqual({ num: 0 })
  expect(await qemu.answers(remote.connectListNwfilters, many)).toEqual({ names: [] })
  expect(await qemu.answers(remote.connectListAllNwfilterBindings, all)).toEqual({
    bindings: [],
    ret: 0,
  })
}
