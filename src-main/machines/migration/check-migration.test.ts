import { expect, test } from 'vitest'
import type { MigrationRequest } from '../../../src-preload/contract/calls/migration'
import { parseXml } from '../../xml/parse-xml'
import { checkMigration } from './check-migration'
import { destinationXml } from './destination-xml'
import type { Destination } from './look-at-destination'
import { migrateArguments, migrateLine } from './migrate-arguments'
import type { MigrationFacts } from './migration-facts'
import type { PlannedDisk } from './plan-disks'
import { readMovingDisks, type Subject } from './read-subject'

const request: MigrationRequest = {
  id: 'a/1',
  destination: 'b',
  way: 'direct',
  storage: 'shared',
  pool: null,
  isTemporary: false,
  postCopy: false,
  autoConverge: false,
  unsafe: false,
  address: null,
  peerUri: null,
  maxDowntime: null,
  bandwidth: null,
}

const definition = (more = ''): string =>
  `<domain type='kvm'><name>web</name><os><type arch='x86_64' machine='q35'>hvm</type></os>
  <currentMemory unit='KiB'>1048576</currentMemory>
  <devices><disk type='file' device='disk'><driver name='qemu' type='qcow2' cache='none'/><source file='/srv/web.qcow2' index='1'/>
  <backingStore type='file'><source file='/srv/base.qcow2'/></backingStore><target dev='vda'/></disk>
  <disk type='file' device='cdrom'><target dev='sda'/><readonly/></disk>
  <interface type='network'><source network='lab'/></interface>${more}</devices></domain>`

const subjectOf = (xml: string, more: Partial<Subject> = {}): Subject => {
  const domain = parseXml(xml)
  return {
    name: 'web',
    uuid: 'u',
    isRunning: true,
    isPaused: false,
    isPersistent: true,
    hasSavedState: false,
    startsWithHost: false,
    hypervisorVersion: 7_002_000,
    liveXml: xml,
    configXml: xml,
    domain,
    disks: readMovingDisks(domain),
    snapshots: 0,
    checkpoints: 0,
    hostCapabilities: parseXml('<capabilities><host><uuid>here</uuid></host></capabilities>'),
    ...more,
  }
}

const good: Destination = {
  hostUuid: 'there',
  driver: 'QEMU',
  sameName: 'nobody',
  sameUuid: 'nobody',
  cpu: { fit: 'yes' },
  networks: new Map([['lab', 'active']]),
  freeMemoryKib: 8 * 1024 * 1024,
  disks: new Map([['vda', 'seen']]),
  pools: [],
}

const shared: PlannedDisk = {
  target: 'vda',
  place: '/srv/web.qcow2',
  how: 'shared',
  format: 'qcow2',
  volumeName: 'web.qcow2',
  isTaken: false,
}

const pool = { name: 'images', uuid: 'p', path: '/pool', freeBytes: 1e9 }
const copied: PlannedDisk = {
  ...shared,
  how: 'copied',
  pool,
  newPath: '/pool/web.qcow2',
  size: 1e6,
}

const facts = (more: Partial<MigrationFacts> = {}): MigrationFacts => ({
  request,
  subject: subjectOf(definition()),
  destination: good,
  disks: [shared],
  hostName: 'Lab',
  ...more,
})

const found = (more: Partial<MigrationFacts>, verdict = 'stops'): string =>
  checkMigration(facts(more))
    .filter((check) => check.verdict === verdict)
    .map(({ about, text }) => `${about}: ${text}`)
    .join('\n')

test('where all is well, nothing stops it and nothing is warned of', () => {
  expect(new Set(checkMigration(facts()).map(({ verdict }) => verdict))).toEqual(new Set(['fine']))
})

test.each<[string, Partial<Destination>]>([
  ['give the same UUID', { hostUuid: 'here' }],
  ['runs TEST', { driver: 'TEST' }],
  ['Another machine is called web', { sameName: 'another' }],
  ['same UUID runs on Lab', { sameUuid: 'running' }],
  ['same UUID and another name', { sameUuid: 'off' }],
  ['network lab', { networks: new Map([['lab', 'missing']]) }],
  ['lab is not active', { networks: new Map([['lab', 'inactive']]) }],
  [
    '(avx2 is missing). Choose the processor model Haswell',
    { cpu: { fit: 'no', missing: 'avx2 is missing', common: 'Haswell' } },
  ],
  ['q99 is unknown', { machineTypeProblem: 'q99 is unknown' }],
  ['in no running pool of Lab', { disks: new Map() }],
])('it is stopped: %s', (text, more) => {
  expect(found({ destination: { ...good, ...more } })).toContain(text)
})

test('a copy of a disk that lies on another would leave that one behind', () => {
  const overlay = { ...copied, base: '/srv/base.qcow2' }
  expect(found({ disks: [overlay] })).toContain('It lies on /srv/base.qcow2')
  expect(found({ disks: [copied] })).toBe('')
})

