import { expect } from 'vitest'
import {
  AbortJobFlags,
  BlockCommitFlags,
  BlockJobAbortFlags,
  BlockJobType,
  DomainXmlFlags,
  ErrorCode,
  JobType,
  param,
  remote,
  SnapshotCreateFlags,
  type DomainRef,
} from '../../index'
import type { PrivateDaemon } from '../private-daemon'
import { until, withMachine, type Machine } from './machine'
import type { Caller } from './recorder'

const flags = 0

const sourceOf = async (qemu: Caller, dom: DomainRef): Promise<string> =>
  (await qemu.answers(remote.domainGetXmlDesc, { dom, flags })).xml

/** Puts an overlay on the machine's disk; resolves with its path. */
const overlay = async (qemu: Caller, { dom, beside }: Machine, name: string): Promise<string> => {
  const file = beside(`${name}.qcow2`)
  await qemu.answers(remote.domainSnapshotCreateXml, {
    dom,
    xmlDesc: `<domainsnapshot><disks><disk name='vda' snapshot='external'>
      <source file='${file}'/></disk></disks></domainsnapshot>`,
    flags: SnapshotCreateFlags.diskOnly | SnapshotCreateFlags.noMetadata,
  })
  return file
}

/** Moving a disk's data while the machine runs. */
export const coverBlockJobs = async (qemu: Caller, daemon: PrivateDaemon): Promise<void> => {
  await withMachine(qemu, daemon, 'blocks', async (machine) => {
    const { dom, beside } = machine
    const path = { dom, path: 'vda' }
    const job = () => qemu.answers(remote.domainGetBlockJobInfo, { ...path, flags })
    const noJob = async (): Promise<boolean> => !(await job()).found
    const ready = async (): Promise<boolean> => (await sourceOf(qemu, dom)).includes("ready='yes'")

    await overlay(qemu, machine, 'pulled')
    await qemu.answers(remote.domainBlockPull, { ...path, bandwidth: 0n, flags })
    await until('the pull ended', noJob)
    await overlay(qemu, machine, 'rebased')
    const unbounded = { ...path, bandwidth: 0n, flags }
    await qemu.answers(remote.domainBlockRebase, { ...unbounded, base: null })
    await until('the rebase ended', noJob)

    const top = await overlay(qemu, machine, 'committed')
    await qemu.answers(remote.domainBlockCommit, {
      dom,
      disk: 'vda',
      base: null,
      top: null,
      bandwidth: 0n,
      flags: BlockCommitFlags.active,
    })
    await until('the commit was ready', ready)
    expect(await job()).toMatchObject({ found: true, type: BlockJobType.activeCommit })
    await qemu.answers(remote.domainBlockJobAbort, { ...path, flags: BlockJobAbortFlags.pivot })
    expect(await sourceOf(qemu, dom)).not.toContain(top)

    const copy = beside('copy.qcow2')
    await qemu.answers(remote.domainBlockCopy, {
      ...path,
      destxml: `<disk type='file'><driver type='qcow2'/><source file='${copy}'/></disk>`,
      params: [param.ullong('bandwidth', 0n)],
      flags,
    })
    await until('the copy was ready', ready)
    await qemu.answers(remote.domainBlockJobSetSpeed, { ...path, bandwidth: 5n, flags })
    expect((await job()).bandwidth).toBe(5n)
    await qemu.answers(remote.domainBlockJobAbort, { ...path, flags })
    expect(await noJob()).toBe(true)
  })
}

/** Jobs of a whole machine, on a backup that others fetch and that so lasts as long as we like. */
export const coverJobs = async (qemu: Caller, daemon: PrivateDaemon): Promise<void> => {
  await withMachine(qemu, daemon, 'backup', async ({ dom, beside }) => {
    const begin = async (name: string): Promise<void> => {
      await qemu.answers(remote.domainBackupBegin, {
        dom,
        backupXml: `<domainbackup mode='pull'>
          <server transport='unix' socket='${beside(`${name}.sock`)}'/>
          <disks><disk name='vda' type='file'><scratch file='${beside(name)}'/></disk></disks>
        </domainbackup>`,
        checkpointXml: null,
        flags,
      })
    }
    expect((await qemu.answers(remote.domainGetJobInfo, { dom })).type).toBe(JobType.none)
    await qemu.refuses(remote.domainBackupGetXmlDesc, { dom, flags }, ErrorCode.noDomainBackup)
    await begin('first')
    const { xml } = await qemu.answers(remote.domainBackupGetXmlDesc, { dom, flags })
    expect(xml).toContain("<domainbackup mode='pull'")
    const stats = await qemu.answers(remote.domainGetJobStats, { dom, flags })
    expect(stats.type).toBe(JobType.unbounded)
    expect(stats.params.map(({ name }) => name)).toContain('operation')
    await qemu.answers(remote.domainAbortJob, { dom })
    await begin('second')
    await qemu.answers(remote.domainAbortJobFlags, { dom, flags })
    await qemu.refuses(
      remote.domainAbortJobFlags,
      { dom, flags: AbortJobFlags.postCopy },
      ErrorCode.operationInvalid,
    )

    const file = beside('saved')
    await qemu.answers(remote.domainSaveParams, {
      dom,
      params: [param.string('file', file)],
      flags,
    })
    await qemu.answers(remote.domainRestoreParams, { params: [param.string('file', file)], flags })
  })
}

/** A machine's memory in libvirt's own keeping. */
export const coverManagedSave = async (qemu: Caller, daemon: PrivateDaemon): Promise<void> => {
  await withMachine(qemu, daemon, 'kept', async ({ dom }) => {
    const inactive = { dom, flags: DomainXmlFlags.inactive }
    const { xml } = await qemu.answers(remote.domainGetXmlDesc, inactive)
    await qemu.answers(remote.domainDefineXmlFlags, { xml, flags })
    await qemu.answers(remote.domainManagedSave, { dom, flags })
    const kept = await qemu.answers(remote.domainManagedSaveGetXmlDesc, { dom, flags })
    expect(kept.xml).toContain('<name>kept</name>')
    await qemu.answers(remote.domainManagedSaveDefineXml, { dom, dxml: kept.xml, flags })
    await qemu.answers(remote.domainManagedSaveRemove, { dom, flags })
    await qemu.answers(remote.domainUndefineFlags, { dom, flags })
  })
}
