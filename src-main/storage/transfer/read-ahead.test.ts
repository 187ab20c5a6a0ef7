import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { BLOCK_BYTES, readAhead } from './read-ahead'

const content = Buffer.alloc(BLOCK_BYTES * 3 + 5, 'every byte has a place of its own')
let folder: string
let path: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vh-read-'))
  path = join(folder, 'disk.img')
  await writeFile(path, content)
})

afterAll(() => rm(folder, { recursive: true }))

const readAll = async (size: number): Promise<{ read: Buffer; places: number }> => {
  const file = await open(path)
  const parts: Buffer[] = []
  const places = new Set<ArrayBufferLike>()
  try {
    for await (const block of readAhead(file, path, size)) {
      parts.push(Buffer.from(block))
      places.add(block.buffer)
    }
  } finally {
    await file.close()
  }
  return { read: Buffer.concat(parts), places: places.size }
}

it('reads all that was asked for, in two places by turns', async () => {
  const { read, places } = await readAll(content.length)
  expect(read.equals(content)).toBe(true)
  expect(places).toBe(2)
  expect((await readAll(10)).read.equals(content.subarray(0, 10))).toBe(true)
})

it('says that a file has become shorter', async () => {
  await expect(readAll(content.length + 1)).rejects.toThrow('the file has become shorter')
})

it('may be left before the end', async () => {
  const file = await open(path)
  for await (const block of readAhead(file, path, content.length)) {
    expect(block).toHaveLength(BLOCK_BYTES)
    break
  }
  await file.close()
})
