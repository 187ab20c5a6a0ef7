import { join } from 'node:path'
import { expect } from 'vitest'
import {
  AffectFlags,
  CoreDumpFormat,
  DomainState,
  ErrorCode,
  Lifecycle,
  LifecycleAction,
  remote,
  type DomainRef,
} from '../../index'
import type { PrivateDaemon } from '../private-daemon'
import type { Caller } from './recorder'

const flags = 0

const xmlOf = (name: string, lastDigit: number): string =>
  `<domain type='test'><name>${name}</name>
    <uuid>4f1e8d1a-2b1c-4d75-9b6c-00000000000${lastDigit}</uuid>
    <memory>1048576</memory><vcpu>2</vcpu><os><type>hvm</type></os></domain>`

const stateOf = async (test: Caller, dom: DomainRef): Promise<number> =>
  (await test.answers(remote.domainGetState, { dom, flags })).state

/** A machine from definition to its end. */
export const coverLifecycle = async (test: Caller): Promise<void> => {
  const xml = xmlOf('glider', 1)
  const { dom } = await test.answers(remote.domainDefineXmlFlags, { xml, flags })
  expect(dom).toEqual({ name: 'glider', uuid: '4f1e8d1a-2b1c-4d75-9b6c-000000000001', id: -1 })
  expect(await test.answers(remote.domainDefineXml, { xml })).toEqual({ dom })
  expect(await test.answers(remote.domainLookupByName, { name: 'glider' })).toEqual({ dom })
  expect(await test.answers(remote.domainLookupByUuid, { uuid: dom.uuid })).toEqual({ dom })
  expect(await test.answers(remote.domainIsActive, { dom })).toEqual({ active: false })
  expect(await test.answers(remote.domainIsPersistent, { dom })).toEqual({ persistent: true })

  await test.answers(remote.domainRename, { dom, newName: 'sailplane', flags })
  const renamed = (await test.answers(remote.domainLookupByUuid, { uuid: dom.uuid })).dom
  expect(renamed.name).toBe('sailplane')

  await test.answers(remote.domainSetMaxMemory, { dom: renamed, memory: 2_097_152n })
  expect(await test.answers(remote.domainGetMaxMemory, { dom: renamed })).toEqual({
    memory: 2_097_152n,
  })
  const started = (await test.answers(remote.domainCreateWithFlags, { dom: renamed, flags })).dom
  expect(started.id).toBeGreaterThan(0)
  expect(await test.answers(remote.domainLookupById, { id: started.id })).toEqual({ dom: started })
  expect(await stateOf(test, started)).toBe(DomainState.running)
  await test.answers(remote.domainSuspend, { dom: started })
  expect(await stateOf(test, started)).toBe(DomainState.paused)
  await test.answers(remote.domainResume, { dom: started })
  await test.answers(remote.domainReboot, { dom: started, flags })
  await test.answers(remote.domainReset, { dom: started, flags })
  await test.answers(remote.domainInjectNmi, { dom: started, flags })
  await test.answers(remote.domainSendKey, {
    dom: started,
    codeset: 0,
    holdtime: 50,
    keycodes: [29, 56, 111],
    flags,
  })
  await test.answers(remote.domainSetLifecycleAction, {
    dom: started,
    type: Lifecycle.reboot,
    action: LifecycleAction.destroy,
    flags: AffectFlags.current,
  })
  await test.answers(remote.domainShutdownFlags, { dom: started, flags })
  expect(await stateOf(test, started)).toBe(DomainState.shutoff)

  await test.answers(remote.domainCreate, { dom: renamed })
  await test.answers(remote.domainShutdown, { dom: renamed })
  await test.answers(remote.domainCreate, { dom: renamed })
  await test.answers(remote.domainDestroyFlags, { dom: renamed, flags })
  await test.answers(remote.domainSetAutostart, { dom: renamed, autostart: true })
  expect(await test.answers(remote.domainGetAutostart, { dom: renamed })).toEqual({
    autostart: true,
  })
  await test.answers(remote.domainUndefineFlags, { dom: renamed, flags })
  await test.refuses(remote.domainLookupByUuid, { uuid: dom.uuid }, ErrorCode.noDomain)

  const made = await test.answers(remote.domainCreateXml, { xmlDesc: xmlOf('kite', 2), flags })
  expect(await test.answers(remote.domainIsPersistent, made)).toEqual({ persistent: false })
  await test.answers(remote.domainDefineXml, { xml: xmlOf('kite', 2) })
  await test.answers(remote.domainDestroy, made)
  await test.answers(remote.domainUndefine, made)
}

/** Memory written to files and read back. */
export const coverSaves = async (test: Caller, daemon: PrivateDaemon): Promise<void> => {
  const { dom } = await test.answers(remote.domainDefineXml, { xml: xmlOf('balloon', 3) })
  const file = join(daemon.env['XDG_CACHE_HOME'] ?? '', 'balloon.save')
  const active = async (): Promise<boolean> =>
    (await test.answers(remote.domainIsActive, { dom })).active
  const managed = async (): Promise<boolean> =>
    (await test.answers(remote.domainHasManagedSaveImage, { dom, flags })).result

  await test.answers(remote.domainCreate, { dom })
  await test.answers(remote.domainSave, { dom, to: file })
  expect(await active()).toBe(false)
  const saved = await test.answers(remote.domainSaveImageGetXmlDesc, { file, flags })
  expect(saved.xml).toContain('<name>balloon</name>')
  await test.answers(remote.domainSaveImageDefineXml, {
    file,
    dxml: saved.xml.replace('<name>', '<title>saved</title><name>'),
    flags,
  })
  await test.answers(remote.domainRestore, { from: file })
  expect(await active()).toBe(true)
  await test.answers(remote.domainSaveFlags, { dom, to: file, dxml: null, flags })
  await test.answers(remote.domainRestoreFlags, { from: file, dxml: null, flags })
  expect(await active()).toBe(true)

  await test.answers(remote.domainManagedSave, { dom, flags })
  expect(await active()).toBe(false)
  expect(await managed()).toBe(true)
  await test.answers(remote.domainManagedSaveRemove, { dom, flags })
  expect(await managed()).toBe(false)

  await test.answers(remote.domainCreate, { dom })
  await test.answers(remote.domainCoreDump, { dom, to: `${file}.core`, flags })
  await test.answers(remote.domainCoreDumpWithFormat, {
    dom,
    to: `${file}.core`,
    dumpformat: CoreDumpFormat.raw,
    flags,
  })
  await test.answers(remote.domainDestroy, { dom })
  await test.answers(remote.domainUndefine, { dom })
}
