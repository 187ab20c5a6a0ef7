import { z } from 'zod'

/** What a person can set of a machine besides its devices. Fields as in `device-specs.ts`. */
const kib = z
  .number()
  .int()
  .positive()
  .max(2 ** 50)
/** `0-3,8,^2` */
const cpuset = z
  .string()
  .max(1024)
  .regex(/^\^?\d{1,5}(-\d{1,5})?(,\^?\d{1,5}(-\d{1,5})?)*$/)

export const cpuModes = ['host-model', 'host-passthrough', 'maximum', 'custom'] as const

export const hardwareSettings = z.object({
  title: z.string().max(4096).nullable().optional(),
  description: z
    .string()
    .max(64 * 1024)
    .nullable()
    .optional(),
  /** The most that it can have, and what it has. */
  memory: z
    .object({
      memoryKib: kib.optional(),
      currentKib: kib.optional(),
      /** Room for memory devices; null takes it away. */
      hotplug: z
        .object({ maximumKib: kib, slots: z.number().int().min(1).max(256) })
        .nullable()
        .optional(),
      /** null is the host's ordinary pages; `pageKib` null is its default huge page. */
      hugepages: z.object({ pageKib: kib.nullable() }).nullable().optional(),
      /** May be mapped by processes such as virtiofsd. */
      shared: z.boolean().optional(),
      locked: z.boolean().optional(),
    })
    .optional(),
  vcpus: z
    .object({
      maximum: z.number().int().min(1).max(4096).optional(),
      current: z.number().int().min(1).max(4096).optional(),
    })
    .optional(),
  cpu: z
    .object({
      mode: z.enum(cpuModes).optional(),
      /** For `custom`. */
      model: z.string().min(1).max(256).optional(),
      topology: z
        .object({
          sockets: z.number().int().min(1).max(1024),
          dies: z.number().int().min(1).max(64).optional(),
          cores: z.number().int().min(1).max(1024),
          threads: z.number().int().min(1).max(16),
        })
        .nullable()
        .optional(),
      /** All of them; null takes NUMA away. */
      numa: z
        .array(z.object({ cpus: cpuset, memoryKib: kib }))
        .min(1)
        .max(64)
        .nullable()
        .optional(),
    })
    .optional(),
  /** Where virtual processors may run; null takes a binding away. */
  pinning: z
    .object({
      vcpus: z
        .array(z.object({ vcpu: z.number().int().min(0).max(4095), cpuset: cpuset.nullable() }))
        .max(4096)
        .optional(),
      emulator: cpuset.nullable().optional(),
    })
    .optional(),
  numaTune: z
    .object({ mode: z.enum(['strict', 'preferred', 'interleave', 'restrictive']), nodeset: cpuset })
    .nullable()
    .optional(),
  /** Keys of disks, network interfaces and host devices, first to last. */
  bootOrder: z.array(z.string().min(1).max(512)).max(64).optional(),
  bootMenu: z.boolean().optional(),
  firmware: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('bios') }),
      z.object({ kind: z.literal('uefi'), secureBoot: z.boolean() }),
    ])
    .optional(),
  /** A kernel of the host's file system; null boots from devices. */
  directBoot: z
    .object({
      kernel: z.string().min(1).max(4096),
      initrd: z.string().min(1).max(4096).optional(),
      cmdline: z
        .string()
        .max(64 * 1024)
        .optional(),
    })
    .nullable()
    .optional(),
})

export type HardwareSettings = z.infer<typeof hardwareSettings>
