import { expect, test } from 'vitest'
import { readLink } from './read-link'

test.each([
  ['virthelm://console/web-1', { console: 'web-1' }],
  ['virthelm://display/web%201', { display: 'web 1' }],
  ['virthelm:machine/web-1', { wish: { kind: 'show-machine', name: 'web-1' } }],
  ['VIRTHELM://machine/%E2%80%AEabc/', { wish: { kind: 'show-machine', name: '\u202eabc' } }],
  ['virthelm://new-machine', { wish: { kind: 'new-machine' } }],
  ['virthelm://consoles/', { wish: { kind: 'consoles' } }],
])('%s', (link, asked) => {
  expect(readLink(link)).toEqual(asked)
})

test.each([
  'https://example.org/',
  'virthelm://',
  'virthelm://start/web-1',
  'virthelm://delete/web-1',
  'virthelm://console',
  'virthelm://console/a/b',
  'virthelm://console/%zz',
  'virthelm://console/web-1?connect=qemu+ssh://evil/',
  'virthelm://console/web-1#x',
  `virthelm://console/${'x'.repeat(5000)}`,
  'file:///etc/passwd',
])('asks for nothing: %.60s', (link) => {
  expect(readLink(link)).toBeNull()
})
