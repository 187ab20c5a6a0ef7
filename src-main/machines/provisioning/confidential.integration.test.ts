import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parseXml } from '../../xml/parse-xml'
import { children, find } from '../../xml/select-elements'
import { serializeXml } from '../../xml/serialize-xml'
import { removeChildren } from '../../xml/edit-elements'
import { readEnvironmentDefaults } from './environment-defaults'
import { readOffer } from './host-offer'
import { newDefinition, type MachineDesign } from './new-definition'

// No host with SEV or TDX is at hand: what such hosts say is taken from what libvirt documents, and
// what they would be sent is held against libvirt's own schema.

const folder = mkdtempSync(join(tmpdir(), 'virthelm-confidential-'))
afterAll(() => rmSync(folder, { recursive: true }))

const SCHEMAS = '/usr/share/libvirt/schemas'

/** Throws with its words unless an XML is what libvirt's schema of that name has. */
const requireValid = (schema: 'domain' | 'domaincaps', xml: string): void => {
  const file = join(folder, `${schema}.xml`)
  writeFileSync(file, xml)
  const command = ['--noout', '--relaxng', join(SCHEMAS, `${schema}.rng`), file]
  execFileSync('xmllint', command, { stdio: 'pipe' })
}

const hostWith = (features: string): string => `<domainCapabilities>
  <path>/usr/bin/qemu-system-x86_64</path><domain>kvm</domain>
  <machine>pc-q35-7.2</machine><arch>x86_64</arch><vcpu max='288'/>
  <os supported='yes'>
    <enum name='firmware'><value>efi</value></enum>
    <loader supported='yes'>
      <value>/usr/share/OVMF/OVMF_CODE_4M.fd</value>
      <enum name='type'><value>rom</value><value>pflash</value></enum>
      <enum name='readonly'><value>yes</value><value>no</value></enum>
      <enum name='secure'><value>no</value></enum>
    </loader>
  </os>
  <devices>
    <disk supported='yes'><enum name='bus'><value>virtio</value></enum></disk>
    <graphics supported='yes'><enum name='type'><value>vnc</value></enum></graphics>
    <video supported='yes'><enum name='modelType'><value>virtio</value></enum></video>
    <hostdev supported='yes'><enum name='mode'><value>subsystem</value></enum></hostdev>
  </devices>
  <features><gic supported='no'/>${features}</features>
</domainCapabilities>`

const sev = (esGuests: number): string =>
  `<sev supported='yes'><cbitpos>51</cbitpos><reducedPhysBits>1</reducedPhysBits>
    <maxGuests>59</maxGuests><maxESGuests>${esGuests}</maxESGuests></sev>`

const design: MachineDesign = {
  request: { hostId: 'h', name: 'sealed', source: { type: 'pxe' }, start: false },
  uuid: '00000000-0000-4000-8000-00000000abcd',
  memoryMib: 512,
  vcpus: 2,
  firmware: 'uefi',
  tpm: false,
  graphics: 'vnc',
  isolation: 'confidential',
  drives: [{ device: 'disk', source: { type: 'file', path: '/a.qcow2' }, format: 'qcow2' }],
  networks: [{ spec: { kind: 'nic', source: { type: 'network', network: 'n' }, model: 'virtio' } }],
}

const definitionOn = (capabilities: string): string =>
  newDefinition(design, {
    offer: {
      driver: 'QEMU',
      memoryKib: 2 ** 26,
      isSystem: true,
      ...readOffer(parseXml(capabilities)),
    },
    defaults: readEnvironmentDefaults({}),
  })

describe('a confidential machine on a host with SEV', () => {
  test.each([
    ['SEV alone', 0, '0x0003'],
    ['SEV-ES', 450, '0x0007'],
  ])('that offers %s is sent what libvirt’s schema has', (_, esGuests, policy) => {
    const capabilities = hostWith(sev(esGuests))
    requireValid('domaincaps', capabilities)
    expect(readOffer(parseXml(capabilities))).toMatchObject({
      virtType: 'kvm',
      hasUefi: true,
      sev: true,
      sevEs: esGuests > 0,
      tdx: false,
    })
    const xml = definitionOn(capabilities)
    requireValid('domain', xml)
    const launch = find(parseXml(xml), 'launchSecurity')
    expect(launch?.getAttribute('type')).toBe('sev')
    expect(children(launch ?? parseXml(xml), 'policy').map((it) => it.textContent)).toEqual([
      policy,
    ])
  })

  test('libvirt’s schema can refuse one at all', () => {
    const xml = definitionOn(hostWith(sev(0))).replace('<policy>0x0003</policy>', '')
    expect(() => requireValid('domain', xml)).toThrow(/fails to validate/)
  })
})

describe('a confidential machine on a host with TDX', () => {
  test.each([
    ['an element of its own', `<sev supported='no'/><tdx supported='yes'/>`],
    [
      'the kinds of encryption',
      `<sev supported='no'/><launchSecurity supported='yes'>
        <enum name='sectype'><value>tdx</value></enum></launchSecurity>`,
    ],
  ])('that tells of it by %s is encrypted by TDX', (_, features) => {
    const capabilities = hostWith(features)
    expect(readOffer(parseXml(capabilities))).toMatchObject({ sev: false, sevEs: false, tdx: true })
    const domain = parseXml(definitionOn(capabilities))
    expect(find(domain, 'launchSecurity')?.getAttribute('type')).toBe('tdx')
    // The schema of libvirt 9.0 does not know TDX, and all else.
    removeChildren(domain, 'launchSecurity')
    requireValid('domain', serializeXml(domain))
  })
})

test('a host without either offers neither', () => {
  const capabilities = hostWith(`<sev supported='no'/>`)
  requireValid('domaincaps', capabilities)
  expect(readOffer(parseXml(capabilities))).toMatchObject({ sev: false, sevEs: false, tdx: false })
})
