import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Machine, MachineId } from '../../../src-preload/contract/machine'
import { remote } from '../../libvirt'
import { startPrivateHost } from '../../testing/private-host'
import { serveHost, until } from '../../testing/served-host'
import { METADATA_NAMESPACE } from './metadata-xml'

const { daemon, host } = await startPrivateHost()

const get = (id: MachineId): Machine | undefined => host.services.inventory.get(id)

const define = async (name: string, metadata = '', kind = 'qemu'): Promise<MachineId> => {
  const xml = `<domain type='${kind}'><name>${name}</name><metadata>${metadata}</metadata>
    <memory>65536</memory><os><type>hvm</type></os></domain>`
  const { dom } = await host.connection.call(remote.domainDefineXmlFlags, { xml, flags: 0 })
  const id = `${host.hostId}/${dom.uuid}`
  await until(() => get(id))
  return id
}

const foreign = `<other:thing xmlns:other="urn:other"><other:deep a="b">x</other:deep></other:thing>`
const ours = (inside: string): string =>
  `<virthelm:machine xmlns:virthelm="${METADATA_NAMESPACE}">${inside}</virthelm:machine>`

test('notes are kept in the definition, beside what other programs keep there', async () => {
  const id = await define('notes', foreign)
  const { notes } = host.services
  await notes.change(id, {
    tags: ['web', 'päivä & <yö>'],
    notes: 'first line\n\tsecond "line"',
    colour: 'teal',
    start: { order: 10, delay: 30 },
  })
  expect(get(id)).toMatchObject({ tags: ['web', 'päivä & <yö>'], colour: 'teal' })
  const seen = await daemon.virsh('dumpxml', 'notes')
  expect(seen).toContain(`<virthelm:machine xmlns:virthelm="${METADATA_NAMESPACE}">`)
  expect(seen).toContain('<virthelm:tag>web</virthelm:tag>')
  expect(seen).toContain('<other:deep a="b">x</other:deep>')
  await notes.change(id, { tags: [], colour: null })
  expect(get(id)).not.toHaveProperty('tags')
  expect(get(id)).not.toHaveProperty('colour')
  expect(await notes.of(id)).toEqual({
    tags: [],
    notes: 'first line\n\tsecond "line"',
    colour: null,
    start: { order: 10, delay: 30 },
  })
  await notes.change(id, { notes: '', start: null })
  const bare = await daemon.virsh('dumpxml', 'notes')
  expect(bare).not.toContain('virthelm')
  expect(bare).toContain('<other:deep a="b">x</other:deep>')
})

test('tags that others write show by themselves, whichever way they write them', async () => {
  const id = await define('theirs', ours('<virthelm:tag>defined</virthelm:tag>'))
  await until(() => get(id)?.tags?.includes('defined'))
  const metadata = ['metadata', 'theirs', METADATA_NAMESPACE, '--key', 'v', '--config']
  await daemon.virsh(...metadata, '--set', '<machine><tag>set</tag><colour>red</colour></machine>')
  await until(() => get(id)?.tags?.includes('set'))
  expect(get(id)).toMatchObject({ tags: ['set'], colour: 'red' })
  await daemon.virsh('metadata', 'theirs', METADATA_NAMESPACE, '--config', '--remove')
  await until(() => get(id)?.tags === undefined)
})

test('a running machine is noted now and for its next start', async () => {
  const id = await define('running')
  await daemon.virsh('start', 'running')
  await host.services.notes.change(id, { tags: ['live'] })
  for (const extra of [[], ['--inactive']]) {
    expect(await daemon.virsh('dumpxml', 'running', ...extra)).toContain('>live<')
  }
  await daemon.virsh('destroy', 'running')
})

test('many are tagged at once, and one that is gone stops nobody', async () => {
  const ids = [await define('many-1'), await define('many-2')]
  const { notes } = host.services
  await host.done(notes.tag(ids, ['a', 'b'], []))
  const withGone = ids.flatMap((id, at) => (at === 0 ? [id, `${host.hostId}/gone`] : [id]))
  expect(await host.ended(notes.tag(withGone, ['c'], ['a']))).toMatchObject({
    title: 'tag 3 machines',
    state: 'failed',
    note: '2 of 3 tagged',
    progress: { done: 3, total: 3, unit: 'items' },
    failure: {
      message: 'Could not tag 3 machines: 1 could not be tagged',
      cause: { text: expect.stringContaining('Could not tag the machine') as string },
    },
  })
  expect(ids.map((id) => get(id)?.tags)).toEqual([
    ['b', 'c'],
    ['b', 'c'],
  ])
  expect(await notes.setAutostart(ids, true)).toEqual(ids.map((id) => ({ id })))
  expect(await daemon.virsh('list', '--all', '--autostart', '--name')).toContain('many-2')
  await notes.setAutostart(ids, false)
})

