import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts processor time in these for every program, whatever the kernel's own clock. */
const TICKS_PER_SECOND = 100

interface ProcessFacts {
  readonly parent: number
  readonly cpuTicks: number
}

/** Undefined when the process has gone. */
const factsOf = (pid: number): ProcessFacts | undefined => {
  try {
    // The name in front is in brackets and may hold anything, brackets and blanks included.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    const [user, system] = [Number(fields[11]), Number(fields[12])]
    return { parent: Number(fields[1]), cpuTicks: user + system }
  } catch {
    return undefined
  }
}

/** A process and all that descend from it. */
export const processTree = (root: number): readonly number[] => {
  const children = new Map<number, number[]>()
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry)
    const parent = Number.isInteger(pid) ? factsOf(pid)?.parent : undefined
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), pid])
  }
  const tree = [root]
  for (const pid of tree) tree.push(...(children.get(pid) ?? []))
  return tree
}

/** Processor time that a process and its descendants have used so far, in ms. */
export const cpuTimeOfTree = (root: number): number => {
  const ticks = processTree(root).map((pid) => factsOf(pid)?.cpuTicks ?? 0)
  return (ticks.reduce((sum, own) => sum + own, 0) / TICKS_PER_SECOND) * 1000
}

/** A process's memory in MB, with its share of what it has in common with others. */
export const proportionalMegabytes = (pid: number): number => {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1]) / 1024
}
