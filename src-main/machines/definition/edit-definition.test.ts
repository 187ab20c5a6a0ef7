import { describe, expect, test } from 'vitest'
import { removeElement, setAttribute } from '../../xml/edit-elements'
import { parseXml } from '../../xml/parse-xml'
import { find } from '../../xml/select-elements'
import { serializeXml } from '../../xml/serialize-xml'
import { addChild, ensure, replaceChildren, setChildText } from './edit-definition'

const host = `<domain type='kvm' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
  <name>web</name>
  <metadata>
    <app:x xmlns:app="urn:app" y="'">&lt;</app:x>
  </metadata>
  <!-- ours -->
  <memory unit='KiB'>1024</memory>
  <os>
    <type>hvm</type>
  </os>
  <devices>
    <disk type='file'>
      <target dev='vda'/>
    </disk>
    <!-- the one card -->
    <interface type='user'/>
    <unknown/>
    <memballoon model='none'/>
  </devices>
  <qemu:commandline>
    <qemu:arg value='-x'/>
  </qemu:commandline>
</domain>`

/** What an edit does to the lines of a definition: `-` for what went, `+` for what came. */
const linesOf = (edit: (domain: ReturnType<typeof parseXml>) => void, xml = host): string[] => {
  const domain = parseXml(xml)
  edit(domain)
  const before = xml.split('\n')
  const after = serializeXml(domain).split('\n')
  let start = 0
  while (before[start] === after[start] && start < before.length) start += 1
  let end = 0
  while (before.at(-1 - end) === after.at(-1 - end) && end < before.length - start) end += 1
  const to = (lines: readonly string[]) => lines.slice(start, Math.max(start, lines.length - end))
  return [...to(before).map((line) => `-${line}`), ...to(after).map((line) => `+${line}`)]
}

const devices = (domain: ReturnType<typeof parseXml>) => ensure(domain, 'devices')

describe('a new child', () => {
  test('goes after its own kind, indented with all that is in it', () => {
    const tree = ['disk', { type: 'file' }, ['source', { file: '/a' }], ['boot', {}]] as const
    expect(linesOf((domain) => addChild(devices(domain), tree))).toEqual([
      "+    <disk type='file'>",
      "+      <source file='/a'/>",
      '+      <boot/>',
      '+    </disk>',
    ])
  })

  test('goes where libvirt writes it when it is the first of its kind', () => {
    expect(linesOf((domain) => addChild(domain, ['vcpu', {}, 2]))).toEqual(['+  <vcpu>2</vcpu>'])
    expect(linesOf((domain) => addChild(devices(domain), ['rng', {}]))).toEqual(['+    <rng/>'])
    expect(linesOf((domain) => addChild(devices(domain), ['emulator', {}, '/q']))).toEqual([
      '+    <emulator>/q</emulator>',
    ])
  })

  test('stays before what follows the whole, such as the QEMU command line', () => {
    const domain = parseXml(host)
    addChild(domain, ['launchSecurity', { type: 'sev' }])
    expect(serializeXml(domain)).toContain(
      "  </devices>\n  <launchSecurity type='sev'/>\n  <qemu:commandline>",
    )
  })

  test('opens an empty element', () => {
    const card = (domain: ReturnType<typeof parseXml>) => ensure(domain, 'devices/interface')
    expect(linesOf((domain) => addChild(card(domain), ['mac', { address: 'm' }]))).toEqual([
      "-    <interface type='user'/>",
      "+    <interface type='user'>",
      "+      <mac address='m'/>",
      '+    </interface>',
    ])
  })

  test('adds no lines to a definition without any', () => {
    const xml = '<domain><devices><disk/></devices></domain>'
    const add = (domain: ReturnType<typeof parseXml>) =>
      addChild(devices(domain), ['rng', {}, ['backend', {}]])
    expect(linesOf(add, xml)).toEqual([
      `-${xml}`,
      '+<domain><devices><disk/><rng><backend/></rng></devices></domain>',
    ])
  })
})

describe('an edit', () => {
  test('removes an element with its line, comments stay', () => {
    expect(
      linesOf((domain) => {
        const card = find(domain, 'devices/interface')
        if (card) removeElement(card)
      }),
    ).toEqual(["-    <interface type='user'/>"])
  })

  test('sets a text and leaves the attributes', () => {
    expect(linesOf((domain) => setChildText(domain, 'memory', 2048))).toEqual([
      "-  <memory unit='KiB'>1024</memory>",
      "+  <memory unit='KiB'>2048</memory>",
    ])
    expect(linesOf((domain) => setChildText(domain, 'memory', 1024))).toEqual([])
  })

  test('makes a path, and takes a child away', () => {
    expect(linesOf((domain) => ensure(domain, 'memoryBacking/hugepages'))).toEqual([
      '+  <memoryBacking>',
      '+    <hugepages/>',
      '+  </memoryBacking>',
    ])
    expect(linesOf((domain) => setChildText(domain, 'memory', undefined))).toEqual([
      "-  <memory unit='KiB'>1024</memory>",
    ])
  })

  test('replaces in place, and empties an element whose last child goes', () => {
    const model = ['memballoon', { model: 'virtio' }, ['stats', { period: 5 }]] as const
    expect(linesOf((domain) => replaceChildren(devices(domain), model))).toEqual([
      "-    <memballoon model='none'/>",
      "+    <memballoon model='virtio'>",
      "+      <stats period='5'/>",
      '+    </memballoon>',
    ])
    expect(linesOf((domain) => setChildText(ensure(domain, 'os'), 'type', undefined))).toEqual([
      '-  <os>',
      '-    <type>hvm</type>',
      '-  </os>',
      '+  <os/>',
    ])
  })

  test('keeps values values', () => {
    const nasty = `'/><evil a="&amp;`
    const domain = parseXml(host)
    setAttribute(ensure(domain, 'devices/disk'), 'type', nasty)
    const again = parseXml(serializeXml(domain))
    expect(find(again, 'devices/disk')?.getAttribute('type')).toBe(nasty)
    expect(find(again, 'devices')?.children).toHaveLength(4)
  })
})