test('the lines of a job that tags do to machines what the job did', async () => {
  const names = ['alike-1', 'it’s alike']
  const ids = [await define(names[0] ?? '', foreign), await define(names[1] ?? '')]
  await daemon.virsh('start', 'alike-1')
  const { notes } = host.services
  const written = (): Promise<string[]> =>
    Promise.all(
      names.flatMap((name) => [
        daemon.virsh('dumpxml', name),
        daemon.virsh('dumpxml', name, '--inactive'),
      ]),
    )
  const before = await written()
  const { virshLine } = await host.done(notes.tag(ids, ['it’s', "$(b) 'c' <&>"], []))
  const tagged = await written()
  const taken = await host.done(notes.tag(ids, [], ['it’s', "$(b) 'c' <&>"]))
  expect(await written()).toEqual(before)
  expect(virshLine?.split('\n')).toHaveLength(2)
  await daemon.runAs('bash', '-ec', virshLine ?? 'false')
  expect(await written()).toEqual(tagged)
  await daemon.runAs('bash', '-ec', taken.virshLine ?? 'false')
  expect(await written()).toEqual(before)
  await daemon.virsh('destroy', 'alike-1')
})

test('a renamed machine keeps its tags', async () => {
  const id = await define('before', ours('<virthelm:tag>kept</virthelm:tag>'))
  await until(() => get(id)?.tags)
  await daemon.virsh('domrename', 'before', 'after')
  await until(() => get(id)?.name === 'after' && get(id)?.tags)
  expect(get(id)?.tags).toEqual(['kept'])
})

test('machines start in their order, and one that fails is told at the end', async () => {
  const place = (order: number): string => ours(`<virthelm:start order="${order}" delay="0"/>`)
  for (const [name, order] of [
    ['third', 30],
    ['first', 1],
    ['second', 2],
  ] as const) {
    await define(name, place(order))
  }
  const started: string[] = []
  const stop = await host.connection.subscribe('domainLifecycle', ({ dom, event }) => {
    if (event === 2) started.push(dom.name)
  })
  // A kernel that is not there.
  await define('broken', place(5))
  await daemon.virsh('undefine', 'broken')
  const xml = `<domain type='qemu'><name>broken</name><metadata>${place(5)}</metadata><memory>65536</memory>
    <os><type>hvm</type><kernel>/nonexistent</kernel></os></domain>`
  await host.connection.call(remote.domainDefineXmlFlags, { xml, flags: 0 })
  await until(() =>
    [...host.services.inventory.ofHost(host.hostId)].some(({ name }) => name === 'broken'),
  )
  const job = await host.ended(host.services.notes.startInOrder(host.hostId))
  expect(job).toMatchObject({
    state: 'failed',
    note: '3 of 4 started',
    progress: { done: 4, total: 4, unit: 'items' },
    failure: { message: 'Could not start machines in order: 1 did not start' },
  })
  const uuidOf = async (name: string): Promise<string> =>
    (await daemon.virsh('domuuid', name)).trim()
  const inOrder = await Promise.all(['first', 'second', 'broken', 'third'].map(uuidOf))
  expect(job.virshLine?.match(/(?<=start --domain ).*/g)).toEqual(inOrder)
  expect(started).toEqual(['first', 'second', 'third'])
  stop()
  for (const name of started) await daemon.virsh('destroy', name)
})

test('a fleet is read in the background, and at once for whoever asks', async () => {
  const other = await serveHost(daemon.uri())
  const tagsOf = (name: string): readonly string[] | undefined =>
    [...other.services.inventory.ofHost(other.hostId)].find((machine) => machine.name === name)
      ?.tags
  expect(tagsOf('many-1')).toBeUndefined()
  await until(() => tagsOf('many-1'))
  expect(tagsOf('many-1')).toEqual(['b', 'c'])
  await other.close()

  const third = await serveHost(daemon.uri())
  await third.services.tags.all()
  const tagged = [...third.services.inventory.ofHost(third.hostId)].filter(({ tags }) => tags)
  expect(tagged.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['many-1', 'many-2', 'after']),
  )
  await third.close()
})

/** Any text that XML can carry and libvirt keeps. */
const anyText = fc
  .string({ unit: 'grapheme', maxLength: 40 })
  .filter(
    (text) => !/[\p{Cs}\ufffe\uffff]/u.test(text) && !/\p{Cc}/u.test(text.replace(/[\n\t]/g, '')),
  )

test('any tags and notes come back from libvirt as they went in, also after its restart', async () => {
  const id = await define('any')
  const { notes } = host.services
  let last = { tags: [] as string[], notes: '' }
  await fc.assert(
    fc.asyncProperty(fc.array(anyText, { maxLength: 4 }), anyText, async (tags, text) => {
      const unique = [...new Set(tags.map((tag) => tag.trim()).filter(Boolean))]
      await notes.change(id, { tags, notes: text })
      last = { tags: unique, notes: text.trim() }
      expect(await notes.of(id)).toMatchObject(last)
    }),
    { numRuns: 60 },
  )
  await notes.change(id, { tags: ['a\tb', ']]>'], notes: ' x\n\n  y <b>&amp; ' })
  const kept = await notes.of(id)
  expect(kept).toMatchObject({ tags: ['a\tb', ']]>'], notes: 'x\n\n  y <b>&amp;' })
  await daemon.restart()
  await until(
    () => host.services.hosts.hosts[0]?.state === 'connected' && get(id)?.staleSince === undefined,
  )
  expect(await notes.of(id)).toEqual(kept)
  await expect(notes.change(id, { notes: 'a\u0001' })).rejects.toMatchObject({
    cause: { code: 'invalid' },
  })
})