test.each<[string, Partial<Subject>]>([
  ['It is saved to disk', { hasSavedState: true, isRunning: false }],
  ['It has 2: libvirt moves no machine with snapshots', { snapshots: 2 }],
  ['It has 1 for incremental backups', { checkpoints: 1 }],
])('it is stopped by what it has: %s', (text, more) => {
  expect(found({ subject: subjectOf(definition(), more) })).toContain(text)
})

test.each([
  ['<hostdev mode="subsystem" type="pci"/>', 'A device of the host is passed through'],
  ['<filesystem type="mount"/>', 'It shares a folder'],
  ['<shmem name="x"/>', 'It shares memory'],
])('devices tie one that runs, and one that is off is only warned of: %s', (device, text) => {
  const subject = subjectOf(definition(device))
  expect(found({ subject })).toContain(text)
  expect(found({ subject: { ...subject, isRunning: false } })).toBe('')
  expect(found({ subject: { ...subject, isRunning: false } }, 'warns')).toContain(text)
})

test('a cached disk and too little memory are warned of', () => {
  const xml = definition().replace("cache='none'", "cache='writeback'")
  expect(found({ subject: subjectOf(xml) }, 'warns')).toContain('It is cached (writeback)')
  const destination = { ...good, freeMemoryKib: 1024 }
  expect(found({ destination }, 'warns')).toContain('It has 1024 MiB, and Lab has 1 MiB free')
})

test('an emulated guest that runs is warned of where QEMU would lose its writes', () => {
  const subject = subjectOf(definition().replace("type='kvm'", "type='qemu'"))
  expect(found({ subject }, 'warns')).toContain('QEMU before 9.0')
  expect(found({ subject: { ...subject, hypervisorVersion: 9_000_000 } }, 'warns')).toBe('')
  expect(found({ subject: { ...subject, isRunning: false } }, 'warns')).toBe('')
})

test('whoever vouches is believed', () => {
  const destination = { ...good, disks: new Map() }
  const vouched = { request: { ...request, unsafe: true }, destination }
  expect(found(vouched)).toBe('')
  expect(found(vouched, 'warns')).toContain('is taken to be there')
})

const { size: _, ...unmeasured } = copied

test.each<[string, PlannedDisk]>([
  ['has a volume web.qcow2 already', { ...copied, isTaken: true }],
  ['so its size is not known', unmeasured],
])('a copy is stopped: %s', (text, disk) => {
  expect(found({ disks: [disk], request: { ...request, storage: 'copy' } })).toContain(text)
})

test('a copy without a pool is stopped', () => {
  const { pool: __, newPath: ___, ...homeless } = copied
  expect(found({ disks: [homeless], request: { ...request, storage: 'copy' } })).toContain(
    'Choose a pool for the copy',
  )
})

test('a copied disk is another file there, that lies on nothing; the rest stays as it is', () => {
  const xml = destinationXml(definition(), [copied])
  expect(xml).toContain(`<source file='/pool/web.qcow2'/>`)
  expect(xml).not.toContain('backingStore')
  expect(xml).toContain(`<target dev='sda'/>`)
})

test('libvirt is told what was chosen, and virsh would be, too', () => {
  const chosen: MigrationRequest = {
    ...request,
    storage: 'copy',
    pool: 'images',
    postCopy: true,
    autoConverge: true,
    address: '10.0.0.2',
    bandwidth: 100,
  }
  const { params } = migrateArguments(chosen, subjectOf(definition()), [copied])
  const named = new Map(params.map(({ name, value }) => [name, value]))
  expect(named.get('migrate_uri')).toBe('tcp://10.0.0.2')
  expect(named.get('bandwidth')).toBe(100n)
  expect(named.get('migrate_disks')).toBe('vda')
  expect(named.get('destination_xml')).toContain('/pool/web.qcow2')
  expect(named.get('persistent_xml')).toContain('/pool/web.qcow2')
  const uris = { source: 'qemu:///system', destination: 'qemu+ssh://lab/system' }
  expect(migrateLine(uris, chosen, subjectOf(definition()), [copied])).toBe(
    'virsh -c qemu:///system migrate --live --persistent --undefinesource --copy-storage-all --abort-on-error --postcopy --auto-converge --domain u --desturi qemu+ssh://lab/system --migrateuri tcp://10.0.0.2 --migrate-disks vda --bandwidth 100 --xml destination.xml --persistent-xml persistent.xml',
  )
})

test('one that is off moves as a definition alone', () => {
  const { liveXml: _, ...off } = subjectOf(definition(), { isRunning: false })
  expect(
    migrateLine({ source: 'a:///', destination: 'b:///' }, { ...request, postCopy: true }, off, [
      shared,
    ]),
  ).toBe(
    'virsh -c a:/// migrate --offline --persistent --undefinesource --domain u --desturi b:///',
  )
})
