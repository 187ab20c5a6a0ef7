// npm run -s xml:roundtrip -- --out DIR FILE…
//
// Writes, per file, what saving it untouched in the XML editor would send to libvirt: DIR/<its base
// name>. A base name that comes again is numbered: machine.xml, machine.2.xml, … One line a file
// says what went where; a file that is no XML is told on stderr, and the exit code is 1.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, parse } from 'node:path'
import { parseArgs } from 'node:util'
import { untouchedSave } from '../src-main/machines/definition/untouched-save'
import { decodeXml } from '../src-main/xml/decode-xml'

const { values, positionals } = parseArgs({
  options: { out: { type: 'string' } },
  allowPositionals: true,
})

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

if (values.out === undefined || positionals.length === 0) {
  console.error('usage: npm run -s xml:roundtrip -- --out DIR FILE…')
  process.exit(2)
}
mkdirSync(values.out, { recursive: true })
const outputs = outputNames(positionals)
for (const [i, file] of positionals.entries()) {
  try {
    const output = join(values.out, outputs[i] ?? basename(file))
    writeFileSync(output, untouchedSave(decodeXml(readFileSync(file))))
    console.log(`${file} -> ${output}`)
  } catch (error) {
    console.error(`${file}: ${messageOf(error)}`)
    process.exitCode = 1
  }
}
