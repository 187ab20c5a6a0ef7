import { describe, expect, it } from 'vitest'
import { events, qemu, QEMU_PROGRAM, remote, REMOTE_PROGRAM } from './index'

/** The last number of the remote program that libvirt 11.7 to 12.3 know. */
const LAST_REMOTE = 453

/**
 * Events in the form before 1.2.1, without a callback id: sent only to who registers by the calls
 * of that time, which this client never does.
 */
const WITHOUT_CALLBACK_ID = [
  107, 169, 170, 171, 172, 173, 195, 224, 241, 248, 268, 269, 270, 276, 292, 311,
]

const calls = Object.values(remote)
const declaredEvents = Object.values(events)

const ascending = (a: number, b: number): number => a - b
const upTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1)
const upperSnake = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()
const releaseNumber = (since: string): number => {
  const [major = 0, minor = 0, release = 0] = since.split('.').map(Number)
  return (major * 1000 + minor) * 1000 + release
}

describe('the tables of procedures', () => {
  it('declare every number of the remote program exactly once', () => {
    const numbers = [
      ...calls.map(({ number }) => number),
      ...declaredEvents
        .filter(({ program }) => program === REMOTE_PROGRAM)
        .map(({ messageProcedure }) => messageProcedure),
      ...WITHOUT_CALLBACK_ID,
    ]
    expect(numbers.sort(ascending)).toEqual(upTo(LAST_REMOTE))
  })

  it('declare every number of the qemu program exactly once', () => {
    const numbers = Object.values(qemu).map(({ number }): number => number)
    numbers.push(events.qemuMonitorEvent.messageProcedure)
    expect(numbers.sort(ascending)).toEqual(upTo(7))
  })

  it('name each procedure after its key, so that upstream’s name follows from it', () => {
    expect(calls.map(({ name }) => name)).toEqual(Object.keys(remote))
    expect(calls.every(({ program }) => program === REMOTE_PROGRAM)).toBe(true)
    expect(Object.values(qemu).every(({ program }) => program === QEMU_PROGRAM)).toBe(true)
    expect(new Set(calls.map(({ name }) => upperSnake(name))).size).toBe(calls.length)
    expect(upperSnake(remote.domainMigratePrepareTunnel3Params.name)).toBe(
      'DOMAIN_MIGRATE_PREPARE_TUNNEL3_PARAMS',
    )
  })

  it('tell since when a procedure exists where that is later than 1.2.1', () => {
    const dated = calls.flatMap(({ number, since }) => (since ? [{ number, since }] : []))
    // 333 was the last number of 1.2.2; the numbers after that came with the releases.
    const late = calls.filter(({ number }) => number > 333).map(({ number }) => number)
    expect(dated.map(({ number }) => number).sort(ascending)).toEqual(late.sort(ascending))
    const releases = dated
      .sort((a, b) => ascending(a.number, b.number))
      .map(({ since }) => releaseNumber(since))
    expect(releases).toEqual([...releases].sort(ascending))
  })

  it('open streams and pass descriptors only where libvirt does', () => {
    const streams = calls.flatMap(({ number, stream }) => (stream ? [[number, stream]] : []))
    expect(Object.fromEntries(streams)).toEqual({
      148: 'send',
      201: 'both',
      208: 'send',
      209: 'receive',
      211: 'receive',
      215: 'send',
      296: 'both',
      304: 'send',
    })
    const descriptors = calls.filter(({ passesDescriptors }) => passesDescriptors)
    expect(descriptors.map(({ number }) => number).sort(ascending)).toEqual([
      249, 309, 310, 343, 443,
    ])
  })

  it('give a high priority to what must work while a hypervisor hangs', () => {
    const urgent = [remote.authList, remote.domainDestroy, remote.domainGetState]
    const ordinary = [remote.domainGetXmlDesc, remote.connectGetAllDomainStats]
    expect(urgent.map(({ highPriority }) => highPriority)).toEqual([true, true, true])
    expect(ordinary.map(({ highPriority }) => highPriority)).toEqual([false, false])
  })
})

describe('the table of events', () => {
  it('has a message procedure for each', () => {
    const messages = declaredEvents.map((event) => `${event.program}:${event.messageProcedure}`)
    expect(new Set(messages).size).toBe(declaredEvents.length)
  })

  it.each(['domain', 'network', 'storagePool', 'nodeDevice', 'secret'])(
    'has every id of the %s events',
    (objectClass) => {
      const ids = declaredEvents
        .filter((event) => event.objectClass === objectClass)
        .map(({ eventId }) => Number(eventId))
      expect(ids.length).toBeGreaterThan(1)
      expect(ids.sort(ascending)).toEqual(ids.map((_, i) => i))
    },
  )
})
