import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import {
  ErrorCode,
  remote,
  StoragePoolState,
  StorageVolumeInfoFlags,
  StorageVolumeType,
  WipeAlgorithm,
} from '../../index'
import type { PrivateDaemon } from '../private-daemon'
import type { Caller } from './recorder'

const MIB = 1_048_576n

/** A pool of files and its volumes, on the real storage driver. */
export const coverStorage = async (qemu: Caller, daemon: PrivateDaemon): Promise<void> => {
  const flags = 0
  const path = join(daemon.env['XDG_DATA_HOME'] ?? '', 'hangar')
  const xml = `<pool type='dir'><name>hangar</name><target><path>${path}</path></target></pool>`

  const { pool } = await qemu.answers(remote.storagePoolDefineXml, { xml, flags })
  await qemu.answers(remote.storagePoolBuild, { pool, flags })
  expect(await qemu.answers(remote.storagePoolIsActive, { pool })).toEqual({ active: false })
  await qemu.answers(remote.storagePoolCreate, { pool, flags })
  expect(await qemu.answers(remote.storagePoolIsActive, { pool })).toEqual({ active: true })
  expect(await qemu.answers(remote.storagePoolIsPersistent, { pool })).toEqual({
    persistent: true,
  })
  expect(await qemu.answers(remote.storagePoolLookupByName, { name: 'hangar' })).toEqual({ pool })
  expect(await qemu.answers(remote.storagePoolLookupByUuid, { uuid: pool.uuid })).toEqual({ pool })
  expect(await qemu.answers(remote.storagePoolLookupByTargetPath, { path })).toEqual({ pool })
  await qemu.answers(remote.storagePoolSetAutostart, { pool, autostart: true })
  expect(await qemu.answers(remote.storagePoolGetAutostart, { pool })).toEqual({ autostart: true })
  const info = await qemu.answers(remote.storagePoolGetInfo, { pool })
  expect(info.state).toBe(StoragePoolState.running)
  expect(info.capacity).toBeGreaterThan(0n)
  const described = await qemu.answers(remote.storagePoolGetXmlDesc, { pool, flags })
  expect(described.xml).toContain(`<path>${path}</path>`)

  await coverVolumes(qemu, pool, path)

  await qemu.answers(remote.storagePoolDestroy, { pool })
  await qemu.answers(remote.storagePoolDelete, { pool, flags })
  await qemu.answers(remote.storagePoolUndefine, { pool })
  await qemu.refuses(remote.storagePoolLookupByName, { name: 'hangar' }, ErrorCode.noStoragePool)

  await mkdir(path)
  const made = await qemu.answers(remote.storagePoolCreateXml, { xml, flags })
  expect(await qemu.answers(remote.storagePoolIsPersistent, { pool: made.pool })).toEqual({
    persistent: false,
  })
  await qemu.answers(remote.storagePoolDestroy, { pool: made.pool })
  await qemu.tries(
    remote.connectFindStoragePoolSources,
    { type: 'logical', srcSpec: null, flags },
    'volume groups',
  )
}

const coverVolumes = async (
  qemu: Caller,
  pool: { name: string; uuid: string },
  path: string,
): Promise<void> => {
  const flags = 0
  const xml = `<volume><name>black-box.img</name><capacity>${MIB}</capacity>
    <allocation>0</allocation><target><format type='raw'/></target></volume>`
  const { vol } = await qemu.answers(remote.storageVolCreateXml, { pool, xml, flags })
  expect(vol).toEqual({ pool: 'hangar', name: 'black-box.img', key: `${path}/black-box.img` })

  const upload = await qemu.streams(remote.storageVolUpload, { vol, offset: 0n, length: 0n, flags })
  await upload.write(Buffer.from('altitude'))
  await upload.finish()
  const range = { vol, offset: 2n, length: 6n, flags }
  const download = await qemu.streams(remote.storageVolDownload, range)
  expect(await textOf(download)).toBe('titude')

  await qemu.answers(remote.storageVolResize, { vol, capacity: 2n * MIB, flags })
  await qemu.answers(remote.storagePoolRefresh, { pool, flags })
  const sized = { type: StorageVolumeType.file, capacity: 2n * MIB }
  expect(await qemu.answers(remote.storageVolGetInfo, { vol })).toMatchObject(sized)
  expect(
    await qemu.answers(remote.storageVolGetInfoFlags, {
      vol,
      flags: StorageVolumeInfoFlags.physical,
    }),
  ).toMatchObject(sized)
  expect(await qemu.answers(remote.storageVolGetPath, { vol })).toEqual({ name: vol.key })
  const described = await qemu.answers(remote.storageVolGetXmlDesc, { vol, flags })
  expect(described.xml).toContain("<format type='raw'/>")

  expect(await qemu.answers(remote.storageVolLookupByName, { pool, name: vol.name })).toEqual({
    vol,
  })
  expect(await qemu.answers(remote.storageVolLookupByKey, { key: vol.key })).toEqual({ vol })
  expect(await qemu.answers(remote.storageVolLookupByPath, { path: vol.key })).toEqual({ vol })
  expect(await qemu.answers(remote.storagePoolLookupByVolume, { vol })).toEqual({ pool })

  const copy = await qemu.answers(remote.storageVolCreateXmlFrom, {
    pool,
    xml: xml.replace('black-box', 'copy'),
    clonevol: vol,
    flags,
  })
  const every = { pool, needResults: true, flags }
  const { vols } = await qemu.answers(remote.storagePoolListAllVolumes, every)
  expect(new Set(vols.map(({ name }) => name))).toEqual(new Set(['black-box.img', 'copy.img']))
  expect(await qemu.answers(remote.storagePoolNumOfVolumes, { pool })).toEqual({ num: 2 })
  const { names } = await qemu.answers(remote.storagePoolListVolumes, { pool, maxnames: 9 })
  expect(new Set(names)).toEqual(new Set(['black-box.img', 'copy.img']))

  await qemu.answers(remote.storageVolWipe, { vol, flags })
  await qemu.answers(remote.storageVolWipePattern, {
    vol: copy.vol,
    algorithm: WipeAlgorithm.zero,
    flags,
  })
  const wiped = await qemu.streams(remote.storageVolDownload, { ...range, offset: 0n })
  expect(await textOf(wiped)).toBe('\0'.repeat(6))
  await qemu.answers(remote.storageVolDelete, { vol, flags })
  await qemu.answers(remote.storageVolDelete, { vol: copy.vol, flags })
}

const textOf = async (stream: AsyncIterable<Buffer>): Promise<string> => {
  let text = ''
  for await (const chunk of stream) text += chunk.toString('latin1')
  return text
}
