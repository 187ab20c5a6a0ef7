import { expect } from 'vitest'
import {
  AffectFlags,
  DomainState,
  DomainXmlFlags,
  ErrorCode,
  InterfaceAddressSource,
  MemoryPeekFlags,
  MetadataType,
  param,
  ParameterFlags,
  parameterMap,
  remote,
  StatsGroup,
  VcpuFlags,
  type DomainRef,
} from '../../index'
import type { Caller } from './recorder'

const flags = 0

const xml = `<domain type='test'><name>rig</name><uuid>4f1e8d1a-2b1c-4d75-9b6c-000000000005</uuid>
  <memory>2097152</memory><vcpu current='2'>4</vcpu><iothreads>2</iothreads>
  <os><type>hvm</type></os>
  <devices>
    <disk type='file' device='disk'><source file='/var/rig.img'/><target dev='vda' bus='virtio'/></disk>
    <interface type='network'><mac address='52:54:00:00:00:05'/><source network='default'/>
      <target dev='testnet5'/></interface><memballoon model='virtio'/>
  </devices></domain>`

/** Runs `use` on a machine of the test driver with a disk, an interface and threads. */
export const withRig = async (
  test: Caller,
  use: (dom: DomainRef) => Promise<void>,
): Promise<void> => {
  const { dom } = await test.answers(remote.domainDefineXml, { xml })
  const started = await test.answers(remote.domainCreateWithFlags, { dom, flags })
  try {
    await use(started.dom)
  } finally {
    await test.answers(remote.domainDestroy, { dom })
    await test.answers(remote.domainUndefine, { dom })
  }
}

/** What a machine is and how it is. */
export const coverState = async (test: Caller): Promise<void> => {
  await withRig(test, async (dom) => {
    const live = await test.answers(remote.domainGetXmlDesc, { dom, flags })
    expect(live.xml).toContain("<domain type='test' id='")
    const inactive = { dom, flags: DomainXmlFlags.inactive }
    expect((await test.answers(remote.domainGetXmlDesc, inactive)).xml).toContain(
      "<domain type='test'>",
    )
    expect(await test.answers(remote.domainGetInfo, { dom })).toMatchObject({
      state: DomainState.running,
      maxMem: 2_097_152n,
      nrVirtCpu: 2,
    })
    expect(await test.answers(remote.domainGetControlInfo, { dom, flags })).toMatchObject({
      state: 0,
      details: 0,
    })
    expect(await test.answers(remote.domainIsUpdated, { dom })).toEqual({ updated: false })
    expect(await test.answers(remote.domainGetOsType, { dom })).toEqual({ type: 'linux' })
    expect(await test.answers(remote.domainGetMaxMemory, { dom })).toEqual({ memory: 2_097_152n })
    expect(await test.answers(remote.domainGetMaxVcpus, { dom })).toEqual({ num: 4 })
    expect(await test.answers(remote.domainGetMessages, { dom, flags })).toEqual({ msgs: [] })
    const errors = { dom, maxerrors: 9, flags }
    await test.answers(remote.domainGetDiskErrors, errors)
    expect(await test.answers(remote.domainGetSecurityLabel, { dom })).toEqual({
      label: 'libvirt-test',
      enforcing: 1,
    })

    const metadata = { dom, type: MetadataType.title, key: null, uri: null, flags }
    await test.answers(remote.domainSetMetadata, { ...metadata, metadata: 'Rigged' })
    expect(
      await test.answers(remote.domainGetMetadata, {
        dom,
        type: MetadataType.title,
        uri: null,
        flags,
      }),
    ).toEqual({ metadata: 'Rigged' })
    const peek = { dom, offset: 0n, size: 16, flags: MemoryPeekFlags.virtual }
    expect((await test.answers(remote.domainMemoryPeek, peek)).buffer).toHaveLength(16)
    const shot = await test.streams(remote.domainScreenshot, { dom, screen: 0, flags })
    expect(shot.reply).toEqual({ mime: 'image/png' })
    shot.abort()
  })
}

