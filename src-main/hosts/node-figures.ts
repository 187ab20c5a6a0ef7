import { isUnsupported, remote, type Connection } from '../libvirt'

const ALL_CPUS = -1

/** Processor times of a whole host since its start, in ns. */
export interface CpuTimes {
  readonly busy: number
  readonly total: number
}

/** Reads a list of figures whose number must be asked for first; empty where there are none. */
export const nodeFigures = async (
  ask: (count: number) => Promise<{
    readonly params: readonly { readonly field: string; readonly value: bigint }[]
    readonly nparams: number
  }>,
): Promise<ReadonlyMap<string, number>> => {
  try {
    const { nparams } = await ask(0)
    const { params } = await ask(nparams)
    return new Map(params.map(({ field, value }) => [field, Number(value)]))
  } catch (error) {
    if (isUnsupported(error)) return new Map()
    throw error
  }
}

/** What all processors did since the host's start; null where its driver does not tell. */
export const readCpuTimes = async (connection: Connection): Promise<CpuTimes | null> => {
  const times = await nodeFigures((nparams) =>
    connection.call(remote.nodeGetCpuStats, { cpuNum: ALL_CPUS, nparams, flags: 0 }),
  )
  if (times.size === 0) return null
  const [user, kernel, idle, iowait] = ['user', 'kernel', 'idle', 'iowait'].map(
    (name) => times.get(name) ?? 0,
  ) as [number, number, number, number]
  return { busy: user + kernel, total: user + kernel + idle + iowait }
}
