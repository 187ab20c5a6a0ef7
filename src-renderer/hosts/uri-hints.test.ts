import { expect, it } from 'vitest'
import { hintsFor, nameFor, transportOf, withParameter } from './uri-hints'

it.each([
  ['', null],
  ['qemu', null],
  ['qemu:///system', 'unix'],
  ['qemu://server/system', 'tls'],
  ['QEMU+SSH://me@server/system', 'ssh'],
  ['qemu+tcp://server:16509/system', 'tcp'],
])('knows how %j reaches its host', (uri, transport) => {
  expect(transportOf(uri)).toBe(transport)
})

it('offers only parameters that the way has, and that are not given yet', () => {
  const names = (uri: string) => hintsFor(uri).map(({ name }) => name)
  expect(names('qemu+ssh://server/system')).toContain('keyfile')
  expect(names('qemu+ssh://server/system?keyfile=/key&socket=/s')).not.toContain('keyfile')
  expect(names('qemu+ssh://server/system?keyfile=/key&socket=/s')).not.toContain('socket')
  expect(names('qemu+tls://server/system')).toContain('pkipath')
  expect(names('nonsense')).toEqual([])
})

it('puts parameters behind each other', () => {
  expect(withParameter('qemu+ssh://a/system', 'proxy=auto')).toBe('qemu+ssh://a/system?proxy=auto')
  expect(withParameter('qemu+ssh://a/system?x=1', 'y=2')).toBe('qemu+ssh://a/system?x=1&y=2')
})

it.each([
  ['qemu+ssh://root@server.example:22/system', 'server.example'],
  ['qemu+tls://[::1]:16514/system', '[::1]'],
  ['qemu:///system', 'This computer'],
  ['test:///default', 'Test driver'],
  ['nonsense', ''],
])('suggests a name for %s', (uri, name) => {
  expect(nameFor(uri)).toBe(name)
})
