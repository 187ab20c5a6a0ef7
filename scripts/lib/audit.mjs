/**
 * What a tool found, by a name that stays the same while the code around it moves.
 *
 * @typedef {{ id: string, words: string }} Finding
 */

/**
 * What `npm audit --json` printed: advisories, or why there is no answer. A registry that answers
 * nothing must not look like one that knows of nothing.
 *
 * @param {string} printed
 * @returns {{ findings: Finding[] } | { noAnswer: string }}
 */
export function readDependencyAudit(printed) {
  /** @type {any} */
  let said
  try {
    said = JSON.parse(printed)
  } catch {
    return { noAnswer: printed.trim().split('\n')[0] || 'it said nothing' }
  }
  if (typeof said?.vulnerabilities !== 'object' || said.vulnerabilities === null) {
    return { noAnswer: said?.message ?? said?.error?.summary ?? 'it is no account of advisories' }
  }
  const findings = new Map()
  for (const { via } of Object.values(said.vulnerabilities)) {
    for (const cause of via) {
      // A name is a package that has the advisory from another one.
      if (typeof cause === 'string') continue
      const id = /GHSA-[\w-]+/.exec(cause.url)?.[0] ?? String(cause.source)
      findings.set(id, { id, words: `${cause.name}: ${cause.title} (${cause.severity})` })
    }
  }
  return { findings: [...findings.values()] }
}

/**
 * What electronegativity wrote as CSV, each finding by its check and file.
 *
 * @param {string} csv
 * @returns {Finding[]}
 */
export function readElectronAudit(csv) {
  const findings = new Map()
  for (const line of csv.split('\n')) {
    const [, check, severity, file] = /^(\w+),"(\w+)","\w+","([^"]*)"/.exec(line) ?? []
    if (check === undefined || severity === undefined || file === undefined) continue
    findings.set(`${check} ${file}`, { id: `${check} ${file}`, words: severity })
  }
  return [...findings.values()]
}

/**
 * Holds findings against those that are allowed and explained; answers what is wrong, a line each.
 *
 * @param {readonly Finding[]} findings
 * @param {Readonly<Record<string, string>>} allowed why, by the finding's id
 * @returns {string[]}
 */
export function judge(findings, allowed) {
  const ids = new Set(findings.map(({ id }) => id))
  return [
    ...findings
      .filter(({ id }) => !(id in allowed))
      .map(({ id, words }) => `found, and not explained: ${id}: ${words}`),
    ...Object.keys(allowed)
      .filter((id) => !ids.has(id))
      .map((id) => `explained, but found no more: ${id}`),
  ]
}
