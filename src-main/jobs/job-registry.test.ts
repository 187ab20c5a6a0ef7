import pino from 'pino'
import { expect, test, vi } from 'vitest'
import type { JobsDelta } from '../../src-preload/contract/job'
import { Problem } from '../failures/problem'
import { Cancelled } from '../libvirt'
import { JobRegistry } from './job-registry'

const log = pino({ level: 'silent' })
const copy = { title: 'copy a disk', cancellable: true, virshLine: 'virsh vol-clone' }

/** Runs until its signal says no, then rejects with what `error` makes of it. */
const obey = (signal: AbortSignal, error: () => unknown): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(error()))
  })

test('a job shows its way and its end, in gathered notices', async () => {
  const registry = new JobRegistry(log)
  const deltas: JobsDelta[] = []
  registry.onDidChange((delta) => deltas.push(delta))
  const { id, result } = registry.start(copy, ({ progress, note }) => {
    for (let done = 0; done <= 1000; done++) progress(done, 1000, 'bytes')
    note('1,000 bytes')
    return Promise.resolve('copied')
  })
  expect(registry.jobs).toMatchObject([{ id, state: 'running', cancellable: true }])
  expect(await result).toBe('copied')
  await vi.waitFor(() => expect(deltas).not.toHaveLength(0), 20_000)
  expect(deltas).toHaveLength(1)
  expect(deltas[0]?.changed).toMatchObject([
    {
      id,
      title: 'copy a disk',
      state: 'done',
      cancellable: false,
      note: '1,000 bytes',
      progress: { done: 1000, total: 1000, unit: 'bytes' },
      endedAt: expect.any(Number) as number,
    },
  ])
})

test('what a job throws becomes its failure, in the words of its title', async () => {
  const registry = new JobRegistry(log)
  const { result } = registry.start(copy, () =>
    Promise.reject(new Problem('disk-full', 'the pool is full', { hint: 'Free some space.' })),
  )
  await expect(result).rejects.toThrow('the pool is full')
  expect(registry.jobs).toMatchObject([
    {
      state: 'failed',
      failure: {
        code: 'disk-full',
        message: 'Could not copy a disk: the pool is full',
        hint: 'Free some space.',
      },
    },
  ])
})

test('a line that is known only later takes the place of why there was none', async () => {
  const registry = new JobRegistry(log)
  const { result } = registry.start(
    { title: 'tag', cancellable: false, withoutVirshLine: 'tags are looked up first' },
    async ({ setVirshLine }) => setVirshLine('virsh metadata'),
  )
  expect(registry.jobs[0]).toMatchObject({ withoutVirshLine: 'tags are looked up first' })
  await result
  expect(registry.jobs[0]?.virshLine).toBe('virsh metadata')
})

test('a cancelled job ends as cancelled, whichever way it gave up', async () => {
  const registry = new JobRegistry(log)
  const byReason = registry.start(copy, ({ signal }) => obey(signal, () => signal.reason))
  const byCall = registry.start(copy, ({ signal }) =>
    obey(signal, () => new Cancelled('storageVolUpload', true)),
  )
  const late = registry.start(copy, ({ signal }) =>
    obey(signal, () => new Problem('internal', 'the clean-up failed')),
  )
  await Promise.resolve()
  for (const { id } of [byReason, byCall, late]) registry.cancel(id)
  await Promise.allSettled([byReason.result, byCall.result, late.result])
  expect(registry.jobs.map(({ state }) => state)).toEqual(['cancelled', 'cancelled', 'failed'])
})

test('what cannot be cancelled says so and runs on', async () => {
  const registry = new JobRegistry(log)
  let finish = (): void => undefined
  const { id, result } = registry.start(
    { title: 'wipe a disk', cancellable: false, virshLine: 'virsh vol-wipe' },
    () =>
      new Promise<void>((resolve) => {
        finish = resolve
      }),
  )
  expect(() => registry.cancel(id)).toThrow('can’t be cancelled')
  expect(() => registry.cancel('job-99')).toThrow('no longer known')
  expect(registry.jobs[0]?.state).toBe('running')
  await Promise.resolve()
  finish()
  await result
  registry.forget(id)
  expect(registry.jobs).toEqual([])
})

test('closing cancels what can be cancelled and waits for its cleaning up', async () => {
  const registry = new JobRegistry(log)
  const steps: string[] = []
  const { result } = registry.start(copy, async ({ signal }) => {
    try {
      await obey(signal, () => signal.reason)
    } finally {
      await new Promise((resolve) => setTimeout(resolve, 30))
      steps.push('cleaned up')
    }
  })
  registry.start(
    { title: 'never ends', cancellable: false, withoutVirshLine: 'virsh ends' },
    () => new Promise(() => undefined),
  )
  result.catch(() => steps.push('rejected'))
  await Promise.resolve()
  await registry.close(10_000)
  expect(steps).toContain('cleaned up')
})

test('a job that is cancelled before it has begun does nothing', async () => {
  const registry = new JobRegistry(log)
  let isBegun = false
  const { id, result } = registry.start(copy, async () => {
    isBegun = true
  })
  registry.cancel(id)
  await expect(result).rejects.toThrow('cancelled')
  expect(isBegun).toBe(false)
  expect(registry.jobs[0]?.state).toBe('cancelled')
})

test('history is bounded, and what runs is never forgotten', async () => {
  const registry = new JobRegistry(log)
  const lasting = registry.start(copy, ({ signal }) => obey(signal, () => signal.reason))
  for (let i = 0; i < 300; i++) await registry.start(copy, () => Promise.resolve()).result
  expect(registry.jobs).toHaveLength(201)
  registry.forget()
  expect(registry.jobs.map(({ id }) => id)).toEqual([lasting.id])
})
