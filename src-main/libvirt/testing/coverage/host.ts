import { expect } from 'vitest'
import { ErrorCode, param, qemu as qemuProgram, remote } from '../../index'
import type { Caller } from './recorder'

/** KEEPALIVE of `virDrvFeature`: any daemon says yes. */
const KEEPALIVE = 10

/** The connection itself: what the daemon is and says of itself. */
export const coverConnection = async (test: Caller, qemu: Caller): Promise<void> => {
  expect(await test.answers(remote.connectGetType, {})).toEqual({ type: 'TEST' })
  expect(await qemu.answers(remote.connectGetType, {})).toEqual({ type: 'QEMU' })
  expect((await test.answers(remote.connectGetVersion, {})).hvVer).toBe(2n)
  expect((await qemu.answers(remote.connectGetVersion, {})).hvVer).toBeGreaterThan(1_000_000n)
  expect((await test.answers(remote.connectGetLibVersion, {})).libVer).toBe(
    BigInt(test.connection.facts.daemonVersion),
  )
  expect((await test.answers(remote.connectGetHostname, {})).hostname).not.toBe('')
  expect(await test.answers(remote.connectGetUri, {})).toEqual({ uri: 'test:///default' })
  expect(await qemu.answers(remote.connectGetUri, {})).toEqual({ uri: 'qemu:///session' })
  expect(await test.answers(remote.connectIsSecure, {})).toEqual({ secure: true })
  expect(await test.answers(remote.connectSupportsFeature, { feature: KEEPALIVE })).toEqual({
    supported: true,
  })
  expect((await test.answers(remote.connectGetMaxVcpus, { type: 'test' })).maxVcpus).toBe(32)
  expect((await qemu.answers(remote.connectGetCapabilities, {})).capabilities).toMatch(
    /^<capabilities>/,
  )
  await qemu.tries(remote.connectGetSysinfo, { flags: 0 }, 'SMBIOS tables that it may read')
  const flags = 0
  await qemu.tries(
    remote.connectSetIdentity,
    { params: [param.string('unix-user-name', 'nobody')], flags },
    'a client that the daemon trusts',
  )
}

const asked = { emulatorbin: null, arch: 'x86_64', machine: 'q35', virttype: 'qemu', flags: 0 }

/** What the hypervisor can give to guests. */
export const coverCapabilities = async (test: Caller, qemu: Caller): Promise<void> => {
  const { capabilities } = await qemu.answers(remote.connectGetDomainCapabilities, asked)
  expect(capabilities).toContain('<domain>qemu</domain>')
  const pools = await qemu.answers(remote.connectGetStoragePoolCapabilities, { flags: 0 })
  expect(pools.capabilities).toContain("<pool type='dir' supported='yes'>")

  const names = { arch: 'x86_64', needResults: true, flags: 0 }
  const { models, ret } = await qemu.answers(remote.connectGetCpuModelNames, names)
  expect(models).toContain('qemu64')
  expect(models).toHaveLength(ret)
  const count = await qemu.answers(remote.connectGetCpuModelNames, { ...names, needResults: false })
  expect(count).toEqual({ models: [], ret })

  const cpu = '<cpu><arch>x86_64</arch><model>qemu64</model><vendor>AMD</vendor></cpu>'
  const flags = 0
  const comparison = await qemu.answers(remote.connectCompareCpu, { xml: cpu, flags })
  expect([-1, 0, 1, 2]).toContain(comparison.result)
  const baseline = await test.answers(remote.connectBaselineCpu, { xmlCPUs: [cpu, cpu], flags })
  expect(baseline.cpu).toContain('<model')
  const hypervisor = { emulator: null, arch: 'x86_64', machine: 'q35', virttype: 'qemu', flags }
  const guestCpu = "<cpu mode='custom' match='exact'><model>qemu64</model></cpu>"
  const fits = await qemu.answers(remote.connectCompareHypervisorCpu, {
    ...hypervisor,
    xmlCPU: guestCpu,
  })
  expect([0, 1, 2]).toContain(fits.result)
  const common = await qemu.answers(remote.connectBaselineHypervisorCpu, {
    ...hypervisor,
    xmlCPUs: ["<cpu mode='custom'><model>qemu64</model></cpu>"],
  })
  expect(common.cpu).toContain('qemu64')

  const native = await qemu.answers(remote.connectDomainXmlToNative, {
    nativeFormat: 'qemu-argv',
    domainXml:
      "<domain type='qemu'><name>native</name><memory>65536</memory><os><type arch='x86_64'>hvm</type></os></domain>",
    flags,
  })
  expect(native.nativeConfig).toContain('-name guest=native')
  await qemu.refuses(
    remote.connectDomainXmlFromNative,
    { nativeFormat: 'qemu-argv', nativeConfig: '/usr/bin/qemu', flags },
    ErrorCode.noSupport,
  )
  await qemu.refuses(qemuProgram.domainAttach, { pidValue: 1, flags }, ErrorCode.noSupport)
}

