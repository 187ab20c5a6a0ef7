import { describe, expect, test } from 'vitest'
import type { NewMachine } from '../../../src-preload/contract/provisioning'
import { parseXml } from '../../xml/parse-xml'
import { attributeOf, children, find, textOf } from '../../xml/select-elements'
import { readEnvironmentDefaults, type ProvisioningEnvironment } from './environment-defaults'
import type { HostOffer } from './host-offer'
import { newDefinition, type MachineDesign } from './new-definition'
import { virtInstallLine } from './virt-install-line'

const offer: HostOffer = {
  driver: 'QEMU',
  virtType: 'kvm',
  arch: 'x86_64',
  machineType: 'q35',
  maxVcpus: 32,
  memoryKib: 1,
  hasUefi: true,
  hasSecureBoot: true,
  hasTpm: true,
  sev: true,
  sevEs: true,
  tdx: false,
  isSystem: true,
}

const request: NewMachine = {
  hostId: 'h',
  name: "it's, new",
  source: { type: 'pxe' },
  start: false,
}

const design: MachineDesign = {
  request,
  uuid: '00000000-0000-4000-8000-00000000abcd',
  memoryMib: 512,
  vcpus: 2,
  firmware: 'uefi',
  tpm: false,
  graphics: 'spice',
  isolation: 'standard',
  drives: [
    { device: 'disk', source: { type: 'file', path: '/a,b.qcow2' }, format: 'qcow2', bootOrder: 1 },
  ],
  networks: [
    {
      spec: { kind: 'nic', source: { type: 'network', network: 'n' }, model: 'virtio' },
      bootOrder: 2,
    },
  ],
}

const define = (
  more: Partial<MachineDesign> = {},
  {
    host = offer,
    environment = {},
  }: { host?: HostOffer; environment?: ProvisioningEnvironment } = {},
) =>
  parseXml(
    newDefinition(
      { ...design, ...more },
      { offer: host, defaults: readEnvironmentDefaults(environment) },
    ),
  )

const names = (domain: ReturnType<typeof parseXml>): string[] =>
  (find(domain, 'devices')?.children ?? []).map(({ nodeName }) => nodeName)

describe('a confidential machine', () => {
  test('is encrypted, from a firmware that keeps nothing', () => {
    const domain = define({ isolation: 'confidential' })
    expect(attributeOf(domain, 'launchSecurity', 'type')).toBe('sev')
    expect(textOf(domain, 'launchSecurity/policy')).toBe('0x0007')
    expect(attributeOf(domain, 'os', 'firmware')).toBe('efi')
    expect(attributeOf(domain, 'os/loader', 'stateless')).toBe('yes')
    expect(attributeOf(domain, 'devices/disk/driver', 'iommu')).toBe('on')
    expect(attributeOf(domain, 'devices/interface/driver', 'iommu')).toBe('on')
    expect(attributeOf(domain, 'devices/interface/rom', 'enabled')).toBe('no')
    expect(names(domain)).not.toContain('channel')
    expect(attributeOf(domain, 'devices/graphics/listen', 'type')).toBe('socket')
  })

  test('has the policy or the kind of encryption that the host offers', () => {
    const simple = define({ isolation: 'confidential' }, { host: { ...offer, sevEs: false } })
    expect(textOf(simple, 'launchSecurity/policy')).toBe('0x0003')
    const tdx = define({ isolation: 'confidential' }, { host: { ...offer, tdx: true } })
    expect(attributeOf(tdx, 'launchSecurity', 'type')).toBe('tdx')
  })
})

test('the environment’s policy for graphics and consoles is followed', () => {
  const environment = {
    LIBVIRT_GPU_POLICY: '{"mode":"passthrough","devices":["0000:41:00.0"]}',
    LIBVIRT_CONSOLE_SOURCE: 'log',
  }
  const domain = define({}, { environment })
  const address = find(domain, 'devices/hostdev/source/address')
  expect(address?.getAttribute('bus')).toBe('0x41')
  expect(attributeOf(domain, 'devices/serial/log', 'file')).toBe(
    "/var/log/libvirt/qemu/it's, new-serial0.log",
  )
  const none = define({}, { environment: { LIBVIRT_GPU_POLICY: '{"mode":"none"}' } })
  expect(names(none)).not.toContain('video')
})

test('a system without virtio’s drivers gets hardware that it knows', () => {
  const preset = { id: 'w', shortId: 'w', name: 'W', hasVirtio: false }
  const defaults = { ...readEnvironmentDefaults({}), preset }
  const domain = parseXml(newDefinition(design, { offer, defaults }))
  expect(attributeOf(domain, 'devices/disk/target', 'bus')).toBe('sata')
})

test('the tiers are no more than what they say of the definition', () => {
  const [standard, hardened] = [define(), define({ isolation: 'hardened' })]
  expect(children(hardened).map(({ nodeName }) => nodeName)).toEqual(
    [...children(standard).map(({ nodeName }) => nodeName), 'memoryBacking'].sort(
      (a, b) => order(a) - order(b),
    ),
  )
  expect(attributeOf(hardened, 'devices/graphics/clipboard', 'copypaste')).toBe('no')
})

const order = (name: string): number =>
  [
    'name',
    'uuid',
    'memory',
    'memoryBacking',
    'vcpu',
    'os',
    'features',
    'cpu',
    'clock',
    'devices',
  ].indexOf(name)

test('the virt-install line is one to paste', () => {
  expect(virtInstallLine(design, offer, 'qemu:///system')).toBe(
    `virt-install --connect qemu:///system --name 'it'\\''s, new' --memory 512 --vcpus 2 ` +
      `--virt-type kvm --machine q35 --osinfo detect=on,require=off ` +
      `--disk path=/a,,b.qcow2,format=qcow2 --network network=n,model=virtio --boot uefi --pxe ` +
      `--graphics spice,listen=127.0.0.1 --noautoconsole --noreboot`,
  )
})
