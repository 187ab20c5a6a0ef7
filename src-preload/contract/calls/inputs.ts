import { z } from 'zod'
import { machineActions, type MachineAction } from '../machine'

/** Forms that several calls take. */
export const nothing = z.undefined()
export const hostId = z.string().min(1).max(200)
export const machineId = z.string().min(1).max(300)
export const machineAction = z.enum(
  Object.keys(machineActions) as [MachineAction, ...MachineAction[]],
)
