import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Problem } from '../../failures/problem'
import { readOvf } from './read-ovf'
import { writeOvf, type ExportedMachine } from './write-ovf'

const read = (text: string) => readOvf(Buffer.from(text))

const machine: ExportedMachine = {
  name: 'web',
  uuid: '00000000-0000-4000-8000-000000000001',
  description: 'notes',
  vcpus: 3,
  memoryMib: 1536,
  firmware: 'secure-boot',
  isVirtio: true,
  nics: [
    { network: 'default', model: 'virtio' },
    { network: 'lab', model: 'e1000e' },
  ],
  disks: [
    { file: 'web-disk1.vmdk', size: 10, capacity: 2 ** 30 },
    { file: 'web-disk2.vmdk', size: 20, capacity: 512 },
  ],
}

/** Text that XML can hold, blanks at its ends apart. */
const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
  .map((value) => value.replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, '').trim())
  .filter((value) => value !== '')

describe('a descriptor', () => {
  test('says again what was written into it, whatever the texts are', () => {
    const names = fc.record({ name: text, description: text, network: text })
    fc.assert(
      fc.property(names, fc.boolean(), ({ name, description, network }, isVirtio) => {
        const nics = [{ network, model: 'virtio' }]
        const written = writeOvf({ ...machine, name, description, nics, isVirtio })
        expect(read(written)).toEqual({
          name,
          description,
          vcpus: 3,
          memoryMib: 1536,
          firmware: 'secure-boot',
          nics: 1,
          drivers: isVirtio ? 'virtio' : 'compatible',
          disks: [
            { capacity: 2 ** 30, file: { name: 'web-disk1.vmdk', size: 10 } },
            { capacity: 512, file: { name: 'web-disk2.vmdk', size: 20 } },
          ],
          notes: [],
        })
      }),
    )
  })

  test('of another program is read: prefixes, units, parts without names', () => {
    expect(
      read(`<?xml version='1.0' encoding='UTF-8'?>
        <o:Envelope xmlns:o='http://schemas.dmtf.org/ovf/envelope/1' xmlns:r='u:r' xmlns:v='u:v'>
          <o:References><o:File o:href='box.vmdk' o:id='f'/></o:References>
          <o:DiskSection><o:Info/><o:Disk o:capacity='8' o:capacityAllocationUnits='byte * 2^30' o:diskId='d' o:fileRef='f'/>
            <o:Disk o:capacity='16' o:capacityAllocationUnits='GigaBytes' o:diskId='e'/></o:DiskSection>
          <o:VirtualSystem o:id='box'>
            <o:VirtualHardwareSection>
              <o:Item><r:ResourceType>3</r:ResourceType><r:VirtualQuantity>2</r:VirtualQuantity></o:Item>
              <o:Item><r:AllocationUnits>MegaBytes</r:AllocationUnits><r:ResourceType>4</r:ResourceType><r:VirtualQuantity>2048</r:VirtualQuantity></o:Item>
              <o:Item o:configuration='huge'><r:ResourceType>4</r:ResourceType><r:VirtualQuantity>9</r:VirtualQuantity></o:Item>
              <o:Item><r:ResourceType>6</r:ResourceType><r:ResourceSubType>lsilogic</r:ResourceSubType></o:Item>
              <o:Item><r:ResourceType>17</r:ResourceType><r:HostResource>/disk/d</r:HostResource></o:Item>
              <o:Item><r:ResourceType>17</r:ResourceType><r:HostResource>ovf:/disk/e</r:HostResource></o:Item>
              <o:Item><r:ResourceType>10</r:ResourceType></o:Item>
              <o:Item><r:ResourceType>15</r:ResourceType></o:Item>
              <o:Item><r:ElementName>sound</r:ElementName><r:ResourceType>35</r:ResourceType></o:Item>
              <v:Config v:key='firmware' v:value='efi'/>
            </o:VirtualHardwareSection>
          </o:VirtualSystem>
        </o:Envelope>`),
    ).toEqual({
      name: 'box',
      vcpus: 2,
      memoryMib: 2048,
      firmware: 'uefi',
      nics: 1,
      drivers: 'compatible',
      disks: [{ capacity: 8 * 2 ** 30, file: { name: 'box.vmdk' } }, { capacity: 16 * 2 ** 30 }],
      notes: ['Its CD drive is left out.', 'Left out: sound.'],
    })
  })

  test.each([
    ['a.vmdk', `compression='gzip'`, true],
    ['a.vmdk.gz', '', true],
    ['a.vmdk', `compression='identity'`, undefined],
  ])('tells whether %s (%s) lies within gzip', (name, said, isPacked) => {
    const { disks } = read(`<Envelope>
      <References><File id='f' href='${name}' ${said}/></References>
      <DiskSection><Disk diskId='d' fileRef='f' capacity='512'/></DiskSection>
      ${envelope(disk).slice('<Envelope>'.length)}`)
    expect(disks).toEqual([{ capacity: 512, file: { name, ...(isPacked && { isPacked }) } }])
  })

  const envelope = (inside: string): string =>
    `<Envelope><VirtualSystem id='a'><VirtualHardwareSection>${inside}</VirtualHardwareSection></VirtualSystem></Envelope>`
  const disk = '<Item><ResourceType>17</ResourceType><HostResource>/disk/d</HostResource></Item>'
  const lol = 'abcdefgh'
    .split('')
    .map((name, i, all) => `<!ENTITY ${name} "${i === 0 ? 'lol' : `&${all[i - 1]};`.repeat(20)}">`)
    .join('')

  test.each([
    ['no XML', 'not a descriptor', /well-formed/],
    ['another document', '<domain/>', /root is not Envelope/],
    ['no machine', '<Envelope/>', /no machine/],
    [
      'several machines',
      '<Envelope><VirtualSystemCollection><VirtualSystem/><VirtualSystem/></VirtualSystemCollection></Envelope>',
      /2 machines/,
    ],
    ['a disk of nowhere', envelope(disk), /not described/],
    [
      'a file of nowhere',
      `<Envelope><DiskSection><Disk diskId='d' fileRef='x'/></DiskSection>${envelope(disk).slice(10)}`,
      /does not list/,
    ],
    [
      'disks in bzip2',
      `<Envelope><References><File id='x' href='a.bz2' compression='bzip2'/></References><DiskSection><Disk diskId='d' fileRef='x'/></DiskSection>${envelope(disk).slice(10)}`,
      /compressed/,
    ],
    ['an XML bomb', `<!DOCTYPE x [${lol}]><Envelope>&h;</Envelope>`, /expansion|too long/],
    [
      'an outer entity',
      `<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>`,
      /external/,
    ],
    ['endless depth', '<a>'.repeat(100_000), /deeper/],
  ])('is refused for %s', (_, xml, words) => {
    expect(() => read(xml)).toThrow(words)
    expect(() => read(xml)).toThrow(Problem)
  })
})
