import { describe, expect, it } from 'vitest'
import { Capabilities } from './capabilities'
import { LibvirtError } from './errors'
import { events, qemu, remote } from './procedures/index'

const error = (code: number, domain: number, message: string, ...details: string[]): LibvirtError =>
  new LibvirtError({ code, domain, message, level: 2, procedure: 'x', details })

describe('Capabilities', () => {
  it('knows what came later than the daemon', () => {
    const capabilities = new Capabilities(5_001_000)
    expect(capabilities.refusal(remote.domainGetState)).toBeUndefined()
    expect(capabilities.refusal(remote.domainGetGuestInfo)).toBe(
      'it came with libvirt 5.7.0, and the host has 5.1.0',
    )
    expect(new Capabilities(5_007_000).refusal(remote.domainGetGuestInfo)).toBeUndefined()
    expect(capabilities.refusal(events.domainMemoryFailure)).toContain('6.9.0')
  })

  it('knows what it cannot carry itself', () => {
    const capabilities = new Capabilities(99_000_000)
    expect(capabilities.refusal(qemu.domainMonitorCommandWithFiles)).toContain('file descriptors')
  })

  it.each([
    [
      'a procedure that the daemon does not know',
      remote.domainReset,
      error(39, 7, 'unknown procedure: 245'),
    ],
    ['the same in its language', remote.domainReset, error(39, 7, 'unbekannte Prozedur: 245')],
    [
      'a program that the daemon lacks',
      qemu.domainAgentCommand,
      error(39, 7, 'Cannot find program 536903815 version 1'),
    ],
    [
      'a function that the driver lacks',
      remote.domainReset,
      error(
        3,
        12,
        'not supported by the driver: virDomainReset',
        'not supported: %s',
        'virDomainReset',
      ),
    ],
  ])('remembers %s', (_, procedure, refusal) => {
    const capabilities = new Capabilities(9_000_000)
    capabilities.learn(procedure, refusal)
    expect(capabilities.refusal(procedure)).toBe(refusal.message)
    expect(capabilities.refusal(remote.domainReboot)).toBeUndefined()
  })

  it.each([
    ['a payload it could not read', error(39, 7, 'Unable to decode message payload')],
    ['a state that does not allow it', error(55, 10, 'domain is not running')],
    [
      'something it lacks for this machine only',
      error(3, 10, 'this machine has no agent', '%s', 'this machine has no agent'),
    ],
    ['a lost connection', new Error('lost')],
  ])('does not hold against a daemon %s', (_, refusal) => {
    const capabilities = new Capabilities(9_000_000)
    capabilities.learn(remote.domainReset, refusal)
    expect(capabilities.refusal(remote.domainReset)).toBeUndefined()
  })
})
