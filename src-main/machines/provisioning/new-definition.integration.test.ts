import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { NewMachine } from '../../../src-preload/contract/provisioning'
import { connect, remote, type Connection } from '../../libvirt'
import { startPrivateDaemon, type PrivateDaemon } from '../../libvirt/testing/private-daemon'
import { parseXml } from '../../xml/parse-xml'
import { textOf } from '../../xml/select-elements'
import { requireXmlTexts } from '../../xml/xml-characters'
import { readHardware } from '../hardware/read-hardware'
import { readEnvironmentDefaults } from './environment-defaults'
import type { HostOffer } from './host-offer'
import { newDefinition } from './new-definition'

let daemon: PrivateDaemon
let connection: Connection

beforeAll(async () => {
  daemon = await startPrivateDaemon()
  connection = await connect(daemon.uri('test', '/default'))
})

afterAll(async () => {
  await connection.close()
  await daemon.dispose()
})

const offer: HostOffer = {
  driver: 'TEST',
  virtType: 'test',
  arch: 'i686',
  machineType: '',
  maxVcpus: 32,
  memoryKib: 1,
  hasUefi: false,
  hasSecureBoot: false,
  hasTpm: false,
  sev: false,
  sevEs: false,
  tdx: false,
  isSystem: false,
}

/** Markup, quotes and any plane of Unicode; what a field refuses is refused before. */
const unit = fc.oneof(
  fc.constantFrom('<', '>', '&', '"', "'", ']]>', '&amp;', '<!--', '%', '\\', ' ', ';'),
  fc.constantFrom('\u0085', '\u2028', '\u00a0', '\u202e', '\ufeff', 'e\u0301', '\u{1F600}'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
)

const text = fc
  .array(unit, { minLength: 1, maxLength: 20 })
  .map((parts) => parts.join(''))
  .filter((value) => isKept(value) && /\S/u.test(value.replaceAll('\u0085', '')))

const isKept = (value: string): boolean => {
  try {
    requireXmlTexts({ value })
    return true
  } catch {
    return false
  }
}

const uuid = '00000000-0000-4000-8000-00000000abcd'

test('whatever a field takes comes back from libvirt as it went in', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({ name: text, title: text, notes: text, path: text }),
      async (value) => {
        const name = value.name.replaceAll('/', '_')
        const request: NewMachine = {
          hostId: 'h',
          name,
          title: value.title,
          description: `${value.notes}\n\t${value.notes}`,
          source: { type: 'directBoot', kernel: `/${value.path}`, cmdline: value.notes },
          osId: value.path,
          start: false,
        }
        const xml = newDefinition(
          {
            request,
            uuid,
            memoryMib: 64,
            vcpus: 1,
            firmware: 'bios',
            tpm: false,
            graphics: 'vnc',
            isolation: 'standard',
            drives: [
              { device: 'disk', source: { type: 'file', path: `/${value.path}` }, format: 'raw' },
              {
                device: 'cdrom',
                source: { type: 'volume', pool: value.title, volume: name },
                format: 'raw',
              },
            ],
            networks: [
              {
                spec: {
                  kind: 'nic',
                  source: { type: 'network', network: value.title },
                  mac: '52:54:00:00:00:01',
                },
              },
              {
                spec: {
                  kind: 'nic',
                  source: { type: 'bridge', bridge: value.path },
                  mac: '52:54:00:00:00:02',
                },
              },
            ],
          },
          { offer, defaults: readEnvironmentDefaults({}) },
        )
        const { dom } = await connection.call(remote.domainDefineXmlFlags, { xml, flags: 0 })
        try {
          const dump = await connection.call(remote.domainGetXmlDesc, { dom, flags: 2 })
          const domain = parseXml(dump.xml)
          const { devices, facts } = readHardware(domain)
          const of = (key: string) => devices.find((device) => device.key === key)
          expect({
            name: domain.children.find(({ nodeName }) => nodeName === 'name')?.textContent,
            title: domain.children.find(({ nodeName }) => nodeName === 'title')?.textContent,
            notes: domain.children.find(({ nodeName }) => nodeName === 'description')?.textContent,
            kernel: domain.getElementsByTagName('kernel')[0]?.textContent,
            cmdline: domain.getElementsByTagName('cmdline')[0]?.textContent,
            osId: domain.getElementsByTagName('libosinfo:os')[0]?.getAttribute('id'),
            disk: of('disk:vda'),
            drive: of('disk:sda'),
            network: of('nic:52:54:00:00:00:01'),
            bridge: of('nic:52:54:00:00:00:02'),
            vcpus: facts.vcpus.maximum,
            kinds: new Set(
              domain.getElementsByTagName('devices')[0]?.children.map((it) => it.nodeName),
            ),
          }).toMatchObject({
            name,
            title: value.title,
            notes: `${value.notes}\n\t${value.notes}`,
            kernel: `/${value.path}`,
            cmdline: value.notes,
            osId: value.path,
            disk: { source: { type: 'file', path: `/${value.path}` } },
            drive: { source: { type: 'volume', pool: value.title, volume: name } },
            network: { source: { type: 'network', network: value.title } },
            bridge: { source: { type: 'bridge', bridge: value.path } },
            vcpus: 1,
          })
          expect(textOf(domain, 'uuid')).toBe(uuid)
        } finally {
          await connection.call(remote.domainUndefineFlags, { dom, flags: 0 })
        }
      },
    ),
    { numRuns: 150 },
  )
})
