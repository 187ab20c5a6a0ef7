// `npm run audit:electron`: electronegativity's checks on our sources, held against
// scripts/audit/allowed-findings.json. Fetched when it is needed: it brings 400 packages, among
// them compilers of its own. Fails for findings, not where it can't be had.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import allowed from './audit/allowed-findings.json' with { type: 'json' }
import { judge, readElectronAudit } from './lib/audit.mjs'
import { projectFolder } from './lib/project.mjs'
import { runScript, say } from './lib/say.mjs'

const TOOL = '@doyensec/electronegativity@1.10.3'
const LONGEST_MS = 10 * 60_000

/** What ships: no tests, and no mocks of them. */
const isShipped = (/** @type {string} */ path) => !/\.test\.tsx?$|\/testing(\/|$)/.test(path)

await runScript(() => {
  const folder = mkdtempSync(join(tmpdir(), 'vh-audit-'))
  try {
    for (const part of ['src-main', 'src-preload', 'src-renderer', 'package.json']) {
      cpSync(join(projectFolder, part), join(folder, 'app', part), {
        recursive: true,
        filter: isShipped,
      })
    }
    const written = join(folder, 'findings.csv')
    const exec = ['exec', '--yes', '--ignore-scripts', `--package=${TOOL}`, '--']
    const look = ['electronegativity', '-i', 'app', '-o', written, '-r', '-v', 'false']
    const { stderr } = spawnSync('npm', [...exec, ...look], {
      cwd: folder,
      encoding: 'utf8',
      timeout: LONGEST_MS,
      maxBuffer: 64 * 1024 * 1024,
    })
    if (!existsSync(written)) {
      say(
        `NOT audited: electronegativity could not be had or run (${stderr?.trim().split('\n')[0]})`,
      )
      return 0
    }
    const findings = readElectronAudit(readFileSync(written, 'utf8'))
    const wrong = judge(findings, allowed.electron)
    for (const line of wrong) say(line)
    say(`electronegativity: ${findings.length} findings, ${wrong.length} to look at`)
    return wrong.length === 0 ? 0 : 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