/** What a machine uses. */
export const coverStatistics = async (test: Caller): Promise<void> => {
  await withRig(test, async (dom) => {
    const stats = StatsGroup.state
    const bulk = await test.answers(remote.connectGetAllDomainStats, { doms: [dom], stats, flags })
    expect(bulk.retStats).toHaveLength(1)
    expect(parameterMap(bulk.retStats[0]?.params ?? []).get('state.state')).toBe(
      DomainState.running,
    )
    const total = { dom, nparams: 8, startCpu: -1, ncpus: 1, flags }
    const { params } = await test.answers(remote.domainGetCpuStats, total)
    expect(params.map(({ name }) => name)).toContain('cpu_time')
    const vcpus = await test.answers(remote.domainGetVcpus, { dom, maxinfo: 4, maplen: 2 })
    expect(vcpus.info.map(({ number }) => number)).toEqual([0, 1])
    const memory = await test.answers(remote.domainMemoryStats, { dom, maxStats: 16, flags })
    expect(memory.stats.length).toBeGreaterThan(0)
    const block = await test.answers(remote.domainBlockStats, { dom, path: 'vda' })
    expect(block.rdBytes).toBeGreaterThan(0n)
    const sizes = await test.answers(remote.domainGetBlockInfo, { dom, path: 'vda', flags })
    expect(sizes.capacity).toBeGreaterThan(0n)
    const traffic = await test.answers(remote.domainInterfaceStats, { dom, device: 'testnet5' })
    expect(traffic.rxBytes).toBeGreaterThanOrEqual(0n)
    await test.answers(remote.domainSetPerfEvents, {
      dom,
      params: [param.boolean('cmt', true)],
      flags,
    })
    const perf = await test.answers(remote.domainGetPerfEvents, { dom, flags })
    expect(parameterMap(perf.params).get('cmt')).toBe(true)
  })
}

/** What the test driver pretends that a guest answers. */
export const coverGuest = async (test: Caller): Promise<void> => {
  await withRig(test, async (dom) => {
    expect((await test.answers(remote.domainGetHostname, { dom, flags })).hostname).toBe('righost')
    const { info } = await test.answers(remote.domainGetFsinfo, { dom, flags })
    expect(info.map(({ mountpoint }) => mountpoint)).toEqual(['/', '/boot'])
    expect(info[0]?.devAliases).toEqual(['vda'])
    const mountpoints = ['/']
    expect(await test.answers(remote.domainFsfreeze, { dom, mountpoints, flags })).toEqual({
      filesystems: 1,
    })
    expect(await test.answers(remote.domainFsthaw, { dom, mountpoints, flags })).toEqual({
      filesystems: 1,
    })
    await test.answers(remote.domainFstrim, { dom, mountPoint: '/', minimum: 0n, flags })
    await test.answers(remote.domainSetTime, { dom, seconds: 1000n, nseconds: 5, flags })
    expect(await test.answers(remote.domainGetTime, { dom, flags })).toEqual({
      seconds: 1000n,
      nseconds: 5,
    })
    await test.answers(remote.domainSetUserPassword, {
      dom,
      user: 'pilot',
      password: 'secret',
      flags,
    })
    const source = InterfaceAddressSource.lease
    const { ifaces } = await test.answers(remote.domainInterfaceAddresses, { dom, source, flags })
    expect(ifaces).toHaveLength(1)
    expect(ifaces[0]).toMatchObject({ name: 'testnet5', hwaddr: '52:54:00:00:00:05' })
    expect(ifaces[0]?.addrs[0]?.addr).toMatch(/^192\.168\.122\./)
    await test.answers(remote.domainSendProcessSignal, { dom, pidValue: 1n, signum: 15, flags })
  })
}

