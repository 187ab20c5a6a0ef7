import { expect, test } from 'vitest'
import { placeOfRefusal } from './place-of-refusal'

const xml = `<domain type='qemu'>
  <vcpu current='9'>4</vcpu>
  <os><type>hvm</type></os>
  <devices>
    <disk type='file'><target dev='vda' bus='virtoi'/></disk>
    <disk type='file'><target dev='vdb' bus='virtio'/></disk>
    <colour>red</colour>
  </devices>
</domain>`

const marked = (refusal: string): string | null => {
  const range = placeOfRefusal(xml, refusal)
  return range && xml.slice(range.from, range.to)
}

test.each([
  [
    '(domain_definition):3: Opening and ending tag mismatch: os line 3',
    '<os><type>hvm</type></os>',
  ],
  ["XML error: Invalid value for attribute 'bus' in element 'target': 'virtoi'.", 'virtoi'],
  ["Invalid value for attribute 'current' in element 'vcpu': '9'.", "current='9'"],
  ["unsupported configuration: unknown disk bus type 'virtoi'", 'virtoi'],
  ['Extra element colour in interleave', '<colour>'],
  ['Did not expect element colour there', '<colour>'],
])('what %j speaks of is marked', (refusal, place) => {
  expect(marked(refusal)).toBe(place)
})

test.each([
  'operation failed',
  "the disk 'file' is not allowed",
  'Expecting element qemu, got nothing',
  'line 99 is wrong',
])('nothing is marked for %j', (refusal) => {
  expect(marked(refusal)).toBeNull()
})