/** The host: CPUs, memory, power. */
export const coverNode = async (test: Caller, qemu: Caller): Promise<void> => {
  const info = await test.answers(remote.nodeGetInfo, {})
  expect(info).toEqual({
    model: 'i686',
    memory: 3_145_728n,
    cpus: 16,
    mhz: 1400,
    nodes: 2,
    sockets: 2,
    cores: 2,
    threads: 2,
  })
  expect((await qemu.answers(remote.nodeGetInfo, {})).memory).toBeGreaterThan(0n)

  const flags = 0
  const whole = { cpuNum: -1, flags }
  const { nparams } = await test.answers(remote.nodeGetCpuStats, { ...whole, nparams: 0 })
  const { params } = await test.answers(remote.nodeGetCpuStats, { ...whole, nparams })
  expect(params.map(({ field }) => field)).toEqual(
    expect.arrayContaining(['kernel', 'user', 'idle', 'iowait']),
  )
  const memory = await qemu.answers(remote.nodeGetMemoryStats, { cellNum: -1, nparams: 4, flags })
  expect(memory.params.map(({ field }) => field)).toContain('total')

  const map = await test.answers(remote.nodeGetCpuMap, { needMap: true, needOnline: true, flags })
  expect(map).toEqual({ cpumap: Buffer.from([0x15]), online: 3, ret: 8 })
  const cells = await test.answers(remote.nodeGetCellsFreeMemory, { startCell: 0, maxcells: 2 })
  expect(cells.cells).toHaveLength(2)
  expect((await qemu.answers(remote.nodeGetFreeMemory, {})).freeMem).toBeGreaterThan(0n)
  const pages = { pages: [4, 2048], startCell: 0, cellCount: 1, flags }
  expect((await qemu.answers(remote.nodeGetFreePages, pages)).counts).toHaveLength(2)
  await qemu.tries(
    remote.nodeAllocPages,
    { pageSizes: [2048], pageCounts: [0n], startCell: 0, cellCount: 1, flags },
    'a daemon that may set huge pages aside',
  )
  await qemu.tries(
    remote.nodeGetMemoryParameters,
    { nparams: 8, flags },
    'memory that is merged (KSM)',
  )
  await qemu.tries(
    remote.nodeSetMemoryParameters,
    { params: [param.uint('shm_sleep_millisecs', 20)], flags },
    'a daemon that may change how memory is merged (KSM)',
  )
  expect(await test.answers(remote.nodeGetSecurityModel, {})).toEqual({
    model: 'testSecurity',
    doi: '',
  })
  // Too short a time for any host: none goes to sleep over this.
  const nap = { target: 0, duration: 1n, flags }
  expect(await qemu.tries(remote.nodeSuspendForDuration, nap, 'a host that can sleep')).toBeNull()
  await qemu.tries(remote.nodeGetSevInfo, { nparams: 0, flags }, 'an AMD processor with SEV')
}
