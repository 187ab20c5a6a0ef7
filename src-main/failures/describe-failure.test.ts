import { describe, expect, test } from 'vitest'
import { LibvirtError, TransportError, UriError } from '../libvirt'
import { describeFailure } from './describe-failure'
import { OperationFailed, Problem } from './problem'

const libvirt = (code: number, message = 'words of the host'): LibvirtError =>
  new LibvirtError({ code, domain: 10, message, level: 2, procedure: 'domainCreate', details: [] })

test.each([
  [libvirt(42), 'not-found'],
  [libvirt(45), 'auth-failed'],
  [libvirt(88), 'no-permission'],
  [libvirt(86), 'agent-absent'],
  [libvirt(68), 'busy'],
  [libvirt(87), 'in-use'],
  [libvirt(84), 'unsupported'],
  [libvirt(55), 'wrong-state'],
  [libvirt(1, "network 'default' is not active"), 'wrong-state'],
  [libvirt(38, 'cannot write: No space left on device'), 'disk-full'],
  [libvirt(1), 'refused-by-host'],
  [new TransportError('gone', { code: 'ENOENT' }), 'no-daemon'],
  [new TransportError('closed', { code: 'EACCES' }), 'no-permission'],
  [new UriError('bad'), 'invalid'],
  [new TypeError('a bug'), 'internal'],
])('%s is %s', (error, code) => {
  expect(describeFailure(error, 'id').code).toBe(code)
})

describe('a network that is needed', () => {
  test.each([
    [libvirt(55, "Requested operation is not valid: network 'lab <1>' is not active"), 'lab <1>'],
    [libvirt(43, "Network not found: no network with matching name 'default'"), 'default'],
    [libvirt(43, "Network not found: no network with matching name 'lab'"), undefined],
  ])('is named where the app can start it: %s', (error, network) => {
    expect(describeFailure(error, 'id').fix?.startNetwork).toBe(network)
  })

  test('is in no command line that a shell would take for something else', () => {
    const error = libvirt(55, "network 'a; reboot' is not active")
    expect(describeFailure(error, 'id').remedies).toBeUndefined()
  })
})

describe('a failed operation', () => {
  test('says what was wanted, and the host’s own account', () => {
    expect(describeFailure(new OperationFailed('start web', libvirt(1)), 'abc')).toMatchObject({
      message: 'Could not start web',
      cause: { code: 1, domain: 10, text: 'words of the host' },
      correlationId: 'abc',
    })
  })

  test('says our own reason in the same breath, with its advice', () => {
    const problem = new Problem('disk-full', 'the disk is full', { remedies: ['df -h'] })
    expect(describeFailure(new OperationFailed('save web', problem), 'abc')).toEqual({
      code: 'disk-full',
      message: 'Could not save web: the disk is full',
      remedies: ['df -h'],
      correlationId: 'abc',
    })
  })

  test('carries no stack', () => {
    const failure = describeFailure(new OperationFailed('x', new Error('y')), 'id')
    expect(JSON.stringify(failure)).not.toMatch(/\bat .+:\d+/)
  })
})
