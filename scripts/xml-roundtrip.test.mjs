import { spawnSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
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
    const files = ['vm.xml', 'other/vm.xml', 'bad.xml', 'wide.xml', 'vm.2.xml', 'net.xml'].map(
      (name) => join(folder, name),
    )
    writeFileSync(join(folder, 'vm.xml'), `<domain type='kvm'><name>a</name></domain>\n`)
    writeFileSync(join(folder, 'other/vm.xml'), `\ufeff<domain>b</domain>`)
    writeFileSync(join(folder, 'bad.xml'), '<domain>')
    writeFileSync(join(folder, 'net.xml'), '<network/>')
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
    expect(stderr).toMatch(/net\.xml: is a <network>, no machine/)
    expect(
      Object.fromEntries(
        readdirSync(out).map((name) => [name, readFileSync(join(out, name), 'utf8')]),
      ),
    ).toEqual({
      'vm.xml': `<domain type='kvm'><name>a</name></domain>\n`,
      'vm.3.xml': '<domain>b</domain>\n',
      'wide.xml': `<domain t='é'/>\n`,
      'vm.2.xml': '<domain>é</domain>\n',
      'net.xml': '<network/>\n',
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

test(
  'goes on after what is no XML, no file or too much, and never writes over what it reads',
  () => {
    const odd = join(folder, 'odd')
    mkdirSync(odd)
    /** @type {Record<string, string | Buffer>} */
    const contents = {
      'good.xml': '<domain/>',
      'empty.xml': '',
      'binary.xml': Buffer.from([0, 1, 2, 0xff, 0xfe]),
      'torn.xml': Buffer.from([...Buffer.from('<a>'), 0xc3, 0x28]),
      'bomb.xml': `<!DOCTYPE d [<!ENTITY a "${'x'.repeat(900)}"><!ENTITY b "${'&a;'.repeat(90)}"><!ENTITY c "${'&b;'.repeat(90)}">]><d>&c;</d>`,
      'outer.xml': `<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d>&a;</d>`,
      'unknown.xml': `<?xml version='1.0' encoding='x-nowhere'?><d/>`,
      'wrong.xml': `<?xml version='1.0' encoding='UTF-16'?><d>\u00e9</d>`,
      'latin.xml': Buffer.from(
        `<?xml version='1.0' encoding='ISO-8859-1'?><d>\x80\xe9</d>`,
        'latin1',
      ),
      'typed.xml': `<!DOCTYPE domain [<!-- ]> --><!ENTITY n "web">]><domain><name>&n;</name></domain>`,
      '-dash.xml': '<domain/>',
    }
    for (const [name, content] of Object.entries(contents)) writeFileSync(join(odd, name), content)
    truncateSync(join(odd, 'empty.xml'), 0)
    writeFileSync(join(odd, 'huge.xml'), '')
    truncateSync(join(odd, 'huge.xml'), 20 * 1024 * 1024 * 1024)
    const names = [...Object.keys(contents), 'huge.xml', 'missing.xml']
    const out = join(folder, 'odd-out')
    const files = [...names.map((name) => join(odd, name)), odd, '/dev/zero']
    const { status, stderr } = roundtrip('--out', out, ...files)
    expect(status).toBe(1)
    expect(readdirSync(out).sort()).toEqual([
      '-dash.xml',
      'good.xml',
      'latin.xml',
      'typed.xml',
      'wrong.xml',
    ])
    expect(readFileSync(join(out, 'latin.xml'), 'utf8')).toBe('<d>\u0080\u00e9</d>\n')
    expect(readFileSync(join(out, 'wrong.xml'), 'utf8')).toBe('<d>\u00e9</d>\n')
    expect(readFileSync(join(out, 'typed.xml'), 'utf8')).toBe('<domain><name>web</name></domain>\n')
    for (const words of ['huge.xml: is longer', 'odd: is no file', '/dev/zero: is no file']) {
      expect(stderr).toContain(words)
    }
    expect(
      stderr
        .trim()
        .split('\n')
        .filter((line) => /^\s+at /.test(line)),
    ).toEqual([])

    const self = roundtrip('--out', odd, join(odd, 'good.xml'))
    expect(self.status).toBe(1)
    expect(self.stderr).toContain('written over itself')
    expect(readFileSync(join(odd, 'good.xml'), 'utf8')).toBe('<domain/>')
    expect(roundtrip('--out', join(odd, 'good.xml'), join(odd, 'typed.xml')).status).toBe(2)
    expect(roundtrip('--nonsense').status).toBe(2)
  },
  patience,
)
