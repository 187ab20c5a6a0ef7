import { expect, test } from 'vitest'
import type { MachineFacts } from './machine-facts'
import { creationXml, planCreate, type Creation } from './plan-create'
import { planDelete, planRevert } from './plan-return'
import { readSnapshot } from './read-snapshots'

const URI = 'qemu:///system'

const facts = (more: Partial<MachineFacts> = {}): MachineFacts => ({
  name: 'web',
  isRunning: true,
  isPersistent: true,
  snapshots: [],
  current: null,
  disks: [
    {
      target: 'vda',
      path: '/images/web.qcow2',
      format: 'qcow2',
      isFile: true,
      images: [{ path: '/images/web.qcow2', neededBy: [] }],
    },
  ],
  leftOut: ['sda'],
  firmware: { isFlash: false, format: 'raw' },
  hasTpm: false,
  hasAgent: false,
  sizes: new Map(),
  daemonVersion: 9_000_000,
  ...more,
})

const creation = (more: Partial<Creation> = {}): Creation => ({
  act: 'create',
  id: 'host/uuid',
  name: 'one',
  description: '',
  kind: 'external',
  quiesce: false,
  allowMixed: false,
  ...more,
})

const external = readSnapshot(`<domainsnapshot><name>one</name><state>disk-snapshot</state>
  <memory snapshot='no'/>
  <disks><disk name='vda' snapshot='external'><source file='/images/web.one.qcow2'/></disk></disks>
  <domain><devices><disk><source file='/images/web.qcow2'/><target dev='vda'/></disk></devices></domain>
  </domainsnapshot>`)

test('every file is named to libvirt, and in the command line', () => {
  expect(creationXml(creation(), facts())).toBe(
    "<domainsnapshot><name>one</name><memory snapshot='no'/><disks><disk name='vda' snapshot='external'><driver type='qcow2'/><source file='/images/web.one.qcow2'/></disk><disk name='sda' snapshot='no'/></disks></domainsnapshot>",
  )
  expect(planCreate(creation(), facts(), URI).virshLine).toBe(
    'virsh -c qemu:///system snapshot-create-as --domain web --name one --disk-only --atomic --diskspec vda,snapshot=external,driver=qcow2,file=/images/web.one.qcow2 --diskspec sda,snapshot=no',
  )
})

test('kinds are mixed only where that was agreed to', () => {
  const known = facts({ snapshots: [external] })
  const asked = creation({ name: 'two', kind: 'internal' })
  expect(planCreate(asked, known, URI)).toMatchObject({
    mixesKinds: true,
    refusals: [expect.stringContaining('so far are external')],
  })
  expect(planCreate({ ...asked, allowMixed: true }, known, URI).refusals).toEqual([])
})

test('UEFI firmware is explained from what the host is', () => {
  const firmware = { isFlash: true, path: '/nvram/web.fd', format: 'raw' }
  const inside = creation({ kind: 'internal' })
  expect(planCreate(inside, facts({ firmware }), URI).refusals).toEqual([
    expect.stringMatching(/\/nvram\/web\.fd \(raw\).*libvirt 10\.10.*has 9\.0\.0/),
  ])
  const able = facts({ firmware: { ...firmware, format: 'qcow2' }, daemonVersion: 10_010_000 })
  expect(planCreate(inside, able, URI).refusals).toEqual([])
})

test('quiescing needs an agent and a machine that runs', () => {
  const asked = creation({ quiesce: true })
  expect(planCreate(asked, facts(), URI).refusals).toHaveLength(1)
  expect(planCreate(asked, facts({ isRunning: false }), URI).refusals).toHaveLength(1)
  expect(planCreate(asked, facts({ hasAgent: true }), URI).refusals).toEqual([])
})

test('an external snapshot is reverted to only where libvirt can', () => {
  const revert = { act: 'revert', id: 'host/uuid', name: 'one' } as const
  const refusals = (daemonVersion: number) =>
    planRevert(revert, external, facts({ daemonVersion, snapshots: [external] }), URI).refusals
  expect(refusals(9_000_000)).toEqual([expect.stringContaining('libvirt 9.9')])
  expect(refusals(9_009_000)).toEqual([])
})

test('deleting names what vanishes and what takes it in, and spares what others lie on', () => {
  const removal = { act: 'delete', id: 'host/uuid', name: 'one', withChildren: false } as const
  const [disk] = facts().disks
  const images = [
    { path: '/images/web.one.qcow2', neededBy: [] },
    { path: '/images/web.qcow2', neededBy: ['/images/clone.qcow2'] },
  ]
  const known = facts({
    snapshots: [external],
    disks: disk ? [{ ...disk, path: '/images/web.one.qcow2', images }] : [],
  })
  const plan = planDelete(removal, external, known, URI)
  expect(plan.effects.map(({ fate, label }) => `${fate} ${label}`)).toEqual([
    'vanishes one',
    'vanishes /images/web.one.qcow2',
    'changes /images/web.qcow2',
  ])
  expect(plan.refusals).toEqual([expect.stringContaining('/images/clone.qcow2')])
})

test('what a TPM and UEFI firmware hold is said to be left out, where it is', () => {
  const known = facts({
    hasTpm: true,
    firmware: { isFlash: true, path: '/nvram/web.fd', format: 'raw' },
  })
  const warned = (request: Creation, of = known) => planCreate(request, of, URI).warnings.join(' ')
  expect(warned(creation())).toContain('What its TPM holds is not kept.')
  expect(warned(creation())).toContain('firmware remembers is not kept: /nvram/web.fd.')
  expect(warned(creation({ kind: 'externalMemory' }))).not.toContain('TPM')
  expect(warned(creation(), facts())).not.toMatch(/TPM|firmware/)

  const revert = { act: 'revert', id: 'host/uuid', name: 'one' } as const
  const back = planRevert(revert, external, { ...known, snapshots: [external] }, URI).warnings
  expect(back).toContain('What its TPM holds stays as it is now.')
  expect(back).toContain('What its UEFI firmware remembers stays as it is now.')
})

test('a snapshot of both kinds is neither reverted to nor deleted', () => {
  const mixed = readSnapshot(`<domainsnapshot><name>both</name><memory snapshot='internal'/>
    <disks><disk name='vda' snapshot='external'><source file='/images/web.both.qcow2'/></disk></disks>
    </domainsnapshot>`)
  const known = facts({ snapshots: [mixed], daemonVersion: 10_000_000 })
  const refusal = [expect.stringContaining('both internal and external')]
  const revert = { act: 'revert', id: 'host/uuid', name: 'both' } as const
  expect(planRevert(revert, mixed, known, URI).refusals).toEqual(refusal)
  const removal = { act: 'delete', id: 'host/uuid', name: 'both', withChildren: false } as const
  expect(planDelete(removal, mixed, known, URI).refusals).toEqual(refusal)
})
