import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs'
import { mkdir, open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Writes a file of this user's own whole or not at all, whenever the power goes: beside its place
 * first, then over it. Makes its folder. Throws what the disk throws; the old file stays then.
 */
export const writeAtomically = (path: string, text: string): void => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const beside = `${path}.new`
  const file = openSync(beside, 'w', 0o600)
  try {
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(beside, path)
}

/**
 * The same for much text: piece by piece, so that other work goes on in between. Of several at once
 * for one path the caller takes care.
 */
export const writePiecesAtomically = async (
  path: string,
  pieces: Iterable<string>,
): Promise<void> => {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const beside = `${path}.new`
  const file = await open(beside, 'w', 0o600)
  try {
    for (const piece of pieces) await file.writeFile(piece)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(beside, path)
}
