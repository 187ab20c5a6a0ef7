import type { Machine, MachineId } from '../../../src-preload/contract/machine'
import type { ShutDownManner } from '../../../src-preload/contract/power'
import { virshLine } from '../../jobs/virsh-line'

const modes: Readonly<Record<ShutDownManner['by'], string | undefined>> = {
  any: undefined,
  acpi: 'acpi',
  agent: 'agent',
}

/** The command lines that ask machines to shut down, one a machine. */
export const shutDownLines = (
  machines: readonly Machine[],
  { by }: ShutDownManner,
  uriOf: (id: MachineId) => string,
): string =>
  machines
    .map(({ id, uuid }) => virshLine(uriOf(id), 'shutdown', { domain: uuid, mode: modes[by] }))
    .join('\n')
