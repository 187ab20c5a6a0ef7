// `npm run audit:dependencies`: what the registry's advisories say of what is installed, held
// against scripts/audit/allowed-findings.json. Fails for findings, not for want of an answer.
import { spawnSync } from 'node:child_process'
import allowed from './audit/allowed-findings.json' with { type: 'json' }
import { judge, readDependencyAudit } from './lib/audit.mjs'
import { projectFolder } from './lib/project.mjs'
import { runScript, say } from './lib/say.mjs'

await runScript(() => {
  const { stdout } = spawnSync('npm', ['audit', '--json'], {
    cwd: projectFolder,
    encoding: 'utf8',
    timeout: 60_000,
    maxBuffer: 64 * 1024 * 1024,
  })
  const read = readDependencyAudit(stdout ?? '')
  if ('noAnswer' in read) {
    say(`dependencies were NOT audited: no answer from the registry (${read.noAnswer})`)
    return 0
  }
  const wrong = judge(read.findings, allowed.dependencies)
  for (const line of wrong) say(line)
  say(`dependencies: ${read.findings.length} advisories, ${wrong.length} to look at`)
  return wrong.length === 0 ? 0 : 1
})
