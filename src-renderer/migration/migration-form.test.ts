import { expect, test } from 'vitest'
import { emptyForm, limitOf, MOST_DOWNTIME, requestOf } from './migration-form'

test('what is left empty is left to libvirt', () => {
  expect(requestOf('a/1', emptyForm('b'))).toMatchObject({
    id: 'a/1',
    destination: 'b',
    pool: null,
    address: null,
    peerUri: null,
    maxDowntime: null,
    bandwidth: null,
  })
})

test('a pool is meant for copies only, and a URI for peer to peer only', () => {
  const form = { ...emptyForm('b'), pool: 'images', peerUri: 'qemu+ssh://b/system' }
  expect(requestOf('a/1', form)).toMatchObject({ pool: null, peerUri: null })
  expect(requestOf('a/1', { ...form, storage: 'copy', way: 'peerToPeer' })).toMatchObject({
    pool: 'images',
    peerUri: 'qemu+ssh://b/system',
  })
})

test.each(['0', '1.5', 'x', '60001', '-1'])('%s is no limit, and nothing is asked', (text) => {
  expect(limitOf(text, MOST_DOWNTIME)).toBeUndefined()
  expect(requestOf('a/1', { ...emptyForm('b'), maxDowntime: text })).toBeNull()
})
