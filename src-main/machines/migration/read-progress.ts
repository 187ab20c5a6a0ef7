import type { MigrationAmount } from '../../../src-preload/contract/migration'
import { parameterMap, type TypedParameter } from '../../libvirt/procedures/typed-parameter'

/** What a source tells of a migration's way; see `MigrationProgress`. */
export interface JobFigures {
  readonly memory: MigrationAmount
  readonly disks?: MigrationAmount
  readonly round: number
  readonly dirtyRate: number
  readonly expectedDowntime?: number
  readonly elapsed: number
}

/** Reads a job's parameters; a host that leaves some out has zeroes for them. */
export const readProgress = (params: readonly TypedParameter[]): JobFigures => {
  const values = parameterMap(params)
  const figure = (name: string): number => {
    const number = Number(values.get(name) ?? 0)
    return Number.isFinite(number) ? number : 0
  }
  const amount = (of: 'memory' | 'disk'): MigrationAmount => ({
    total: figure(`${of}_total`),
    remaining: figure(`${of}_remaining`),
    rate: figure(`${of}_bps`),
  })
  const downtime = values.get('downtime')
  return {
    memory: amount('memory'),
    ...(figure('disk_total') > 0 && { disks: amount('disk') }),
    round: figure('memory_iteration'),
    dirtyRate: figure('memory_dirty_rate') * (figure('memory_page_size') || 4096),
    ...(downtime !== undefined && { expectedDowntime: Number(downtime) }),
    elapsed: figure('time_elapsed'),
  }
}
