import { Writable } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { HEADER_BYTES } from './frame'
import { FrameWriter } from './frame-writer'

const header = { program: 1, procedure: 2, type: 3, serial: 4, status: 2 }

/** Takes bytes when it is told to, like a socket whose daemon is slow to read. */
class SlowOutput extends Writable {
  taken = 0
  #done: (() => void)[] = []

  override _writev(
    chunks: readonly { readonly chunk: Buffer }[],
    done: (error?: Error | null) => void,
  ): void {
    const bytes = chunks.reduce((sum, { chunk }) => sum + chunk.length, 0)
    this.#done.push(() => {
      this.taken += bytes
      done()
    })
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this._writev([{ chunk }], done)
  }

  async takeAll(): Promise<void> {
    for (let turn = 0; turn < 20; turn++) {
      this.#done.shift()?.()
      await nextTurn()
    }
  }
}

it('sends what is written while a payload is still on its way', async () => {
  const output = new SlowOutput()
  const writer = new FrameWriter(output)
  const payload = writer.sendData(header, Buffer.alloc(1000))
  await nextTurn()
  writer.sendEmpty(header)
  writer.sendEmpty(header)
  await output.takeAll()
  await payload
  expect(output.taken).toBe(1000 + 3 * HEADER_BYTES)
})

it('gathers what follows the first until that one is taken', async () => {
  const output = new SlowOutput()
  const writer = new FrameWriter(output)
  for (let i = 0; i < 5; i++) writer.sendEmpty(header)
  await output.takeAll()
  expect(output.taken).toBe(5 * HEADER_BYTES)
})
