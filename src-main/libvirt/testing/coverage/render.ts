import { events, qemu, remote } from '../../index'
import { EXPECTED_EVENTS, type EventRecorder } from './events'
import type { CoverageRecorder, OutcomeKind } from './recorder'

const headings: Readonly<Record<OutcomeKind | 'none', string>> = {
  answered: 'answered',
  refused: 'refused by the driver, as it should',
  host: 'answered or refused, depending on the host',
  newer: 'withheld, since the daemon is too old',
  descriptors: 'withheld, since they pass file descriptors',
  none: 'not called',
}

/** The page about what was tested against a real daemon, as Markdown. */
export const renderCoverage = (recorder: CoverageRecorder, heard: EventRecorder): string => {
  const procedures = [...Object.values(remote), ...Object.values(qemu)]
  const counts = new Map<string, number>()
  for (const procedure of procedures) {
    const heading = headings[recorder.of(procedure)?.kind ?? 'none']
    counts.set(heading, (counts.get(heading) ?? 0) + 1)
  }
  const rows = (table: typeof remote | typeof qemu): string[] =>
    Object.values(table)
      .sort((a, b) => a.number - b.number)
      .map(
        (each) =>
          `| ${each.number} | ${each.name} | ${recorder.of(each)?.words ?? headings.none} |`,
      )
  const eventRows = Object.values(events).map(({ name, since }) => {
    const known = heard.registered.has(name)
    const outcome = name in EXPECTED_EVENTS ? 'received' : known ? 'asked for' : 'withheld'
    return `| ${name} | ${outcome}${known ? '' : `: came with ${since ?? ''}`} |`
  })
  return `# What is tested against a real libvirt

Every procedure of libvirt's protocol is declared in \`src-main/libvirt/procedures\`. The test
\`coverage.integration.test.ts\` there calls them on a private libvirtd, by its test driver and by
QEMU, and writes this page: run it with \`-u\` after a change. The outcomes are those of libvirt 9.0.

${[...counts].map(([heading, count]) => `- ${count} ${heading}`).join('\n')}

## Procedures

| Number | Procedure | Outcome |
| -: | - | - |
${rows(remote).join('\n')}

## Procedures of the QEMU driver

| Number | Procedure | Outcome |
| -: | - | - |
${rows(qemu).join('\n')}

## Events

All are asked for; those that the test's own doings must bring are waited for.

| Event | Outcome |
| - | - |
${eventRows.join('\n')}
`
}
