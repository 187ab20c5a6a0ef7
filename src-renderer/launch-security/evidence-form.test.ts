import { expect, test } from 'vitest'
import { emptyEvidence, evidenceOf } from './evidence-form'

const files = { ...emptyEvidence, tik: ' /keys/tik.bin ', firmware: '/ovmf.fd' }

test('what is left empty is not measured', () => {
  expect(evidenceOf('host/vm', files)).toEqual({
    id: 'host/vm',
    tik: '/keys/tik.bin',
    measured: { firmware: '/ovmf.fd' },
  })
})

test('initial RAM disk and command line count with a kernel only, states are a path a line', () => {
  const more = { ...files, initrd: '/initrd', cmdline: 'quiet ', vmsas: '/a\n\n /b \n' }
  expect(evidenceOf('host/vm', more)?.measured).toEqual({
    firmware: '/ovmf.fd',
    vmsas: ['/a', '/b'],
  })
  expect(evidenceOf('host/vm', { ...more, kernel: '/vmlinuz' })?.measured).toEqual({
    firmware: '/ovmf.fd',
    kernel: '/vmlinuz',
    initrd: '/initrd',
    cmdline: 'quiet ',
    vmsas: ['/a', '/b'],
  })
})

test.each([
  ['no key', { ...files, tik: '' }],
  ['a path from nowhere', { ...files, firmware: 'ovmf.fd' }],
  ['a digest that is none', { ...files, by: 'digest' as const, digest: 'AAAA' }],
])('%s is not sent', (_, form) => {
  expect(evidenceOf('host/vm', form)).toBeNull()
})

test('a digest stands for all files', () => {
  const digest = 'xkvRAfyaSizgonxAjZIAkR8TmolUabBKQKb6KJCDDSM='
  expect(evidenceOf('host/vm', { ...files, by: 'digest', digest })?.measured).toEqual({ digest })
})
