import { expect, it } from 'vitest'
import type { Host } from '../../src-preload/contract/host'
import { machineNamed } from '../testing/machines'
import { virshLines } from './virsh-lines'

const web = machineNamed('web')
const host = (uri: string): Host => ({
  id: web.hostId,
  name: 'Host',
  uri,
  state: 'connected',
  since: 0,
  autoconnect: true,
  canMakeDemo: false,
})

it('says a line for each machine', () => {
  const other = { ...web, uuid: 'other' }
  expect(virshLines('pause', [web, other], [host('qemu:///system')])).toBe(
    `virsh -c qemu:///system suspend --domain ${web.uuid}\n` +
      'virsh -c qemu:///system suspend --domain other',
  )
})

it('leaves nothing of a URI to the shell', () => {
  expect(virshLines('forceOff', [web], [host("qemu+unix:///session?socket=/a&b'c")])).toBe(
    `virsh -c 'qemu+unix:///session?socket=/a&b'\\''c' destroy --domain ${web.uuid}`,
  )
})

it('wakes up what the guest itself has put to sleep', () => {
  const asleep = { ...web, state: 'suspended' } as const
  expect(virshLines('resume', [asleep], [host('qemu:///system')])).toContain('dompmwakeup')
})
