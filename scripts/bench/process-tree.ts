import { readdirSync, readFileSync } from 'node:fs'

/** Undefined when the process has gone. */
const parentOf = (pid: number): number | undefined => {
  try {
    // The name in front is in brackets and may hold anything, brackets and blanks included.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return Number(fields[1])
  } catch {
    return undefined
  }
}

/** A process and all that descend from it. */
export const processTree = (root: number): readonly number[] => {
  const children = new Map<number, number[]>()
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry)
    const parent = Number.isInteger(pid) ? parentOf(pid) : undefined
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), pid])
  }
  const tree = [root]
  for (const pid of tree) tree.push(...(children.get(pid) ?? []))
  return tree
}

/** Processor time of one thread in ns; 0 when it has gone. */
const cpuTimeOfThread = (pid: number, thread: string): number => {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0])
  } catch {
    return 0
  }
}

/**
 * Processor time that a process and its descendants have used so far, in ms: by the scheduler's
 * account of the threads there are, because the clock of `stat` ticks in hundredths of a second.
 */
export const cpuTimeOfTree = (root: number): number => {
  let nanoseconds = 0
  for (const pid of processTree(root)) {
    for (const thread of readdirSync(`/proc/${pid}/task`)) {
      nanoseconds += cpuTimeOfThread(pid, thread)
    }
  }
  return nanoseconds / 1e6
}

/** A process's memory in MB, with its share of what it has in common with others. */
export const proportionalMegabytes = (pid: number): number => {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1]) / 1024
}
