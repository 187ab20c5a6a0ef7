import { expect, test } from 'vitest'
import { feedOf, safeAddress } from './update-feed'

const GITHUB = 'https://api.github.com/repos/virthelm/virthelm/releases/latest'

test.each([
  ['https://github.com/virthelm/virthelm', GITHUB],
  [{ type: 'git', url: 'git+https://github.com/virthelm/virthelm.git' }, GITHUB],
  ['https://github.com/virthelm/virthelm/../../users/x', undefined],
  ['https://git.example/virthelm/virthelm', undefined],
  [undefined, undefined],
  [{ url: 7 }, undefined],
])('the package’s repository %j is asked at %s', (repository, feed) => {
  expect(feedOf('', repository)?.href).toBe(feed)
})

test('an address in the settings takes the place of the project’s', () => {
  const mirror = 'https://mirror.example/virthelm.json'
  expect(feedOf(mirror, 'https://github.com/virthelm/virthelm')?.href).toBe(mirror)
  expect(feedOf('ftp://mirror.example/x', 'https://github.com/virthelm/virthelm')).toBeNull()
})

test.each([
  'http://mirror.example/x',
  'https://name:password@mirror.example/x',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'http://localhost.example/x',
  'nonsense',
])('%s is no address to ask or to open', (address) => {
  expect(safeAddress(address)).toBeNull()
})
