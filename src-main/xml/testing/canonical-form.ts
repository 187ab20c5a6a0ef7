import { spawnSync } from 'node:child_process'

const program = `
import json, sys
from xml.etree.ElementTree import canonicalize
texts = json.load(sys.stdin)
json.dump([canonicalize(text, with_comments=True) for text in texts], sys.stdout)
`

/** The canonical form (C14N 2.0) of XML documents, by Python's own parser: a second witness. */
export const canonicalForms = (documents: readonly string[]): string[] => {
  const { status, stdout, stderr } = spawnSync('python3', ['-c', program], {
    input: JSON.stringify(documents),
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  })
  if (status !== 0) throw new Error(`python3 could not canonicalize: ${stderr}`)
  return JSON.parse(stdout) as string[]
}