/** Tuning that the test driver pretends to do. */
export const coverTuning = async (test: Caller): Promise<void> => {
  await withRig(test, async (dom) => {
    const live = { flags: AffectFlags.live }
    await test.answers(remote.domainSetMemory, { dom, memory: 1_048_576n })
    await test.answers(remote.domainSetMemoryFlags, { dom, memory: 1_572_864n, ...live })
    expect((await test.answers(remote.domainGetInfo, { dom })).memory).toBe(1_572_864n)
    await test.answers(remote.domainSetMemoryStatsPeriod, { dom, period: 5, flags })
    const limit = [param.ullong('hard_limit', 4_194_304n)]
    await test.answers(remote.domainSetMemoryParameters, { dom, params: limit, flags })
    const memory = await test.answers(remote.domainGetMemoryParameters, {
      dom,
      nparams: 3,
      flags,
    })
    expect(parameterMap(memory.params).get('hard_limit')).toBe(4_194_304n)
    const numa = [param.int('numa_mode', 0), param.string('numa_nodeset', '0')]
    await test.answers(remote.domainSetNumaParameters, {
      dom,
      params: numa,
      flags: AffectFlags.config,
    })
    const nodes = await test.answers(remote.domainGetNumaParameters, {
      dom,
      nparams: 2,
      flags: AffectFlags.config | ParameterFlags.strings,
    })
    expect(parameterMap(nodes.params).get('numa_nodeset')).toBe('0')

    await test.answers(remote.domainSetVcpus, { dom, nvcpus: 3 })
    await test.answers(remote.domainSetVcpusFlags, { dom, nvcpus: 2, flags: VcpuFlags.live })
    const count = { dom, flags: VcpuFlags.live }
    expect(await test.answers(remote.domainGetVcpusFlags, count)).toEqual({ num: 2 })
    const cpumap = Buffer.from([0b101, 0])
    await test.answers(remote.domainPinVcpu, { dom, vcpu: 0, cpumap })
    await test.answers(remote.domainPinVcpuFlags, { dom, vcpu: 1, cpumap, flags })
    const pins = { dom, ncpumaps: 2, maplen: 2, flags }
    expect(await test.answers(remote.domainGetVcpuPinInfo, pins)).toEqual({
      cpumaps: Buffer.concat([cpumap, cpumap]),
      num: 2,
    })
    await test.answers(remote.domainPinEmulator, { dom, cpumap, ...live })
    const emulator = await test.answers(remote.domainGetEmulatorPinInfo, {
      dom,
      maplen: 2,
      ...live,
    })
    expect(emulator).toEqual({ cpumaps: cpumap, ret: 1 })

    expect(await test.answers(remote.domainGetSchedulerType, { dom })).toEqual({
      type: 'fair',
      nparams: 1,
    })
    const weight = [param.uint('weight', 60)]
    await test.answers(remote.domainSetSchedulerParameters, { dom, params: weight })
    await test.answers(remote.domainSetSchedulerParametersFlags, { dom, params: weight, flags })
    const asked = { dom, nparams: 1 }
    const scheduler = await test.answers(remote.domainGetSchedulerParameters, asked)
    expect(scheduler.params[0]?.name).toBe('weight')
    // The daemon always adds STRINGS, which this one getter of the test driver does not know.
    await test.refuses(
      remote.domainGetSchedulerParametersFlags,
      { ...asked, flags },
      ErrorCode.invalidArgument,
    )
  })
}

/** Tuning of disks, interfaces and threads. */
export const coverDeviceTuning = async (test: Caller): Promise<void> => {
  await withRig(test, async (dom) => {
    const blkio = [param.uint('weight', 500)]
    await test.answers(remote.domainSetBlkioParameters, { dom, params: blkio, flags })
    const weights = await test.answers(remote.domainGetBlkioParameters, {
      dom,
      nparams: 6,
      flags,
    })
    expect(parameterMap(weights.params).get('weight')).toBe(500)
    const tune = [
      param.ullong('total_bytes_sec', 1_048_576n),
      param.ullong('total_bytes_sec_max', 2_097_152n),
    ]
    await test.answers(remote.domainSetBlockIoTune, { dom, disk: 'vda', params: tune, flags })
    const tuned = await test.answers(remote.domainGetBlockIoTune, {
      dom,
      disk: 'vda',
      nparams: 20,
      flags,
    })
    expect(parameterMap(tuned.params).get('total_bytes_sec')).toBe(1_048_576n)
    const device = 'testnet5'
    const bandwidth = [param.uint('inbound.average', 1000)]
    await test.answers(remote.domainSetInterfaceParameters, {
      dom,
      device,
      params: bandwidth,
      flags,
    })
    const link = await test.answers(remote.domainGetInterfaceParameters, {
      dom,
      device,
      nparams: 7,
      flags,
    })
    expect(parameterMap(link.params).get('inbound.average')).toBe(1000)

    await test.answers(remote.domainAddIothread, { dom, iothreadID: 7, flags })
    const cpumap = Buffer.from([0b11, 0])
    await test.answers(remote.domainPinIothread, { dom, iothreadsID: 7, cpumap, flags })
    await test.answers(remote.domainSetIothreadParams, {
      dom,
      iothreadID: 7,
      params: [param.ullong('poll_max_ns', 1000n)],
      flags: AffectFlags.live,
    })
    const threads = await test.answers(remote.domainGetIothreadInfo, { dom, flags })
    expect(threads.info.map(({ iothreadID }) => iothreadID)).toEqual([1, 2, 7])
    await test.answers(remote.domainDelIothread, { dom, iothreadID: 7, flags })

    await test.refuses(
      remote.domainSetLaunchSecurityState,
      { dom, params: [param.string('sev-secret', 'x')], flags },
      ErrorCode.noSupport,
    )
  })
}
