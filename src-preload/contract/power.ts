import { z } from 'zod'
import type { MachineId } from './machine'

/** What a group is made to do. */
export const groupActions = ['start', 'shutDown'] as const

/** How a guest is asked to shut down; `any` leaves the choice to its host. */
export const shutDownMeans = ['any', 'acpi', 'agent'] as const

/** What becomes of a guest that has not obeyed in time. */
export const afterDeadline = ['leave', 'force'] as const

export const shutDownManner = z.object({
  by: z.enum(shutDownMeans),
  /** In seconds. */
  wait: z.number().int().min(5).max(3600),
  after: z.enum(afterDeadline),
})

/** How machines are shut down: asked, waited for, and only on an explicit word forced off. */
export type ShutDownManner = z.infer<typeof shutDownManner>

/** Which machines a schedule means: those that have a tag, all of a host, or some by name. */
const group = z.union([
  z.object({ tag: z.string().min(1).max(64) }),
  z.object({ host: z.string().min(1).max(200) }),
  z.object({
    machines: z
      .array(z.object({ id: z.string().min(1).max(300), name: z.string().max(200) }))
      .min(1)
      .max(1000),
  }),
])

export type MachineGroup = z.infer<typeof group>

/** As it stands in the settings file. */
export const schedule = z.object({
  name: z.string().min(1).max(80),
  enabled: z.boolean(),
  /** A cron pattern of five fields, in local time: `0 22 * * 1-5`. */
  when: z.string().min(1).max(100),
  action: z.enum(groupActions),
  group,
  /** How they are shut down. */
  manner: shutDownManner,
})

export type Schedule = z.infer<typeof schedule>

/** How a schedule stands. */
export interface ScheduleStatus {
  readonly name: string
  /** In ms since the epoch; null where it never comes, or is turned off. */
  readonly next: number | null
  /** Machines that it means now. */
  readonly machines: readonly { readonly id: MachineId; readonly name: string }[]
  /** When it last ran, in ms since the epoch. */
  readonly lastRun?: number
  /** Times at which it was due and the app did not run, in ms since the epoch. */
  readonly missed: readonly number[]
}
