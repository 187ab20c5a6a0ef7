import { expect } from 'vitest'
import {
  ErrorCode,
  MetadataType,
  param,
  qemu as qemuProgram,
  remote,
  type Connection,
} from '../../index'
import { Caller } from './recorder'

const flags = 0

/** What came after libvirt 9.0. */
export const coverNewer = async (test: Caller): Promise<void> => {
  const { dom } = await test.answers(remote.domainLookupByName, { name: 'test' })
  const { net } = await test.answers(remote.networkLookupByName, { name: 'default' })
  const title = { net, type: MetadataType.title, uri: null, flags }
  await test.answersSince(remote.networkSetMetadata, { ...title, metadata: 'Wing', key: null })
  await test.answersSince(remote.networkGetMetadata, title)
  await test.answersSince(remote.nodeDeviceUpdate, {
    name: 'computer',
    xmlDesc: '<device/>',
    flags,
  })
  await test.answersSince(remote.domainGraphicsReload, { dom, type: 0, flags })
  await test.answersSince(remote.domainSetAutostartOnce, { dom, autostart: true })
  await test.answersSince(remote.domainGetAutostartOnce, { dom })
  await test.answersSince(remote.domainSetThrottleGroup, {
    dom,
    group: 'slow',
    params: [param.ullong('total_iops_sec', 100n)],
    flags,
  })
  await test.answersSince(remote.domainDelThrottleGroup, { dom, group: 'slow', flags })
}

/** What passes file descriptors, which no socket of Node carries. */
export const coverDescriptors = async (test: Caller): Promise<void> => {
  const procedures = [...Object.values(remote), ...Object.values(qemuProgram)]
  const passing = procedures.filter(({ passesDescriptors }) => passesDescriptors)
  expect(passing).toHaveLength(6)
  for (const procedure of passing) {
    expect((await test.withholds(procedure)).message).toContain('descriptors')
  }
}

/** What opens and closes each connection: that there are connections shows that it is answered. */
export const coverOpening = (test: Caller): void => {
  for (const procedure of [remote.authList, remote.connectOpen, remote.connectClose]) {
    test.recorder.note(procedure, { kind: 'answered', words: `answered by ${test.driver}` })
  }
}

/** Ways to prove who one is that this daemon did not ask for. Each costs its connection. */
export const coverAuthentication = async (
  test: Caller,
  open: () => Promise<Connection>,
): Promise<void> => {
  const alone = async (use: (caller: Caller) => Promise<unknown>): Promise<void> => {
    const connection = await open()
    await use(new Caller(connection, test.driver, test.recorder))
    await connection.close()
  }
  const step = { nil: true, data: Buffer.alloc(0) }
  const refused = ErrorCode.authFailed
  await alone((caller) => caller.refuses(remote.authSaslInit, {}, refused))
  await alone((caller) => caller.refuses(remote.authSaslStart, { mech: 'SCRAM', ...step }, refused))
  await alone((caller) => caller.refuses(remote.authSaslStep, step, refused))
  await alone((caller) => caller.refuses(remote.authPolkit, {}, ErrorCode.internal))
}
