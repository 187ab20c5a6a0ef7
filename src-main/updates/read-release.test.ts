import { expect, test } from 'vitest'
import { isNewer, readRelease } from './read-release'

const feed = new URL('https://api.github.com/repos/virthelm/virthelm/releases/latest')
const page = 'https://github.com/virthelm/virthelm/releases/tag/v1.2.3'
const read = (said: unknown) => readRelease(JSON.stringify(said), feed)

test('a release is a version and its page', () => {
  expect(read({ tag_name: 'v1.2.3', html_url: page, assets: [] })).toEqual({
    version: '1.2.3',
    page,
  })
  expect(read({ tag_name: 'v1.2.3', html_url: page, prerelease: true })).toBeNull()
})

test.each([
  [{ tag_name: 'v1.2.3-rc1', html_url: page }],
  [{ tag_name: '1.2.3\u202e', html_url: page }],
  [{ tag_name: '9999999.0.0', html_url: page }],
  [{ tag_name: 'v1.2.3', html_url: 'https://evil.example/virthelm' }],
  [{ tag_name: 'v1.2.3', html_url: 'javascript:alert(1)' }],
  [{ tag_name: 'v1.2.3', html_url: 'file:///home' }],
  [{ tag_name: 'v1.2.3', html_url: `${page}${'x'.repeat(600)}` }],
  [{ tag_name: 123, html_url: page }],
  [{}],
  [null],
])('%j is refused', (said) => {
  expect(() => read(said)).toThrow(/account of a release|another server/)
})

test('versions are compared by their numbers', () => {
  expect(isNewer('0.10.0', '0.9.9')).toBe(true)
  expect(isNewer('1.0.0', '1.0.0')).toBe(false)
  expect(isNewer('0.9.9', '1.0.0')).toBe(false)
  expect(isNewer('1.0.10', '1.0.9')).toBe(true)
})
