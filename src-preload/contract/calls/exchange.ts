import { z } from 'zod'
import { answers, command, query } from '../declare'
import type { ExportPlan, ImportFile } from '../exchange'
import type { JobStarted } from '../job'
import { machineId, nothing } from './inputs'

/** Machines as files of this computer. */
export const exchangeCalls = {
  /** Asks which file to import, and reads what is in it; null where none was chosen. */
  'machines.chooseImport': command(nothing, answers<ImportFile | null>()),
  'machines.exportPlan': query(z.object({ id: machineId }), answers<ExportPlan>()),
  /** Asks where to, and writes an OVA there; null where no place was chosen. */
  'machines.export': command(z.object({ id: machineId }), answers<JobStarted | null>()),
} as const
