import { expect, test } from 'vitest'
import { readEnvironmentDefaults, type ProvisioningEnvironment } from './environment-defaults'

test('says nothing of what the environment leaves out', () => {
  expect(readEnvironmentDefaults({ LIBVIRT_DEFAULT_MEMORY_MIB: '' })).toEqual({
    memoryMib: 2048,
    vcpus: 2,
    isolation: 'standard',
    diskMib: 20_480,
    diskFormat: 'qcow2',
    pool: 'default',
    network: { source: { type: 'network', network: 'default' } },
    gpu: { mode: 'emulated' },
    console: 'pty',
  })
})

test('reads every name', () => {
  expect(
    readEnvironmentDefaults({
      LIBVIRT_DEFAULT_MEMORY_MIB: '4096',
      LIBVIRT_DEFAULT_VCPU_COUNT: '8',
      LIBVIRT_DEFAULT_ISOLATION_TIER: 'hardened',
      LIBVIRT_NETWORK_TEMPLATE: '{"source":{"type":"bridge","bridge":"br0"},"model":"e1000e"}',
      LIBVIRT_VOLUME_TEMPLATE: '{"pool":"fast","sizeMib":1024,"format":"raw"}',
      LIBVIRT_GPU_POLICY: '{"mode":"passthrough","devices":["0000:01:00.0"]}',
      LIBVIRT_CONSOLE_SOURCE: 'log',
    }),
  ).toEqual({
    memoryMib: 4096,
    vcpus: 8,
    isolation: 'hardened',
    diskMib: 1024,
    diskFormat: 'raw',
    pool: 'fast',
    network: { source: { type: 'bridge', bridge: 'br0' }, model: 'e1000e' },
    gpu: { mode: 'passthrough', devices: ['0000:01:00.0'] },
    console: 'log',
  })
})

test('takes a bare name for a network or a pool', () => {
  const defaults = readEnvironmentDefaults({
    LIBVIRT_NETWORK_TEMPLATE: 'lab',
    LIBVIRT_VOLUME_TEMPLATE: 'fast',
  })
  expect(defaults).toMatchObject({
    network: { source: { type: 'network', network: 'lab' } },
    pool: 'fast',
  })
})

test.each<[ProvisioningEnvironment, RegExp]>([
  [{ LIBVIRT_DEFAULT_MEMORY_MIB: '2 GiB' }, /LIBVIRT_DEFAULT_MEMORY_MIB: is no whole number/],
  [{ LIBVIRT_DEFAULT_VCPU_COUNT: '0' }, /LIBVIRT_DEFAULT_VCPU_COUNT: .*>=1/],
  [{ LIBVIRT_DEFAULT_ISOLATION_TIER: 'safe' }, /LIBVIRT_DEFAULT_ISOLATION_TIER: .*"hardened"/],
  [{ LIBVIRT_GPU_POLICY: '{"mode":' }, /LIBVIRT_GPU_POLICY: is no JSON: .*/],
  [{ LIBVIRT_GPU_POLICY: '{"mode":"magic"}' }, /LIBVIRT_GPU_POLICY at mode: /],
  [
    { LIBVIRT_GPU_POLICY: '{"mode":"passthrough","devices":["0000:01:00.0","1:0"]}' },
    /LIBVIRT_GPU_POLICY at devices\.1: is no PCI address/,
  ],
  [{ LIBVIRT_GPU_POLICY: '{"mode":"none","devices":[]}' }, /LIBVIRT_GPU_POLICY: .*devices/],
  [{ LIBVIRT_NETWORK_TEMPLATE: '{"source":{"type":"bridge"}}' }, /at source\.bridge: /],
  [{ LIBVIRT_VOLUME_TEMPLATE: '{"sizeMib":-1}' }, /LIBVIRT_VOLUME_TEMPLATE at sizeMib: /],
  [{ LIBVIRT_VOLUME_TEMPLATE: '{"size":1}' }, /LIBVIRT_VOLUME_TEMPLATE: .*size/],
  [{ LIBVIRT_CONSOLE_SOURCE: 'tty' }, /LIBVIRT_CONSOLE_SOURCE: /],
])('refuses %j, and says what is wrong and where', (environment, words) => {
  expect(() => readEnvironmentDefaults(environment)).toThrow(words)
})

test('tells of all that is wrong at once', () => {
  const environment = { LIBVIRT_DEFAULT_MEMORY_MIB: 'x', LIBVIRT_DEFAULT_VCPU_COUNT: 'y' }
  expect(() => readEnvironmentDefaults(environment)).toThrow(/MEMORY_MIB: .*\n.*VCPU_COUNT: /)
})
