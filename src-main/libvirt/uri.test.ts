import { describe, expect, it } from 'vitest'
import { UriError } from './errors'
import { isSession, isSet, parseUri } from './uri'

describe('parseUri', () => {
  it.each([
    [
      'qemu:///system',
      { driver: 'qemu', transport: 'unix', host: null, path: '/system', name: 'qemu:///system' },
    ],
    ['test:///default', { driver: 'test', transport: 'unix', name: 'test:///default' }],
    ['QEMU+UNIX:///session', { driver: 'qemu', transport: 'unix', name: 'qemu:///session' }],
    ['qemu://host/system', { transport: 'tls', host: 'host', port: null, name: 'qemu:///system' }],
    ['qemu+tcp://host:1234/system', { transport: 'tcp', host: 'host', port: 1234 }],
    ['qemu+ssh://me@host/system', { transport: 'ssh', user: 'me', host: 'host' }],
    ['qemu+tls://[fe80::1]:99/system', { host: 'fe80::1', port: 99 }],
    ['qemu+ssh://a%40b@host/', { user: 'a@b', path: '/', name: 'qemu:///' }],
    ['remote+ssh://host', { driver: 'remote', name: '' }],
    [
      'test+unix:///a%20b/fleet.xml?socket=/run/x',
      { path: '/a b/fleet.xml', name: 'test:///a%20b/fleet.xml' },
    ],
    [
      'qemu:///system?mode=direct&x=1;SOCKET=/s&y',
      { parameters: { mode: 'direct', socket: '/s' }, name: 'qemu:///system?x=1&y=' },
    ],
    ['qemu+ssh://host/system?name=qemu%3A%2F%2F%2Fsession', { name: 'qemu:///session' }],
    ['qemu:', { path: '', name: 'qemu:///' }],
  ])('%s', (text, expected) => {
    expect(parseUri(text)).toMatchObject({ text, ...expected })
  })

  it.each([
    ['', 'is not a libvirt URI'],
    ['system', 'is not a libvirt URI'],
    ['qemu+unix://host/system', 'cannot name a host'],
    ['qemu+ssh:///system', 'must name a host'],
    ['qemu+tls:///system', 'must name a host'],
    ['qemu+libssh2://host/system', 'use +ssh'],
    ['qemu+ext://host/system', 'not carried'],
    ['qemu+carrier-pigeon://host/', 'is not a libvirt URI'],
    ['qemu+pigeon://host/', 'there is no such thing'],
    ['qemu+ssh://host:0/system', '0 is not a port'],
    ['qemu+ssh://host:65536/system', '65536 is not a port'],
    ['qemu+ssh://-oProxyCommand=evil/system', 'is not a host'],
    ['qemu+ssh://%2doProxyCommand=evil/system', 'is not a host'],
    ['qemu:///system?a=%zz', 'begins no escape'],
  ])('refuses %s', (text, problem) => {
    expect(() => parseUri(text)).toThrow(UriError)
    expect(() => parseUri(text)).toThrow(problem)
  })
})

describe('what a URI asks for', () => {
  it('is the session daemon only by its path', () => {
    expect(isSession(parseUri('qemu:///session'))).toBe(true)
    expect(isSession(parseUri('qemu:///system'))).toBe(false)
  })

  it('is said in integers', () => {
    expect(isSet(parseUri('qemu:///system?no_verify=1'), 'no_verify')).toBe(true)
    expect(isSet(parseUri('qemu:///system?no_verify=0'), 'no_verify')).toBe(false)
    expect(isSet(parseUri('qemu:///system'), 'no_verify')).toBe(false)
    expect(() => isSet(parseUri('qemu:///system?no_verify=yes'), 'no_verify')).toThrow(UriError)
  })
})
