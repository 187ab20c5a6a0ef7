// npm run -s xml:roundtrip -- --out DIR FILE…
//
// Writes, per file, what saving it untouched in the XML editor would send to libvirt: DIR/<its base
// name>. A base name that comes again is numbered: machine.xml, machine.2.xml, … One line a file
// says what went where. What is no XML, no file, or more than libvirt would take is told on stderr with
// why, the others are done all the same, and the exit code is 1; it is 2 for a line that makes no sense.
// What is XML of something else than a machine is written, too, and said on stderr.
// A file is never written over itself.
import { existsSync, mkdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs'
import { basename, join, parse } from 'node:path'
import { parseArgs } from 'node:util'
import { untouchedSave } from '../src-main/machines/definition/untouched-save'
import { decodeXml } from '../src-main/xml/decode-xml'
import { parseXml } from '../src-main/xml/parse-xml'

const usage = (): never => {
  console.error('usage: npm run -s xml:roundtrip -- --out DIR FILE…')
  process.exit(2)
}

const readArguments = () => {
  try {
    const options = { out: { type: 'string' } } as const
    const { values, positionals } = parseArgs({ options, allowPositionals: true })
    const { out } = values
    return out === undefined || out === '' || positionals.length === 0
      ? usage()
      : { out, files: positionals }
  } catch {
    return usage()
  }
}

/** Libvirt takes 4 MiB; in the widest encoding that is four times as many bytes. */
const MAX_BYTES = 16 * 1024 * 1024

/** What a file holds. Pipes and devices are refused: they may never end. */
const readFile = (file: string): Uint8Array => {
  const status = statSync(file)
  if (!status.isFile()) throw new Error('is no file')
  if (status.size > MAX_BYTES) throw new Error('is longer than the 4 MiB that libvirt takes')
  return readFileSync(file)
}

/** Writes a file, unless it is the one that was read: what it was made of must stay. */
const writeApart = (output: string, file: string, xml: string): void => {
  if (existsSync(output) && realpathSync(output) === realpathSync(file)) {
    throw new Error('would be written over itself; choose another folder')
  }
  writeFileSync(output, xml)
}

/** A name for each file, in their order, that no other has. */
const outputNames = (files: readonly string[]): string[] => {
  const wanted = new Set(files.map((file) => basename(file)))
  const taken = new Set<string>()
  return files.map((file) => {
    const { base, name, ext } = parse(file)
    let output = base
    for (let i = 2; taken.has(output) || (output !== base && wanted.has(output)); i++) {
      output = `${name}.${i}${ext}`
    }
    taken.add(output)
    return output
  })
}

const messageOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : ''
  return error.message + cause
}

const { out, files } = readArguments()
try {
  mkdirSync(out, { recursive: true })
} catch (error) {
  console.error(`${out}: ${messageOf(error)}`)
  process.exit(2)
}
const outputs = outputNames(files)
for (const [i, file] of files.entries()) {
  try {
    const output = join(out, outputs[i] ?? basename(file))
    const saved = untouchedSave(decodeXml(readFile(file)))
    writeApart(output, file, saved)
    console.log(`${file} -> ${output}`)
    const { nodeName } = parseXml(saved)
    if (nodeName !== 'domain')
      console.error(`${file}: is a <${nodeName}>, no machine; written all the same`)
  } catch (error) {
    console.error(`${file}: ${messageOf(error)}`)
    process.exitCode = 1
  }
}
