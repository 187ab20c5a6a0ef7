import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

/** Each run starts npm and a compiler, in ms. */
const patience = 60_000

const folder = mkdtempSync(join(tmpdir(), 'virthelm-roundtrip-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** @param {string[]} args */
const roundtrip = (...args) =>
  spawnSync('npm', ['run', '-s', 'xml:roundtrip', '--', ...args], { encoding: 'utf8' })

test(
  'writes each file under a name of its own, in UTF-8, and goes on after a bad one',
  () => {
    mkdirSync(join(folder, 'other'))
    const files = ['vm.xml', 'other/vm.xml', 'bad.xml', 'wide.xml', 'vm.2.xml'].map((name) =>
      join(folder, name),
    )
    writeFileSync(join(folder, 'vm.xml'), `<domain type='kvm'><name>a</name></domain>\n`)
    writeFileSync(join(folder, 'other/vm.xml'), `\ufeff<domain>b</domain>`)
    writeFileSync(join(folder, 'bad.xml'), '<domain>')
    writeFileSync(
      join(folder, 'wide.xml'),
      Buffer.from(`\ufeff<?xml version="1.0" encoding="UTF-16"?><domain t="é"/>`, 'utf16le'),
    )
    writeFileSync(
      join(folder, 'vm.2.xml'),
      Buffer.from(`<?xml version='1.0' encoding='ISO-8859-1'?><domain>\xe9</domain>`, 'latin1'),
    )
    const out = join(folder, 'new/out')
    const { status, stderr } = roundtrip('--out', out, ...files)
    expect(status).toBe(1)
    expect(stderr).toMatch(/bad\.xml: .*not well-formed: line 1, column 2/)
    expect(
      Object.fromEntries(
        readdirSync(out).map((name) => [name, readFileSync(join(out, name), 'utf8')]),
      ),
    ).toEqual({
      'vm.xml': `<domain type='kvm'><name>a</name></domain>\n`,
      'vm.3.xml': '<domain>b</domain>\n',
      'wide.xml': `<domain t='é'/>\n`,
      'vm.2.xml': '<domain>é</domain>\n',
    })
  },
  patience,
)

test(
  'says how it is used',
  () => {
    const { status, stderr } = roundtrip()
    expect(status).toBe(2)
    expect(stderr).toContain('--out DIR FILE')
  },
  patience,
)
