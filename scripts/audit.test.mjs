import { expect, test } from 'vitest'
import { judge, readDependencyAudit, readElectronAudit } from './lib/audit.mjs'

const advisory = {
  source: 1,
  name: 'thing',
  title: 'it does harm',
  url: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc',
  severity: 'high',
}
const report = (/** @type {unknown[]} */ ...via) =>
  JSON.stringify({ auditReportVersion: 2, vulnerabilities: { thing: { via } } })

test('advisories are findings, each once', () => {
  expect(readDependencyAudit(report(advisory, advisory, 'other-thing'))).toEqual({
    findings: [{ id: 'GHSA-aaaa-bbbb-cccc', words: 'thing: it does harm (high)' }],
  })
  expect(readDependencyAudit('{"auditReportVersion":2,"vulnerabilities":{}}')).toEqual({
    findings: [],
  })
})

test.each([
  ['{"message":"405 Method Not Allowed","method":"POST"}', '405 Method Not Allowed'],
  ['{"error":{"code":"ENOTFOUND","summary":"no such host"}}', 'no such host'],
  ['<html>', '<html>'],
  ['', 'it said nothing'],
  ['null', 'it is no account of advisories'],
])('%j is no answer, rather than no finding', (printed, noAnswer) => {
  expect(readDependencyAudit(printed)).toEqual({ noAnswer })
})

test('what electronegativity wrote is read by check and file', () => {
  const csv = `issue, severity, confidence, filename, location, sample, description, url
SANDBOX_JS_CHECK,"MEDIUM","FIRM","src-main/a.ts","31:6","x, ""y""","Words",https://x
SANDBOX_JS_CHECK,"MEDIUM","FIRM","src-main/a.ts","40:6","z","Words",https://x`
  expect(readElectronAudit(csv)).toEqual([
    { id: 'SANDBOX_JS_CHECK src-main/a.ts', words: 'MEDIUM' },
  ])
})

test('what is not explained fails, and so does an explanation of nothing', () => {
  const found = [{ id: 'A', words: 'bad' }]
  expect(judge(found, { A: 'it is the test’s' })).toEqual([])
  expect(judge(found, {})).toEqual(['found, and not explained: A: bad'])
  expect(judge([], { A: 'it was' })).toEqual(['explained, but found no more: A'])
})
