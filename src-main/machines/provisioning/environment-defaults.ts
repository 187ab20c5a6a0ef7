import { z } from 'zod'
import type { OsPreset } from '../../../src-preload/contract/os-preset'
import {
  consoleSources,
  isolationTiers,
  newDisk,
  type IsolationTier,
  type ProvisioningDefaults,
} from '../../../src-preload/contract/provisioning'
import { nicSource } from '../../../src-preload/contract/device-specs'
import { Problem } from '../../failures/problem'

const integer = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, 'is no whole number')
    .transform(Number)
    .pipe(z.number().min(min).max(max))

/** JSON of a form; a bare word stands for an object that names it. */
const json = <T>(form: z.ZodType<T>, ofWord?: (word: string) => unknown) =>
  z
    .string()
    .transform((text, context): unknown => {
      if (ofWord && /^[^\s{["]+$/.test(text)) return ofWord(text)
      try {
        return JSON.parse(text) as unknown
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        context.addIssue({ code: 'custom', message: `is no JSON: ${reason}` })
        return z.NEVER
      }
    })
    .pipe(form)

const networkTemplate = z.strictObject({
  source: nicSource,
  model: z.string().min(1).max(40).optional(),
})

const gpuPolicy = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('none') }),
  z.strictObject({ mode: z.literal('emulated'), model: z.string().min(1).max(40).optional() }),
  z.strictObject({
    mode: z.literal('passthrough'),
    devices: z
      .array(z.string().regex(/^[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]$/, 'is no PCI address'))
      .min(1),
  }),
  z.strictObject({ mode: z.literal('mdev'), uuids: z.array(z.uuid()).min(1) }),
])

const forms = {
  LIBVIRT_DEFAULT_MEMORY_MIB: integer(16, 16 * 1024 * 1024),
  LIBVIRT_DEFAULT_VCPU_COUNT: integer(1, 1024),
  LIBVIRT_DEFAULT_ISOLATION_TIER: z.enum(isolationTiers),
  LIBVIRT_NETWORK_TEMPLATE: json(networkTemplate, (network) => ({
    source: { type: 'network', network },
  })),
  LIBVIRT_VOLUME_TEMPLATE: json(newDisk.strict(), (pool) => ({ pool })),
  LIBVIRT_GPU_POLICY: json(gpuPolicy),
  LIBVIRT_CONSOLE_SOURCE: z.enum(consoleSources),
} as const

type Name = keyof typeof forms
type Values = { [N in Name]?: z.infer<(typeof forms)[N]> }

/** Names of the environment that say how new machines are to be. */
const environmentNames = Object.keys(forms) as readonly Name[]

export type ProvisioningEnvironment = { readonly [N in Name]?: string | undefined }

export interface EnvironmentDefaults extends ProvisioningDefaults {
  readonly isolation: IsolationTier
  readonly network: z.infer<typeof networkTemplate>
  readonly gpu: z.infer<typeof gpuPolicy>
}

const issuesOf = (name: string, error: z.ZodError): string[] =>
  error.issues.map(({ path, message }) => {
    const where = path.length === 0 ? '' : ` at ${path.join('.')}`
    return `${name}${where}: ${message}`
  })

/** The environment's defaults, and what the system that is to be installed wants. */
export interface MachineDefaults extends EnvironmentDefaults {
  readonly preset?: OsPreset
}

/**
 * Reads what the environment says of new machines; empty values count as unset. Throws a `Problem`
 * that says of every bad one what is wrong and where, so that a managed install does not start with
 * half of its policy.
 */
export const readEnvironmentDefaults = (
  environment: ProvisioningEnvironment,
): EnvironmentDefaults => {
  const values: Record<string, unknown> = {}
  const wrong: string[] = []
  for (const name of environmentNames) {
    const text = environment[name]
    if (text === undefined || text === '') continue
    const parsed = forms[name].safeParse(text)
    if (parsed.success) values[name] = parsed.data
    else wrong.push(...issuesOf(name, parsed.error))
  }
  if (wrong.length > 0) {
    throw new Problem('invalid', `The environment is not valid:\n${wrong.join('\n')}`)
  }
  const given = values as Values
  const volume = given.LIBVIRT_VOLUME_TEMPLATE
  return {
    memoryMib: given.LIBVIRT_DEFAULT_MEMORY_MIB ?? 2048,
    vcpus: given.LIBVIRT_DEFAULT_VCPU_COUNT ?? 2,
    isolation: given.LIBVIRT_DEFAULT_ISOLATION_TIER ?? 'standard',
    diskMib: volume?.sizeMib ?? 20_480,
    diskFormat: volume?.format ?? 'qcow2',
    pool: volume?.pool ?? 'default',
    network: given.LIBVIRT_NETWORK_TEMPLATE ?? {
      source: { type: 'network', network: 'default' },
    },
    gpu: given.LIBVIRT_GPU_POLICY ?? { mode: 'emulated' },
    console: given.LIBVIRT_CONSOLE_SOURCE ?? 'pty',
  }
}
