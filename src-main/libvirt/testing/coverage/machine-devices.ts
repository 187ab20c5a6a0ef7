import { writeFile } from 'node:fs/promises'
import { expect } from 'vitest'
import {
  AffectFlags,
  BlockResizeFlags,
  ErrorCode,
  param,
  parameterMap,
  qemu as qemuProgram,
  remote,
} from '../../index'
import type { PrivateDaemon } from '../private-daemon'
import { withMachine } from './machine'
import type { Caller } from './recorder'

const flags = 0

/** Devices of a machine that runs. */
export const coverDevices = async (qemu: Caller, daemon: PrivateDaemon): Promise<void> => {
  await withMachine(qemu, daemon, 'devices', async ({ dom, beside }) => {
    const described = async (): Promise<string> =>
      (await qemu.answers(remote.domainGetXmlDesc, { dom, flags })).xml
    const tablet = "<input type='tablet' bus='usb'><alias name='ua-tablet'/></input>"
    await qemu.answers(remote.domainAttachDevice, { dom, xml: tablet })
    expect(await described()).toContain('ua-tablet')
    await qemu.answers(remote.domainDetachDevice, { dom, xml: tablet })
    expect(await described()).not.toContain('ua-tablet')
    const live = AffectFlags.live
    await qemu.answers(remote.domainAttachDeviceFlags, { dom, xml: tablet, flags: live })
    await qemu.answers(remote.domainDetachDeviceFlags, { dom, xml: tablet, flags: live })
    await qemu.answers(remote.domainAttachDeviceFlags, { dom, xml: tablet, flags: live })
    await qemu.answers(remote.domainDetachDeviceAlias, { dom, alias: 'ua-tablet', flags: live })

    const medium = beside('medium.iso')
    const sectors = Buffer.alloc(65_536)
    sectors.write('CD001', 32_769)
    await writeFile(medium, sectors)
    const cdrom = `<disk type='file' device='cdrom'><source file='${medium}'/>
      <target dev='hdc' bus='ide'/><readonly/></disk>`
    await qemu.answers(remote.domainUpdateDeviceFlags, { dom, xml: cdrom, flags: live })
    expect(await described()).toContain(medium)

    await qemu.answers(remote.domainBlockResize, {
      dom,
      disk: 'vda',
      size: 16_777_216n,
      flags: BlockResizeFlags.bytes,
    })
    const path = { dom, path: 'vda', flags }
    const { capacity } = await qemu.answers(remote.domainGetBlockInfo, path)
    expect(capacity).toBe(16_777_216n)
    const peek = { dom, path: 'hdc', offset: 32_769n, size: 5, flags }
    const { buffer } = await qemu.answers(remote.domainBlockPeek, peek)
    expect(buffer.toString()).toBe('CD001')
    const { params } = await qemu.answers(remote.domainBlockStatsFlags, { ...path, nparams: 16 })
    expect(params.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['rd_bytes', 'wr_operations']),
    )
    const slow = [param.ullong('total_iops_sec', 500n)]
    await qemu.answers(remote.domainSetBlockIoTune, { dom, disk: 'vda', params: slow, flags })
    const threshold = { dom, dev: 'vda', threshold: 1_048_576n, flags }
    await qemu.answers(remote.domainSetBlockThreshold, threshold)
    await qemu.answers(remote.domainSetVcpu, { dom, cpumap: '1', state: true, flags: live })
    const count = { dom, flags: live }
    expect(await qemu.answers(remote.domainGetVcpusFlags, count)).toEqual({ num: 2 })
    await qemu.answers(remote.domainStartDirtyRateCalc, { dom, seconds: 1, flags })
    expect(await qemu.answers(remote.domainGetSecurityLabelList, { dom })).toMatchObject({
      ret: expect.any(Number),
    })
  })
}

/** What streams from a machine. */
export const coverStreams = async (qemu: Caller, daemon: PrivateDaemon): Promise<void> => {
  await withMachine(qemu, daemon, 'streams', async ({ dom }) => {
    const shot = await qemu.streams(remote.domainScreenshot, { dom, screen: 0, flags })
    const chunks: Buffer[] = []
    for await (const chunk of shot) chunks.push(chunk)
    expect(shot.reply.mime).toMatch(/^image\//)
    expect(Buffer.concat(chunks).length).toBeGreaterThan(100)

    const console = await qemu.streams(remote.domainOpenConsole, { dom, devName: null, flags })
    await qemu.refusesStream(
      remote.domainOpenConsole,
      { dom, devName: null, flags },
      ErrorCode.operationFailed,
    )
    console.abort()
    const name = 'org.virthelm.0'
    const channel = await qemu.streams(remote.domainOpenChannel, { dom, name, flags })
    expect(channel.isOpen).toBe(true)
    channel.abort()
  })
}

/** QEMU's own monitor. */
export const coverMonitor = async (qemu: Caller, daemon: PrivateDaemon): Promise<void> => {
  await withMachine(qemu, daemon, 'monitor', async ({ dom }) => {
    const { callbackID } = await qemu.answers(qemuProgram.connectDomainMonitorEventRegister, {
      dom,
      event: 'STOP',
      flags,
    })
    await qemu.answers(remote.domainReset, { dom, flags })
    const command = { dom, cmd: '{"execute":"query-status"}', flags }
    const { result } = await qemu.answers(qemuProgram.domainMonitorCommand, command)
    expect(JSON.parse(result)).toMatchObject({ return: { status: 'running' } })
    await qemu.answers(qemuProgram.connectDomainMonitorEventDeregister, { callbackID })
  })
}

/** What needs an agent in the guest, asked of a guest that has none. */
export const coverAbsentAgent = async (qemu: Caller, daemon: PrivateDaemon): Promise<void> => {
  await withMachine(qemu, daemon, 'agentless', async ({ dom }) => {
    const timeout = { dom, timeout: -1, flags }
    expect(await qemu.answers(remote.domainAgentSetResponseTimeout, timeout)).toEqual({
      result: 0,
    })
    const absent = ErrorCode.agentUnresponsive
    await qemu.refuses(remote.domainGetGuestInfo, { dom, types: 0, flags }, absent)
    await qemu.refuses(remote.domainGetGuestVcpus, { dom, flags }, absent)
    await qemu.refuses(remote.domainSetGuestVcpus, { dom, cpumap: '0', state: true, flags }, absent)
    await qemu.refuses(remote.domainAuthorizedSshKeysGet, { dom, user: 'pilot', flags }, absent)
    await qemu.refuses(
      remote.domainAuthorizedSshKeysSet,
      { dom, user: 'pilot', keys: ['ssh-ed25519 AAAA'], flags },
      absent,
    )
    await qemu.refuses(
      qemuProgram.domainAgentCommand,
      { dom, cmd: '{"execute":"guest-ping"}', timeout: -1, flags },
      absent,
    )
    await qemu.refuses(
      remote.domainPmSuspendForDuration,
      { dom, target: 0, duration: 0n, flags },
      absent,
    )
    await qemu.refuses(remote.domainPmWakeup, { dom, flags }, ErrorCode.internal)
    const security = await qemu.answers(remote.domainGetLaunchSecurityInfo, { dom, flags })
    expect(parameterMap(security.params).size).toBe(0)
    await qemu.refuses(
      remote.domainSetLaunchSecurityState,
      { dom, params: [param.string('sev-secret', 'x')], flags },
      ErrorCode.operationUnsupported,
    )
  })
}
