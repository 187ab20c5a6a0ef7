import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, expect, test } from 'vitest'
import { OsPresets, presetsOf, readOsEntries } from './os-presets'

const folder = mkdtempSync(join(tmpdir(), 'virthelm-osinfo-'))
afterAll(() => rmSync(folder, { recursive: true }))
mkdirSync(join(folder, 'os/example.org/more.d'), { recursive: true })

const file = (name: string, content: string): void =>
  writeFileSync(
    join(folder, 'os/example.org', name),
    `<libosinfo version='0.0.1'>${content}</libosinfo>`,
  )

file(
  'one.xml',
  `<os id='http://example.org/1'><short-id>one1</short-id><short-id>uno</short-id>
  <name>One 1</name>
  <name xml:lang="de">Eins & kaputt</name>
  <family>linux</family><release-date>2020-01-01</release-date>
  <resources arch='all'><minimum><n-cpus>1</n-cpus><ram>536870912</ram></minimum>
    <recommended><ram>1073741824</ram><storage>10737418240</storage></recommended></resources>
  <devices><device id='http://pcisig.com/pci/1af4/1041'/></devices></os>`,
)
file(
  'two.xml',
  `<os id='http://example.org/2'><short-id>two</short-id><name>Two</name>
  <derives-from id='http://example.org/1'/><release-date>2024-01-01</release-date>
  <resources arch='i686'><recommended><ram>1</ram></recommended></resources>
  <resources arch='x86_64'><recommended><ram>2147483648</ram></recommended></resources></os>`,
)
file(
  'more.d/two.xml',
  `<os id='http://example.org/2'><devices><device id='http://pcisig.com/pci/1af4/1042'/></devices></os>`,
)
file('broken.xml', '<os')
writeFileSync(join(folder, 'os/README'), 'no XML')

const presets = new OsPresets(
  { OSINFO_SYSTEM_DIR: folder, OSINFO_LOCAL_DIR: join(folder, 'none') },
  pino({ level: 'silent' }),
)

test('reads systems newest first, with what they take over, and goes on after a bad file', async () => {
  expect(await presets.list()).toEqual([
    {
      id: 'http://example.org/2',
      shortId: 'two',
      name: 'Two',
      released: '2024-01-01',
      memoryMib: 2048,
      vcpus: 1,
      diskMib: 10_240,
      hasVirtio: true,
    },
    {
      id: 'http://example.org/1',
      shortId: 'one1',
      name: 'One 1',
      family: 'linux',
      released: '2020-01-01',
      memoryMib: 1024,
      vcpus: 1,
      diskMib: 10_240,
      hasVirtio: false,
    },
  ])
  expect((await presets.get('http://example.org/1'))?.shortId).toBe('one1')
})

test('what else waits has its turn between any two files, and they are read once', async () => {
  const many = mkdtempSync(join(tmpdir(), 'virthelm-osinfo-many-'))
  mkdirSync(join(many, 'os'))
  const count = 100
  for (let i = 0; i < count; i += 1) {
    const os = `<os id='urn:${i}'><name>System ${i}</name><media><!-- & --> not < XML</media></os>`
    writeFileSync(join(many, `os/${i}.xml`), `<libosinfo>${os}</libosinfo>`)
  }
  const own = new OsPresets(
    { OSINFO_SYSTEM_DIR: many, OSINFO_LOCAL_DIR: join(many, 'none') },
    pino({ level: 'silent' }),
  )
  let turns = 0
  let isOver = false
  const turn = (): void => {
    turns += 1
    if (!isOver) setImmediate(turn)
  }
  setImmediate(turn)
  const listed = await own.list()
  isOver = true
  expect(listed).toHaveLength(count)
  expect(turns).toBeGreaterThanOrEqual(count)
  rmSync(many, { recursive: true })
  expect(await own.list()).toBe(listed)
})

test('a system may take back a device of those that it derives from', () => {
  const entries = readOsEntries(`<libosinfo>
    <os id='urn:1'><devices><device id='http://pcisig.com/pci/1af4/1041'/>
      <device id='http://pcisig.com/pci/1af4/1042'/></devices></os>
    <os id='urn:2'><derives-from id='urn:1'/>
      <devices><device id='http://pcisig.com/pci/1af4/1042' supported='false'/></devices></os>
    <os id='urn:3'><derives-from id='urn:1'/></os>
  </libosinfo>`)
  expect(presetsOf(entries).map(({ id, hasVirtio }) => [id, hasVirtio])).toEqual([
    ['urn:1', true],
    ['urn:2', false],
    ['urn:3', true],
  ])
})

test('is empty where there is no database', async () => {
  const none = { OSINFO_SYSTEM_DIR: join(folder, 'x'), OSINFO_LOCAL_DIR: join(folder, 'y') }
  expect(await new OsPresets(none, pino({ level: 'silent' })).list()).toEqual([])
})
